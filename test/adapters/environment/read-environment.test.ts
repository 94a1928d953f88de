import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type Environment, readEnvironment, type Settings, VARIABLES } from '../../../src/adapters/environment';
import { OpnError } from '../../../src/ports';

const KEY = 'canaryKey/4711+abc';
const SECRET = 'canarySecret/0815+def';
const GOOD: Environment = { OPNSENSE_URL: 'https://fw.example.com', OPNSENSE_API_KEY: KEY, OPNSENSE_API_SECRET: SECRET };
const FINGERPRINT = Array.from({ length: 32 }, (_, index) => (index + 160).toString(16).toUpperCase()).join(':');
const TLS = join(__dirname, '../../fixtures/tls');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'opnsense-mcp-env-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string | Buffer, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const read = (more: Environment = {}): Settings => readEnvironment({ ...GOOD, ...more });

function problems(environment: Environment): string[] {
  try {
    readEnvironment(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(OpnError);
    const { code, message } = error as OpnError;
    expect(code).toBe('OPN_CONFIG');
    expect(`${message} ${inspect(error)}`).not.toMatch(/canary/i);
    return message.split('\n').slice(1);
  }
  return [];
}

describe('what is enough', () => {
  it('is an address, a key and a secret; everything else is safe by default', () => {
    const settings = read();
    expect(settings).toMatchObject({
      connection: { origin: 'https://fw.example.com', trust: { kind: 'system' }, timeoutMs: 30_000 },
      consent: { writes: false, secrets: false, askBefore: 'lockout' },
      logLevel: 'info',
      wanted: {},
      warnings: [],
    });
    expect(settings.connection?.credentials).toMatchObject({ key: KEY, secret: SECRET });
  });

  it('shows no secret when printed', () => {
    expect(`${inspect(read(), { depth: 20, showHidden: true })} ${JSON.stringify(read())}`).not.toMatch(/canary/i);
  });

  it('is nothing at all for the fake', () => {
    expect(readEnvironment({ OPNSENSE_ALLOW_WRITES: 'true' }, { fake: true })).toMatchObject({ connection: undefined, consent: { writes: true } });
    expect(readEnvironment({ OPNSENSE_URL: 'nonsense' }, { fake: true }).connection).toBeUndefined();
  });

  it('says how long changes wait and where they are kept', () => {
    expect(read()).toMatchObject({ confirmSeconds: 60, stateFolder: expect.stringMatching(/[/\\]opnsense-mcp$/) });
    expect(read({ XDG_STATE_HOME: '/var/state' })).toMatchObject({ stateFolder: join('/var/state', 'opnsense-mcp') });
    expect(read({ OPNSENSE_CONFIRM_SECONDS: '600', OPNSENSE_STATE_DIR: '/var/lib/changes' })).toMatchObject({ confirmSeconds: 600, stateFolder: '/var/lib/changes' });
    for (const wrong of ['29', '601', 'a minute', '6e1']) expect(problems({ OPNSENSE_CONFIRM_SECONDS: wrong }).join()).toContain('30 to 600');
    expect(problems({ OPNSENSE_STATE_DIR: 'changes' }).join()).toContain('full path');
  });

  it('names the file of accepted findings by its full path', () => {
    expect(read().acceptedFindings).toBeUndefined();
    expect(read({ OPNSENSE_ACCEPTED_FINDINGS: '/etc/accepted.json' }).acceptedFindings).toBe('/etc/accepted.json');
    expect(problems({ OPNSENSE_ACCEPTED_FINDINGS: 'accepted.json' }).join()).toContain('full path');
    expect(read({ OPNSENSE_SECRETS_DIR: '/home/me/vpn' }).secretsFolder).toBe('/home/me/vpn');
    expect(problems({ OPNSENSE_SECRETS_DIR: 'vpn' }).join()).toContain('Give the folder from the root on');
  });

  it('blank variables are absent ones', () => {
    const blank = Object.fromEntries(VARIABLES.map((name) => [name, ' ']));
    expect(problems(blank)).toEqual(problems({}));
    expect(read({ OPNSENSE_CA_FILE: '', OPNSENSE_VERIFY_SSL: '', OPNSENSE_TIMEOUT_MS: '' }).connection).toMatchObject({ trust: { kind: 'system' } });
  });
});

describe('OPNSENSE_URL', () => {
  it.each([
    ['https://fw.example.com/', 'https://fw.example.com'],
    ['https://fw.example.com/api', 'https://fw.example.com'],
    ['https://fw.example.com/api/', 'https://fw.example.com'],
    ['  HTTPS://FW.example.com:443//  ', 'https://fw.example.com'],
    ['https://192.0.2.1:8443', 'https://192.0.2.1:8443'],
    ['https://[2001:db8::1]:8443/api', 'https://[2001:db8::1]:8443'],
  ])('%s is %s', (url, origin) => {
    expect(read({ OPNSENSE_URL: url }).connection?.origin).toBe(origin);
  });

  it.each([
    ['fw.example.com', /has no scheme. Set OPNSENSE_URL=https:\/\/fw\.example\.com\./],
    ['fw.example.com:8443/api', /has no scheme. Set OPNSENSE_URL=https:\/\/fw\.example\.com:8443\./],
    ['192.0.2.1', /Set OPNSENSE_URL=https:\/\/192\.0\.2\.1\./],
    ['http://fw.example.com', /key and secret would cross the network readable. Set OPNSENSE_URL=https:\/\/fw\.example\.com/],
    ['http://127.0.0.1:8080', /OPNSENSE_ALLOW_HTTP=true/],
    ['ftp://fw.example.com', /scheme ftp:/],
    [KEY, /has no scheme. Set OPNSENSE_URL=https:\/\/firewall\.example\.com/],
    ['https://', /is not an address/],
    ['https://a b', /is not an address/],
    [`https://root:${SECRET}@fw.example.com`, /carries a user name or password/],
    [`root:${SECRET}@fw.example.com`, /carries a user name or password/],
    ['https://fw.example.com/ui/core/dashboard', /names a page. Name only the firewall: OPNSENSE_URL=https:\/\/fw\.example\.com /],
    ['https://fw.example.com/api/core', /names a page/],
    [`https://fw.example.com/?key=${KEY}`, /query/],
    ['https://fw.example.com/#x', /fragment/],
  ])('%s is refused', (url, text) => {
    const found = problems({ ...GOOD, OPNSENSE_URL: url });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(text);
  });

  it('may be http on this machine when the operator says so, and only there', () => {
    for (const url of ['http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080']) {
      expect(read({ OPNSENSE_URL: url, OPNSENSE_ALLOW_HTTP: 'true' }).connection?.origin).toBe(url);
    }
    for (const url of ['http://192.168.1.1', 'http://127.0.0.1.example.com', 'http://localhost.example.com']) {
      expect(problems({ ...GOOD, OPNSENSE_URL: url, OPNSENSE_ALLOW_HTTP: 'true' })).toHaveLength(1);
    }
  });
});

describe('key and secret', () => {
  const fromFile = (path: string): Environment => ({ OPNSENSE_URL: GOOD['OPNSENSE_URL'], OPNSENSE_API_KEY_FILE: path });

  it.each([
    ['as handed out', `key=${KEY}\nsecret=${SECRET}\n`],
    ['with the line ends of Windows', `key=${KEY}\r\nsecret=${SECRET}\r\n`],
    ['with a byte order mark and blanks', `\uFEFF key = ${KEY} \n\n  SECRET=${SECRET}`],
  ])('come from the file %s', (name, text) => {
    const settings = readEnvironment(fromFile(file(`${name}.txt`, text)));
    expect(settings.connection?.credentials).toMatchObject({ key: KEY, secret: SECRET });
    expect(settings.warnings).toEqual([]);
  });

  it('in a file that others can read give a warning', () => {
    const settings = readEnvironment(fromFile(file('open.txt', `key=${KEY}\nsecret=${SECRET}\n`, 0o644)));
    expect(settings.warnings.join()).toContain('chmod 600');
  });

  it.each([
    ['nothing in it', () => file('empty.txt', ''), /no key= and no secret= line/],
    ['no secret', () => file('half.txt', `key=${KEY}`), /no secret= line/],
    ['blank values', () => file('blank.txt', 'key=\nsecret=\n'), /no key= and no secret=/],
    ['rubbish', () => file('rubbish.bin', Buffer.alloc(100, 0xff)), /no key=/],
    ['a quoted value', () => file('quoted.txt', `key=${KEY} x\nsecret=${SECRET}`), /looks like/],
    ['too much', () => file('large.txt', 'x'.repeat(20_000)), /more than 16384 bytes/],
    ['no file', () => join(folder, 'none.txt'), /does not exist/],
    ['a folder', () => folder, /does not name a file/],
  ])('are missed in a file with %s', (_, path, text) => {
    const found = problems(fromFile(path()));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(text);
  });

  it.each([
    [{ OPNSENSE_API_KEY: '' }, /OPNSENSE_API_KEY is missing\. It belongs/],
    [{ OPNSENSE_API_SECRET: '' }, /OPNSENSE_API_SECRET is missing\. It belongs/],
    [{ OPNSENSE_API_KEY: '', OPNSENSE_API_SECRET: '' }, /is missing, and so is OPNSENSE_API_SECRET/],
    [{ OPNSENSE_API_KEY: `${KEY}\n${SECRET}` }, /OPNSENSE_API_KEY holds what no key/],
    [{ OPNSENSE_API_SECRET: `${SECRET}:x` }, /OPNSENSE_API_SECRET holds what no key/],
    [{ OPNSENSE_API_KEY_FILE: '/apikey.txt' }, /either the file or the pair/],
  ])('%j is refused', (more, text) => {
    const found = problems({ ...GOOD, ...more });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(text);
  });
});

describe('trust', () => {
  const trust = (more: Environment): unknown => read(more).connection?.trust;

  it('comes from a CA file, of which only the certificates are taken', () => {
    const ca = readFileSync(join(TLS, 'ca.crt'), 'utf8');
    expect(trust({ OPNSENSE_CA_FILE: join(TLS, 'ca.crt') })).toEqual({ kind: 'ca', pem: ca.trim() });
    const mixed = file('mixed.pem', `${readFileSync(join(TLS, 'signed.key'), 'utf8')}${ca}`);
    expect(trust({ OPNSENSE_CA_FILE: mixed })).toEqual({ kind: 'ca', pem: ca.trim() });
  });

  it.each([
    FINGERPRINT,
    FINGERPRINT.toLowerCase(),
    FINGERPRINT.replaceAll(':', ''),
    FINGERPRINT.replaceAll(':', ' '),
    `sha256 Fingerprint=${FINGERPRINT}`,
    `SHA256:${FINGERPRINT}`,
  ])('comes from the fingerprint %s', (text) => {
    expect(trust({ OPNSENSE_TLS_FINGERPRINT: text })).toEqual({ kind: 'pin', fingerprint: FINGERPRINT });
  });

  it.each([
    [{ OPNSENSE_TLS_FINGERPRINT: FINGERPRINT.slice(0, 59) }, /SHA-1/],
    [{ OPNSENSE_TLS_FINGERPRINT: 'GG:HH' }, /is not a SHA-256/],
    [{ OPNSENSE_CA_FILE: '/nowhere/ca.pem' }, /does not exist/],
    [{ OPNSENSE_CA_FILE: join(TLS, 'signed.key') }, /without a PEM certificate/],
    [{ OPNSENSE_VERIFY_SSL: 'maybe' }, /neither true nor false/],
  ])('%j is refused', (more, text) => {
    const found = problems({ ...GOOD, ...more });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(text);
  });

  it('a broken certificate is refused', () => {
    const broken = file('broken.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    expect(problems({ ...GOOD, OPNSENSE_CA_FILE: broken })[0]).toMatch(/without a PEM certificate/);
  });

  it.each(['false', 'FALSE', '0', 'no', 'off'])('may be switched off by %s, with a warning', (text) => {
    const settings = read({ OPNSENSE_VERIFY_SSL: text });
    expect(settings.connection?.trust).toEqual({ kind: 'off' });
    expect(settings.warnings.join()).toContain('whoever stands between');
  });

  it.each(['true', '1', 'Yes', 'on'])('stays on by %s', (text) => {
    expect(trust({ OPNSENSE_VERIFY_SSL: text })).toEqual({ kind: 'system' });
  });

  it('a pin holds even when checks are off, and says what is not used', () => {
    const settings = read({ OPNSENSE_VERIFY_SSL: 'false', OPNSENSE_TLS_FINGERPRINT: FINGERPRINT, OPNSENSE_CA_FILE: join(TLS, 'ca.crt') });
    expect(settings.connection?.trust.kind).toBe('pin');
    expect(settings.warnings.join()).toContain('OPNSENSE_CA_FILE is not used');
  });
});

describe('the rest', () => {
  it.each([
    ['false', false], ['true', true], ['1', true], ['no', false],
    ['firewall', ['firewall']], [' Firewall , dns,,dns ', ['firewall', 'dns']],
  ])('OPNSENSE_ALLOW_WRITES=%s', (text, writes) => {
    expect(read({ OPNSENSE_ALLOW_WRITES: text }).consent.writes).toEqual(writes);
  });

  it.each(['firewall dns', 'true,dns', ',', '*', 'dns;rm'])('OPNSENSE_ALLOW_WRITES=%s is refused', (text) => {
    expect(problems({ ...GOOD, OPNSENSE_ALLOW_WRITES: text })[0]).toMatch(/list of domains/);
  });

  it.each(['1000', '600000', '45000'])('OPNSENSE_TIMEOUT_MS=%s', (text) => {
    expect(read({ OPNSENSE_TIMEOUT_MS: text }).connection?.timeoutMs).toBe(Number(text));
  });

  it.each(['999', '600001', '30s', '-1', '1e5', '0x1000', '1.5'])('OPNSENSE_TIMEOUT_MS=%s is refused', (text) => {
    expect(problems({ ...GOOD, OPNSENSE_TIMEOUT_MS: text })[0]).toMatch(/from 1000 to 600000/);
  });

  it('OPNSENSE_TOOLSETS, OPNSENSE_TOOLS and OPNSENSE_EXCLUDE_TOOLS', () => {
    expect(read().wanted).toEqual({});
    expect(read({ OPNSENSE_TOOLSETS: 'default, DHCP,dhcp,', OPNSENSE_TOOLS: 'opn_ping', OPNSENSE_EXCLUDE_TOOLS: ' ,' }).wanted).toEqual({ toolsets: ['default', 'dhcp'], tools: ['opn_ping'] });
  });

  it('OPNSENSE_LOG_LEVEL and OPNSENSE_ALLOW_SENSITIVE', () => {
    expect(read({ OPNSENSE_LOG_LEVEL: 'Debug', OPNSENSE_ALLOW_SENSITIVE: 'yes' })).toMatchObject({ logLevel: 'debug', consent: { secrets: true } });
    expect(problems({ ...GOOD, OPNSENSE_LOG_LEVEL: 'verbose' })[0]).toMatch(/debug, info, notice, warning, error/);
    expect(problems({ ...GOOD, OPNSENSE_ALLOW_SENSITIVE: 'please' })[0]).toMatch(/neither true nor false/);
  });

  it.each([
    ['OPNSENSE_ALOW_WRITES', 'OPNSENSE_ALLOW_WRITES'],
    ['OPNSENSE_VERIFY_TLS', 'OPNSENSE_VERIFY_SSL'],
    ['OPNSENSE_APIKEY', 'OPNSENSE_API_KEY'],
    ['opnsense_url', 'OPNSENSE_URL'],
  ])('%s gives a warning that names %s', (wrong, right) => {
    expect(read({ [wrong]: KEY }).warnings).toEqual([`${wrong} is not known; did you mean ${right}?`]);
  });

  it('a foreign variable gives none', () => {
    expect(read({ OPNSENSE_BACKUP_TARGET_DIRECTORY: 'x', PATH: '/bin' }).warnings).toEqual([]);
  });

  it('all problems come together, each with its fix', () => {
    const found = problems({
      OPNSENSE_URL: 'http://fw.example.com', OPNSENSE_API_KEY: KEY, OPNSENSE_VERIFY_SSL: 'x', OPNSENSE_CA_FILE: '/none', OPNSENSE_TLS_FINGERPRINT: 'x',
      OPNSENSE_ALLOW_HTTP: 'x', OPNSENSE_TIMEOUT_MS: 'x', OPNSENSE_ALLOW_WRITES: '!', OPNSENSE_ALLOW_SENSITIVE: 'x', OPNSENSE_LOG_LEVEL: 'x', OPNSENSE_API_SECRETS: SECRET,
    });
    for (const name of ['URL', 'API_SECRET', 'VERIFY_SSL', 'CA_FILE', 'TLS_FINGERPRINT', 'ALLOW_HTTP', 'TIMEOUT_MS', 'ALLOW_WRITES', 'ALLOW_SENSITIVE', 'LOG_LEVEL']) {
      expect(found.filter((line) => line.startsWith(`  - OPNSENSE_${name} `))).toHaveLength(1);
    }
    expect(found.join()).toContain('did you mean OPNSENSE_API_SECRET?');
    expect(found).toHaveLength(11);
  });
});
