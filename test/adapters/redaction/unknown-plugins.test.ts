import { FieldRedactor } from '../../../src/adapters/redaction';
import { seeded } from './random';

const redactor = new FieldRedactor({ ownSecrets: [] });

/** What authors of plugins call secrets, in words. */
const NAMES = [
  'password', 'passwd', 'pass phrase', 'pass', 'pwd', 'secret', 'client secret', 'token', 'access token', 'api key', 'private key', 'pre shared key', 'psk', 'tls key', 'key', 'p12', 'pfx',
  'keystore', 'jwt', 'jwt secret', 'hmac', 'recovery codes', 'backup codes', 'xauth', 'xauth password', 'otp seed', 'totp', 'seed', 'salt', 'community', 'bind pw', 'credentials', 'webhook', 'simpin',
  'license key', 'activation code', 'key material', 'shared secret', 'auth pass', 'nt hash', 'mnemonic', 'bearer token', 'connection string', 'session cookie key',
];
const OWNERS = ['', 'smtp', 'my new', 'radius', 'wifi'];

const SPELLINGS: readonly ((words: readonly string[]) => string)[] = [
  words => words.join('_'),
  words => words.join('-'),
  words => words.join(''),
  words => words.map((word, at) => (at === 0 ? word : capital(word))).join(''),
  words => words.map(capital).join(''),
  words => words.join('_').toUpperCase(),
  words => `${words.join('_')}2`,
];

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const CARRIERS: readonly (readonly [name: string, shown: (field: string, secret: string) => string])[] = [
  ['a row', (field, secret) => JSON.stringify(redactor.redact({ rows: [{ uuid: 'x', [field]: secret }] }))],
  ['a nested row', (field, secret) => JSON.stringify(redactor.redact({ plugin: { general: { [field]: [{ inner: secret }, secret] } } }))],
  ['a twin and a dotted name', (field, secret) => JSON.stringify(redactor.redact({ [`%${field}`]: secret, [`general.${field}`]: secret }))],
  ['an element', (field, secret) => redactor.xml(`<opnsense><OPNsense><newplugin version="1.0"><${field}>${secret}</${field}></newplugin></OPNsense></opnsense>`)],
  ['an element of elements', (field, secret) => redactor.xml(`<opnsense><newplugin><${field}><item><code>${secret}</code></item></${field}></newplugin></opnsense>`)],
  ['an attribute', (field, secret) => redactor.xml(`<opnsense><newplugin><server ${field}="${secret}"/></newplugin></opnsense>`)],
  ['a text', (field, secret) => redactor.text(`could not connect (${field}=${secret}), user=root`)],
  ['a configuration line', (field, secret) => redactor.text(`[main]\n${field} = ${secret}\nuser = root`)],
  ['JSON in a text', (field, secret) => redactor.text(`sent {"${field}": "${secret}", "user": "root"}`)],
  ['XML in a text', (field, secret) => redactor.text(`refused: <${field}>${secret}</${field}><user>root</user>`)],
];

describe('secrets of plugins that nobody knows', () => {
  const fields = NAMES.flatMap(name => OWNERS.flatMap(owner => SPELLINGS.map(spell => spell([...owner.split(' '), ...name.split(' ')].filter(word => word !== '')))));

  test.each(CARRIERS)('are hidden in %s, whatever the spelling of their names', (_name, shown) => {
    const random = seeded(11);
    const leaks = fields.filter(field => {
      const secret = `C${Array.from({ length: 12 }, () => 'abcdefghijkmnpqrstuvwxyz23456789'[Math.floor(random() * 32)]).join('')}9`;
      return shown(field, secret).includes(secret);
    });
    expect(leaks).toEqual([]);
  });

  test.each(CARRIERS.filter(([name]) => !name.startsWith('a twin')))('hide nothing that only sounds similar in %s', (_name, shown) => {
    const harmless = ['user', 'description', 'public_key', 'publicKey', 'key_type', 'keyLength', 'tokenTTL', 'password_policy', 'hotkey', 'bypass', 'hostname', 'p12_filename', 'jwt_algorithm', 'passive'];
    expect(harmless.filter(field => !shown(field, 'harmless1').includes('harmless1'))).toEqual([]);
  });

  test('no text takes long', () => {
    const patterns = ['a=', '<a>', '<key>', '"a":', '"key": ', 'key=', 'hooks/', 'https://hooks/', 'neighbor ', 'community ', 'a.b-c ', '=>', 'com2sec a ', '12345678:', '/bot12345:', '?sig=', 'createUser a SHA '];
    for (const pattern of patterns) expect(typeof redactor.text(pattern.repeat(Math.floor(400_000 / pattern.length)))).toBe('string');
  }, 8000);
});
