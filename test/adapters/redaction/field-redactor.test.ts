import { FieldRedactor } from '../../../src/adapters/redaction';
import { REDACTED } from '../../../src/ports';
import { CANARIES } from './canaries';
import { seeded } from './random';

const KEY = 'w86XNZob/8Oq8aC5r0kbNarNtdpoQU781fyoeaOBQsBwkXUt';
const SECRET = 'puOyw0Ega3xZXeD26XVrJ5WYFepOseySWLM53pJASeTA3+==';
const BASIC = Buffer.from(`${KEY}:${SECRET}`).toString('base64');
const redactor = new FieldRedactor({ ownSecrets: [KEY, SECRET, `${KEY}:${SECRET}`] });
const shown = (value: unknown, reveal = false): string => JSON.stringify(redactor.redact(value, { reveal }));

const PEM = `-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAcanary\n-----END RSA PRIVATE KEY-----`;
const BCRYPT = '$2y$10$YRVoF4SgskIsrXOvOQjGieB9XqHPRra9R7d80B3BZdbY';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('fields', () => {
  test.each(CANARIES.map(({ path, secret }) => [path.join('/'), path, secret] as const))('%s is a secret field and hidden in rows', (_name, path, secret) => {
    expect(redactor.isSecretField(path)).toBe(true);
    const nested = path.reduceRight<unknown>((below, part) => ({ [part]: below }), secret);
    expect(shown(nested)).not.toContain(secret);
    const flattened = { rows: [{ uuid: 'x', [path.slice(-2).join('.')]: secret, [`%${path.slice(-2).join('.')}`]: secret }] };
    expect(shown(flattened)).not.toContain(secret);
  });

  test.each([
    'password', 'Password', 'userPassword', 'smtp_password', 'mysqlpassword', 'bcrypt-hash', 'privkey', 'privateKey', 'private_key', 'psk', 'presharedkey',
    'pre-shared-key', 'preSharedKey', 'shared_secret', 'clientSecret', 'apiKey', 'api_key', 'apikeys', 'token', 'accessToken', 'auth_token', 'otp_seed', 'ldap_bindpw',
    'radius_secret', 'rocommunity', 'community', 'prv', 'passphrase', 'key', 'Key', 'wpa_psk', 'auth_pass', 'simpin', 'credentials', 'Authorization', 'webhookUrl',
    'p12', 'client_p12', 'pfx', 'keystore', 'trustKeyStore', 'jwt', 'jwtToken', 'hmac', 'recovery_codes', 'recoveryCodes', 'backup-codes', 'xauth', 'xauth_pw', 'tls_key', 'tlsKeyPem',
    'userPin', 'puk', 'mnemonic', 'Kennwort', 'pkcs12_blob', 'keymaterial',
    'setupKey', 'preAuthKey', 'enroll_key', 'TlsDnsApiKey', 'TlsDnsOptionalField2', 'eab_hmac', 'dns_netcup_pw', 'dns_dnsexit_api', 'licenseKey', 'Set-Cookie',
  ])('a field called %s is hidden wherever it stands', name => {
    for (const spelling of [name, `%${name}`, `general.${name}`, name.toUpperCase()]) expect(shown({ list: [{ [spelling]: 'hunter22' }] })).not.toContain('hunter22');
  });

  test.each([
    'public_key', 'publicKey', 'pubkey', 'key_type', 'keyLength', 'keyFingerprint', 'private_key_location', 'transferkeyname', 'authtype', 'authmode', 'tokenmode',
    'passwordencryption', 'password_policy_length', 'hostKey', 'authorizedkeys', 'passthrough_networks', 'privateaddress', 'priv', 'bypass', 'username', 'uuid',
    'hotkey', 'monkey', 'keyboard', 'p12_filename', 'truststore', 'pinning', 'xauth_enabled', 'jwt_algorithm', 'hmac_type', 'foreign_key', 'publickey', 'keyword',
    'persistence_cookiename', 'passiveinterfaces', 'monkeys_count', 'token_id', 'expires', 'pwd_changed_at', 'description', 'hash', 'auth', 'secret_name',
  ])('a field called %s stays', name => {
    expect(redactor.redact({ [name]: 'harmless' })).toEqual({ [name]: 'harmless' });
  });

  test('what the catalogue knows as public stays although its name sounds secret', () => {
    const value = {
      zabbixagent: { userparameters: { userparameter: { '0b0a4d0e-5a0b-4b9c-9d3c-2f1f5f3a7c11': { key: 'agent.ping' } } } },
      bgp: { communitylists: { communitylist: [{ community: '65000:100' }] } },
      openvpn: { Instances: { Instance: [{ tls_key: 'name of a static key' }] } },
    };
    expect(redactor.redact(value)).toEqual(value);
  });

  test('numbers, booleans and what is not set stay, text does not', () => {
    const value = { password_set: true, keys: 3, password: '', psk: null, secrets: { revealed: false, count: 2 }, tokens: [], passwordauth: '1', pass: 'block' };
    expect(redactor.redact(value)).toEqual(value);
    expect(redactor.redact({ password: '1', tokens: ['abc', { name: 'x', n: 1 }] })).toEqual({ password: '1', tokens: [REDACTED, { name: REDACTED, n: 1 }] });
    expect(redactor.redact({ privkey: 'a', eab_hmac: '1' })).toEqual({ privkey: REDACTED, eab_hmac: REDACTED });
  });

  test('an option map below a secret field is hidden with its keys', () => {
    expect(shown({ psk: { hunter22: { value: 'hunter22', selected: 1 } } })).toBe(`{"psk":"${REDACTED}"}`);
    expect(shown({ tokens: { 'hunter 22': 'x' } })).toBe(`{"tokens":"${REDACTED}"}`);
  });

  test('the keys of an option map are no fields, and a plain key beside a value is its name', () => {
    const choices = { authmethod: { password: { value: 'Password', selected: 1 }, key: { value: 'Key', selected: 0 }, psk: { value: 'Pre-shared key', selected: 0 } } };
    expect(redactor.redact(choices)).toEqual(choices);
    const pairs = { tags: [{ key: 'region', value: 'eu' }, { key: 'ntp.orphan', value: '12' }] };
    expect(redactor.redact(pairs)).toEqual(pairs);
    expect(redactor.redact([{ key: 'smtp_password', value: 'hunter22' }, { key: 'w86XNZob8Oq8aC5r0kbN', value: 'x' }, { key: 'hunter22' }])).toEqual([
      { key: 'smtp_password', value: REDACTED },
      { key: REDACTED, value: 'x' },
      { key: REDACTED },
    ]);
  });

  test('a value is hidden when the member beside it names a secret field', () => {
    expect(redactor.redact([{ field: 'client.psk', before: 'old', after: 'new' }, { name: 'mtu', value: '1420' }])).toEqual([
      { field: 'client.psk', before: REDACTED, after: REDACTED },
      { name: 'mtu', value: '1420' },
    ]);
  });

  test('twice is the same as once', () => {
    const once = redactor.redact({ a: { password: 'x', text: `key ${PEM} token=abc https://u:p@h/` } });
    expect(redactor.redact(once)).toEqual(once);
  });
});

describe('shapes', () => {
  test.each([
    ['a private key', `before ${PEM} after`, 'canary'],
    ['a private key that is cut off', PEM.slice(0, 60), 'MIIEow'],
    ['a private key with written line ends', PEM.replaceAll('\n', '\\n'), 'canary'],
    ['a PGP key', '-----BEGIN PGP PRIVATE KEY BLOCK-----\nlQdGcanary\n-----END PGP PRIVATE KEY BLOCK-----', 'canary'],
    ['an OpenVPN key', '#\n-----BEGIN OpenVPN Static key V1-----\ncafecanary\n-----END OpenVPN Static key V1-----', 'canary'],
    ['a key in base64', base64(PEM), base64(PEM).slice(30, 60)],
    ['a key in base64 after a line', `text\n${base64(`\n# x\n${PEM}`)}`, base64(`\n# x\n${PEM}`).slice(30, 60)],
    ['a key in wrapped base64', base64(PEM).replace(/.{50}/g, '$&\r\n'), base64(PEM).slice(55, 75)],
    ['a static key in base64', base64('#\n# 2048 bit OpenVPN static key\n#\n-----BEGIN OpenVPN Static key V1-----\n1234'), 'IDIwNDgg'],
    ['bcrypt', `user root ${BCRYPT} set`, 'YRVoF4'],
    ['SHA-512 crypt', '$6$saltsalt$canarycanary', 'canary'],
    ['an API pair', `rootkey|${BCRYPT}`, 'rootkey'],
    ['htpasswd', 'alice:$apr1$abcdefgh$canarycanary', 'canary'],
    ['an LDAP hash', '{SSHA}canarycanary0123', 'canary'],
    ['a header', 'Authorization: Basic Y2FuYXJ5', 'Y2FuYXJ5'],
    ['a header with another scheme', 'proxy-authorization: Digest username="x", response="canary"', 'canary'],
    ['a bearer', 'sent Bearer canary0123456 to', 'canary'],
    ['an address with a password', 'fetch https://alice:canary@example.com/list', 'canary'],
    ['an address whose password holds a slash', 'ftp://alice:can/ary@example.com', 'can/ary'],
    ['an address with only a token', 'git clone https://canary@example.com/r.git', 'canary'],
    ['an assignment', 'failed: password=canary, user=x', 'canary'],
    ['a JSON text', '{"user":"x","api_key":"canary","n":1}', 'canary'],
    ['a quoted value', 'secret "canary words";', 'canary'],
    ['an option', 'run --password canary --verbose', 'canary'],
    ['a WireGuard file', '[Interface]\nPrivateKey = canary+canary=\n', 'canary'],
    ['an IPsec secret', ': PSK "canary"', 'canary'],
    ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.abc', 'eyJzdWIi'],
    ['pass=', 'connect user=x pass=canary1 host=y', 'canary1'],
    ['pwd=', 'Server=db;Pwd=canary;', 'canary'],
    ['otp_seed=', 'otp_seed=CANARYSEED', 'CANARYSEED'],
    ['key=', 'GET /list?key=c4n4ry&format=json', 'c4n4ry'],
    ['a config file', 'tls_key = canary1', 'canary1'],
    ['a dotted name', 'client.psk=canary', 'canary'],
    ['an arrow', "'smtp_password' => 'canary'", 'canary'],
    ['api_key:', 'api_key: canary', 'canary'],
    ['a JSON text with a short name', '{"pass": "canary", "x": 1}', 'canary'],
    ['an XML text', '<user><name>x</name><password>canary</password></user>', 'canary'],
    ['an XML text with an attribute', '<otp_seed uuid="1">canary</otp_seed>', 'canary'],
    ['an SNMP community', 'rocommunity canary 192.0.2.0/24', 'canary'],
    ['an SNMP user', 'createUser bob SHA canary1 AES canary2', 'canary1'],
    ['com2sec', 'com2sec local default canary', 'canary'],
    ['a BGP password', 'neighbor 192.0.2.1 password canary', 'canary'],
    ['a Slack hook', 'POST https://hooks.slack.com/services/T0001/B0001/canary failed', 'B0001'],
    ['a Discord hook', 'https://discord.com/api/webhooks/123456/canary-x_1', 'canary'],
    ['a Teams hook', 'https://example.webhook.office.com/webhookb2/canary@x/IncomingWebhook/y', 'canary'],
    ['any webhook', 'https://chat.example.com/hooks/canary1234', 'canary'],
    ['a Telegram bot', 'https://api.telegram.org/bot123456789:AAcanary-canary-canary-canary-canary/sendMessage', 'AAcanary'],
    ['a signed address', 'https://files.example.com/x?sv=1&sig=canary%2Fabcdef', 'canary'],
    ['an address with user and numeric password', 'https://alice:4711@example.com/', '4711'],
    ['an AWS key', 'AKIAABCDEFGHIJKLMNOP', 'ABCDEFGHIJ'],
    ['a vendor token', 'ghp_abcdefghijklmnopqrst0123456789', 'klmnop'],
  ])('%s is hidden in any text', (_name, text, secret) => {
    expect(text).toContain(secret);
    expect(redactor.text(text)).not.toContain(secret);
    expect(redactor.text(text)).toContain(REDACTED);
    expect(shown({ note: text, [text]: 1 })).not.toContain(secret);
  });

  test.each([
    'sshd[123]: Failed password for invalid user admin from 192.0.2.7 port 22 ssh2',
    'sshd: Accepted publickey for root from 2001:db8::7 port 50122 ssh2: ED25519 SHA256:0123456789abcdef',
    'block,in,lan,192.0.2.1,443,tcp: pass: 12 key: value',
    'https://example.com:8443/path?x=1#y and http://[2001:db8::1]:80/a@b and ssh://git@example.com/r.git',
    'Basic settings, Bearer tokens are used; authorization is needed',
    'password_length: 12, passwordauth: yes, token: none',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    base64('-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUPz\n-----END CERTIFICATE-----'),
    '/usr/local/opnsense/scripts/filter/list_non_mvc_rules.php made changes',
    'sort key=name, keys=3, action=pass, pass=block, max_tokens_count=7',
    '{"key": "name", "pass": "block", "public_key": "abc"}',
    '<key>name</key><publickey>AAAAB3NzaC1yc2E</publickey><pass>block</pass>',
    'https://example.com/webhook-docs and https://example.com/books/12 bot 7',
    'Community edition, read-only community members',
    'neighbor 192.0.2.1 remote-as 65000',
    'costs $5 or $HOME/$1/x, {name} of 16:20',
    'ümläut, 日本語 🙂',
  ])('%s stays as it is', text => {
    expect(redactor.text(text)).toBe(text);
  });

  test('a long text is read in one go', () => {
    for (const text of ['password'.repeat(40_000), 'a'.repeat(2_000_000), '-----BEGIN '.repeat(50_000), 'x:'.repeat(300_000), '://a:'.repeat(100_000), '$6$'.repeat(200_000), 'A\n'.repeat(300_000)]) {
      expect(typeof redactor.text(text)).toBe('string');
    }
  }, 8000);
});

describe('our own credentials', () => {
  const spellings = [KEY, SECRET, BASIC, base64(SECRET), encodeURIComponent(KEY), KEY.replaceAll('/', '\\/'), BASIC.replace(/=+$/, ''), `${KEY}:${SECRET}`];

  test.each(spellings)('%s leaves in no way, revealed or not', spelling => {
    const value = { [`k${spelling}`]: 1, note: `x${spelling}y`, password: spelling, list: [[spelling]], broken: `${spelling.slice(0, 9)}\u200b${spelling.slice(9)}` };
    for (const reveal of [false, true]) expect(shown(value, reveal)).not.toContain(spelling);
    expect(redactor.text(`error at ${spelling}!`)).toBe(`error at ${REDACTED}!`);
  });

  test('the redactor itself shows none', () => {
    expect(JSON.stringify(redactor)).not.toContain(KEY);
  });

  test('reveal keeps what is the firewall\'s', () => {
    const value = { password: 'hunter22', prv: base64(PEM), note: `token=abc ${BCRYPT}` };
    expect(redactor.redact(value, { reveal: true })).toEqual(value);
  });
});

describe('text from outsiders', () => {
  test('control, invisible and bidirectional characters are taken out, line feeds and tabs stay', () => {
    const text = 'a\u0000b\u001b[31mc\r\n\td\u200be\u202ef\u2066g\ufeffh\u{e0041}i\u00adj\u2028k\u0085l\ud800m\u3164n\ufe0fo';
    const clean = 'ab[31mc\n\tdefghijklmno';
    expect(redactor.text(text)).toBe(clean);
    for (const reveal of [false, true]) expect(redactor.redact({ [text]: [text] }, { reveal })).toEqual({ [clean]: [clean] });
  });

  test('an invisible character hides no secret', () => {
    expect(redactor.text('pass\u200bword=can\u2060ary')).toBe(`password=${REDACTED}`);
    expect(redactor.redact({ 'pass\u200bword': 'canary' })).toEqual({ password: REDACTED });
  });
});

describe('odd values', () => {
  test('a copy is returned, the original is left alone', () => {
    const value = { a: [{ password: 'x' }] };
    const copy = redactor.redact(value);
    expect(copy).toEqual({ a: [{ password: REDACTED }] });
    expect(value.a[0]?.password).toBe('x');
  });

  test('what cannot be walked is hidden', () => {
    const cyclic: Record<string, unknown> = { name: 'x' };
    cyclic['self'] = cyclic;
    expect(redactor.redact(cyclic)).toEqual({ name: 'x', self: REDACTED });
    const hostile = new Proxy({}, { ownKeys: () => { throw new Error('canary'); } });
    const getter = Object.defineProperty({}, 'x', { enumerable: true, get: () => { throw new Error('canary'); } });
    expect(redactor.redact({ hostile, getter, after: 1 })).toEqual({ hostile: REDACTED, getter: REDACTED, after: 1 });
    expect(redactor.redact({ bytes: Buffer.from('canary'), more: new Uint8Array(3) })).toEqual({ bytes: REDACTED, more: REDACTED });
  });

  test('deep values end', () => {
    let deep: unknown = 'canary';
    for (let level = 0; level < 20_000; level++) deep = level % 2 === 0 ? [deep] : { deep };
    expect(shown(deep)).not.toContain('canary');
  });

  test('JSON rules hold for what JSON does not have', () => {
    const value = { date: new Date(0), none: undefined, fn: () => 1, big: 5n, nan: NaN, list: [undefined], map: new Map([['a', 'canary']]) };
    expect(redactor.redact(value as unknown)).toEqual({ date: '1970-01-01T00:00:00.000Z', big: '5', nan: null, list: [null], map: {} });
  });

  test('a key called __proto__ changes no prototype', () => {
    const copy = redactor.redact(JSON.parse('{"__proto__":{"password":"canary","x":1}}') as unknown);
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(JSON.stringify(copy)).toBe(`{"__proto__":{"password":"${REDACTED}","x":1}}`);
  });
});

test('no planted secret survives in random values', () => {
  const names = CANARIES.map(canary => canary.path.slice(-2).join('.'));
  const alphabet = 'abcXYZ019 _-./:=+$|{}[]"\'\\\n\u200b\u202eé🙂';
  for (let seed = 1; seed <= 400; seed++) {
    const random = seeded(seed);
    const below = (count: number): number => Math.floor(random() * count);
    const word = (): string => Array.from({ length: below(12) }, () => alphabet[below(alphabet.length)]).join('');
    const planted: string[] = [];
    const plant = (): string => {
      const secret = `S${Array.from({ length: 20 }, () => 'abcdefghijkmnpqrstuvwxyz23456789'[below(32)]).join('')}`;
      planted.push(secret);
      return secret;
    };
    const carriers: ((secret: string) => unknown)[] = [
      secret => ({ [names[below(names.length)]!]: secret, id: below(9) }),
      secret => ({ [`%${names[below(names.length)]!}`]: [word(), { deeper: [secret] }] }),
      secret => `${word()} -----BEGIN EC PRIVATE KEY-----\n${secret}\n-----END EC PRIVATE KEY----- ${word()}`,
      secret => `${word()} https://user:${secret}@example.net/${word()}`,
      secret => `${word()} password=${secret} ${word()}`,
      secret => ({ field: 'x.password', before: secret, after: '' }),
      secret => `$6$salt$${secret}`,
    ];
    const make = (depth: number): unknown => {
      const choice = below(depth > 5 ? 5 : 8);
      if (choice === 0) return word();
      if (choice === 1) return below(1000);
      if (choice === 2) return [null, true, false, ''][below(4)];
      if (choice <= 4) return carriers[below(carriers.length)]!(plant());
      if (choice === 5) return Array.from({ length: below(4) }, () => make(depth + 1));
      return Object.fromEntries(Array.from({ length: below(5) }, (_, index) => [`${word()}${index}`, make(depth + 1)]));
    };
    const output = shown([make(0), make(0), KEY + word()]) + redactor.text(String(carriers[4]!(plant())));
    for (const secret of [...planted, KEY]) {
      if (output.includes(secret)) throw new Error(`seed ${seed}: ${secret} survives in ${output}`);
    }
  }
});
