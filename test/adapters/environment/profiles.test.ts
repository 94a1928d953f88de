import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import Ajv2020 from 'ajv/dist/2020';
import { CONFIG_SCHEMA, type Environment, readEnvironment, SecretCommand, type Settings } from '../../../src/adapters/environment';
import { type OpnError } from '../../../src/ports';

const home = mkdtempSync(join(tmpdir(), 'opnsense-mcp-profiles-'));
const keyFile = join(home, 'apikey.txt');
const config = join(home, 'config.json');
afterAll(() => rmSync(home, { recursive: true }));
beforeAll(() => writeFileSync(keyFile, 'key=keyOfFile\nsecret=canaryOfFile\n', { mode: 0o600 }));

function read(content: object, environment: Environment = {}, mode = 0o600): Settings {
  writeFileSync(config, JSON.stringify(content));
  chmodSync(config, mode);
  return readEnvironment({ HOME: home, OPNSENSE_CONFIG: config, ...environment });
}

function problems(content: object, environment?: Environment): string {
  try {
    read(content, environment);
  } catch (error) {
    expect((error as OpnError).code).toBe('OPN_CONFIG');
    expect(`${(error as OpnError).message} ${inspect(error)}`).not.toMatch(/canary/i);
    return (error as OpnError).message;
  }
  throw new Error('nothing was wrong');
}

const office = { url: 'https://office.example.com', key: 'keyOfOffice', secret: 'canaryOfOffice' };
const branch = { url: 'https://192.0.2.1:8443', key_file: keyFile };

describe('firewalls of the configuration file', () => {
  it('are each what its profile says, and what it leaves open is as the environment says', () => {
    const { profiles, defaultFirewall, warnings } = read(
      { default_firewall: 'branch', firewalls: { office: { ...office, writes: true, domains: ['firewall', 'dns'], toolsets: ['default', 'haproxy'], confirm_seconds: 120, pin: 'AB:'.repeat(31) + 'AB', ha_peer: 'branch' }, branch: { ...branch, writes: false, timeout_ms: 5000 } } },
      { OPNSENSE_ALLOW_WRITES: 'true', OPNSENSE_CONFIRM_SECONDS: '90', OPNSENSE_EXCLUDE_TOOLS: 'opn_ping', OPNSENSE_TLS_FINGERPRINT: 'no fingerprint, and none of theirs' },
    );
    expect(profiles.map(({ phrased: _phrased, ...profile }) => profile)).toEqual([
      {
        name: 'office', haPeer: 'branch', consent: { writes: ['firewall', 'dns'], secrets: false, askBefore: 'lockout' }, confirmSeconds: 120, wanted: { toolsets: ['default', 'haproxy'], exclude: ['opn_ping'] },
        connection: { origin: 'https://office.example.com', credentials: expect.objectContaining({ key: 'keyOfOffice', secret: 'canaryOfOffice' }) as unknown, trust: { kind: 'pin', fingerprint: 'AB:'.repeat(31) + 'AB' }, timeoutMs: 30_000 },
      },
      {
        name: 'branch', consent: { writes: false, secrets: false, askBefore: 'lockout' }, confirmSeconds: 90, wanted: { exclude: ['opn_ping'] },
        connection: { origin: 'https://192.0.2.1:8443', credentials: expect.objectContaining({ key: 'keyOfFile' }) as unknown, trust: { kind: 'system' }, timeoutMs: 5000 },
      },
    ]);
    expect(defaultFirewall).toBe('branch');
    expect(warnings).toEqual([]);
    expect(profiles[0]?.phrased('Set OPNSENSE_TLS_FINGERPRINT, not OPNSENSE_STATE_DIR.')).toBe('Set firewalls.office.pin, not OPNSENSE_STATE_DIR.');
    expect(inspect(profiles, { depth: 9, showHidden: true })).not.toMatch(/canary/i);
  });

  it('are those that OPNSENSE_FIREWALL names; one alone is meant by every call', () => {
    const { profiles, defaultFirewall, connection } = read({ firewalls: { office, branch } }, { OPNSENSE_FIREWALL: 'branch' });
    expect(profiles.map(({ name }) => name)).toEqual(['branch']);
    expect(defaultFirewall).toBe('branch');
    expect(connection?.origin).toBe('https://192.0.2.1:8443');
  });

  it('are not used where the environment names the only one, which is said', () => {
    const { profiles, connection, warnings } = read({ firewalls: { office } }, { OPNSENSE_URL: 'https://single.example.com', OPNSENSE_API_KEY: 'a', OPNSENSE_API_SECRET: 'b' });
    expect([profiles, connection?.origin]).toEqual([[], 'https://single.example.com']);
    expect(warnings).toEqual([expect.stringMatching(/OPNSENSE_URL names the only firewall/)]);
  });

  it('are warned of when their secrets lie open', () => {
    expect(read({ firewalls: { office, branch } }, {}, 0o644).warnings).toEqual([expect.stringMatching(/holds the secret of office, and other users.*chmod 600/)]);
    expect(read({ firewalls: { branch } }, {}, 0o644).warnings).toEqual([]);
  });

  it.each<[string, object, RegExp, Environment?]>([
    ['no object', { firewalls: [] }, /firewalls that are no object/],
    ['none', { firewalls: {} }, /firewalls that are no object/],
    ['a name that is none', { firewalls: { 'My Office': office } }, /names a firewall 'My\?Office'/],
    ['an unknown setting', { firewalls: { office: { ...office, keyfile: 'x' } } }, /firewalls\.office has no 'keyfile'\. Did you mean key_file\?/],
    ['an unknown key beside them', { firewall: { office } }, /unknown key .*: firewall\. Did you mean firewalls\?/],
    ['a setting of another type', { firewalls: { office: { ...office, writes: 'yes' } } }, /firewalls\.office\.writes must be true or false/],
    ['no address', { firewalls: { office: { key: 'a', secret: 'b' } } }, /firewalls\.office\.url is missing/],
    ['no key', { firewalls: { office: { url: office.url } } }, /firewalls\.office\.key is missing, and so is firewalls\.office\.secret/],
    ['an address with a secret', { firewalls: { office: { ...office, url: 'https://root:canary@fw' } } }, /firewalls\.office\.url carries a user name/],
    ['domains without writes', { firewalls: { office: { ...office, domains: ['dns'] } } }, /firewalls\.office\.domains needs writes: true/],
    ['a relative file', { firewalls: { office: { url: office.url, key_file: 'apikey.txt' } } }, /firewalls\.office\.key_file is not a full path/],
    ['two ways to a secret', { firewalls: { office: { ...office, secret_command: ['pass'] } } }, /secret_command is set beside secret/],
    ['a default there is not', { default_firewall: 'ofice', firewalls: { office, branch } }, /default_firewall that is none of its firewalls: 'ofice' .*Did you mean office\?/],
    ['a default and no firewalls', { default_firewall: 'office' }, /names a default_firewall, but no firewalls/],
    ['a choice there is not', { firewalls: { office, branch } }, /OPNSENSE_FIREWALL names no firewall of .*: 'brunch'\. Did you mean branch\?/, { OPNSENSE_FIREWALL: 'brunch' }],
    ['a choice without a file', {}, /OPNSENSE_FIREWALL names a firewall, but no configuration file does/, { OPNSENSE_FIREWALL: 'office' }],
    ['a choice beside an address', { firewalls: { office } }, /OPNSENSE_FIREWALL is set beside OPNSENSE_URL/, { OPNSENSE_FIREWALL: 'office', OPNSENSE_URL: office.url }],
    ['a pair with itself', { firewalls: { office: { ...office, ha_peer: 'office' }, branch } }, /firewalls\.office\.ha_peer, which names no other firewall/],
    ['one firewall twice', { firewalls: { office, again: { ...office, url: 'https://office.example.com/' } } }, /firewalls\.office and firewalls\.again have the same url/],
  ])('are refused: %s', (_name, content, says, environment = {}) => {
    expect(problems(content, environment)).toMatch(says);
  });

  it('are described by the published schema, which takes what is taken', () => {
    const validate = new Ajv2020({ allErrors: true }).compile(CONFIG_SCHEMA);
    expect(validate({ $schema: 'x', default_firewall: 'office', firewalls: { office, branch: { ...branch, writes: true, domains: ['dns'], secret_command: ['pass', 'show', 'x'] } }, plugins: { a: {} } })).toBe(true);
    expect(validate({ firewalls: { office: { ...office, keyfile: 'x' } } })).toBe(false);
    expect(validate({ firewalls: { Office: office } })).toBe(false);
  });
});

describe('a secret that a program gives', () => {
  const script = (source: string) => [process.execPath, '-e', source];
  const run = (command: readonly string[], key?: string) => new SecretCommand(command, key, 'firewalls.office.secret_command').run();

  it('is its first line, or what an apikey.txt says, and runs only when it is needed', async () => {
    expect(read({ firewalls: { office: { url: office.url, secret_command: ['/nowhere/at/all'] } } }).connection?.credentials).toBeInstanceOf(SecretCommand);
    expect(await run(script('console.log("canaryA\\nmore")'), 'k')).toMatchObject({ key: 'k', secret: 'canaryA' });
    expect(await run(script('console.log("key=kk\\nsecret=canaryB")'))).toMatchObject({ key: 'kk', secret: 'canaryB' });
  });

  it.each([
    ['fails', script('console.log("canary"); process.exit(3)'), 'k', /ended with 3/],
    ['is not there', ['/nowhere/at/all'], 'k', /cannot be run \(ENOENT\)/],
    ['prints nothing of use', script('console.log("a canary with blanks")'), 'k', /no key or secret of OPNsense looks like/],
    ['gives no key', script('console.log("canary")'), undefined, /no key belongs to it/],
  ])('is refused when the program %s, without showing what it printed', async (_name, command, key, says) => {
    const problem = await run(command, key).catch((error: unknown) => error);
    expect((problem as OpnError).describe()).toMatch(says);
    expect(inspect(problem)).not.toContain('canary');
  });
});
