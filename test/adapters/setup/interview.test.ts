import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '../../../src/adapters/assembly/assemble';
import { HttpsWire } from '../../../src/adapters/opnsense-http';
import { builtIn } from '../../../src/adapters/plugin-sources/built-in';
import { NobodyToAsk, type Questions } from '../../../src/adapters/setup/questions';
import { setUp, type SetupWorld } from '../../../src/adapters/setup/setup';
import { type SetupWishes } from '../../../src/adapters/setup/wishes';
import { fingerprint, startServer } from '../opnsense-http/local-server';
import { disable } from '../../grant';
import { FAKE_KEYS, FakeFirewall, type HttpsSide, serveHttps } from '../../../src/adapters/testkit';
import { loadRegistry, type LoadedPlugins, ToolSelection } from '../../../src/core';
import { OpnError } from '../../../src/ports';

const home = mkdtempSync(join(tmpdir(), 'opnsense-mcp-interview-'));
const config = join(home, '.config/opnsense-mcp/config.json');
const { key = '', secret = '' } = FAKE_KEYS.find(({ user }) => user === 'root') ?? {};
const NOTHING: SetupWishes = { project: false, replace: false, isDefault: false, yes: false, dryRun: false, print: false };

let side: HttpsSide;
let plugins: LoadedPlugins;
beforeAll(async () => {
  [side, plugins] = await Promise.all([serveHttps(new FakeFirewall()), loadRegistry([builtIn])]);
});
afterAll(async () => {
  await side.close();
  rmSync(home, { recursive: true });
});

/** A person who answers each question that begins so, and leaves at one without an answer. */
class Person implements Questions {
  readonly interactive = true;
  said = '';

  constructor(private readonly answers: [question: RegExp, answer: string | boolean][]) {}

  line = async (question: string, { otherwise }: { readonly otherwise?: string }): Promise<string> => String(this.answer(question)) || (otherwise ?? '');
  secret = async (question: string): Promise<string> => String(this.answer(question));
  confirm = async (question: string): Promise<boolean> => this.answer(question) === true;
  say = (text: string): void => void (this.said += text);

  private answer(question: string): string | boolean {
    this.said += `${question}\n`;
    const [next] = this.answers;
    if (next === undefined) throw new OpnError('OPN_CANCELLED', 'Setup was called off; nothing was stored.');
    if (!next[0].test(question)) throw new Error(`asked '${question}' instead of ${String(next[0])}`);
    this.answers.shift();
    return next[1];
  }

  get left(): number {
    return this.answers.length;
  }
}

function world(questions: Questions, given: Partial<SetupWorld> = {}): SetupWorld {
  const { registry } = plugins;
  return {
    questions, environment: { HOME: home }, platform: 'linux', folder: home, signal: new AbortController().signal, stdin: () => Promise.resolve(''), gateway: () => Promise.resolve(undefined), print: () => undefined,
    domains: registry.plugins().map(({ id }) => id), refuseToolsets: toolsets => void ToolSelection.of(registry, { toolsets }), server: { command: 'node', args: ['main.js'] },
    examine: async ({ origin, trust, credentials, scope: { toolsets = ['all'], writes } }) => {
      const wire = new HttpsWire({ origin, trust });
      try {
        const { doctor } = await assemble({ wire, credentials, firewall: origin, version: '0.0.0-test', sources: plugins, timeoutMs: 10_000, connection: { origin, trust }, consent: { writes, secrets: false }, wanted: { toolsets: toolsets.includes('all') ? ['dns'] : toolsets } });
        return await doctor.examine();
      } finally {
        await wire.close();
      }
    },
    ...given,
  };
}

const stored = (): { readonly default_firewall: string; readonly firewalls: Record<string, Record<string, unknown>> } => JSON.parse(readFileSync(config, 'utf8')) as never;

describe('setup in a conversation', () => {
  it('asks again for what does not work, shows no secret, and stores what was decided', async () => {
    mkdirSync(join(home, '.cursor'));
    const person = new Person([
      [/^Address/, '127.0.0.1:1'], [/^Address/, side.url],
      [/^A name/, 'Main Office'], [/^A name/, 'office'],
      [/^Is it the same/, true],
      [/^Path/, '/nowhere/apikey.txt'], [/^Path/, ''], [/^The key/, key], [/^The secret/, 'canary-wrong'],
      [/^Path/, ''], [/^The key/, `key=${key}`], [/^The secret/, `secret=${secret}`],
      [/^Tools/, 'dnss'], [/^Tools/, 'dns, system:read'],
      [/^What the assistant may change/, 'everything'], [/^What the assistant may change/, 'dns'],
      [/^Hosts/, 'curser'], [/^Hosts/, ''],
      [/^Write this/, true],
    ]);
    expect(await setUp(NOTHING, world(person))).toBe(0);
    expect(person.left).toBe(0);
    expect(stored()).toMatchObject({ default_firewall: 'office', firewalls: { office: { url: side.url, key, secret, pin: side.fingerprint, toolsets: ['dns', 'system:read'], writes: true, domains: ['dns'] } } });
    expect(JSON.parse(readFileSync(join(home, '.cursor/mcp.json'), 'utf8'))).toMatchObject({ mcpServers: { opnsense: { command: 'node', env: { OPNSENSE_FIREWALL: 'office' } } } });
    for (const text of ['refuses connections', "cannot be called 'Main?Office'", 'issuer   itself', side.fingerprint, 'OPN_UNAUTHORIZED', '✓ privileges: dns', 'OPNsense 26.7', 'did you mean dns', "did you mean 'cursor'"]) expect(person.said).toContain(text);
    expect(person.said).not.toMatch(new RegExp(`canary|${secret}`));
  });

  it('keeps what is stored, and leaves nothing behind when the person leaves', async () => {
    const before = readFileSync(config, 'utf8');
    const again = new Person([[/^Keep the stored key/, true], [/^Tools/, ''], [/^What the assistant may change/, ''], [/^Hosts/, ''], [/^Write this/, true]]);
    expect(await setUp({ ...NOTHING, name: 'office', url: side.url }, world(again))).toBe(0);
    expect(readFileSync(config, 'utf8')).toBe(before);
    expect(again.said).toContain('office stands in the configuration file as it should');
    const leaving = new Person([[/^Keep the stored key/, true], [/^Tools/, 'all'], [/^What the assistant may change/, 'all'], [/^Hosts/, 'zed'], [/^Write this/, false]]);
    await expect(setUp({ ...NOTHING, url: side.url }, world(leaving))).rejects.toMatchObject({ code: 'OPN_CANCELLED' });
    expect([readFileSync(config, 'utf8'), existsSync(join(home, '.config/zed'))]).toEqual([before, false]);
  });

  it('does not trust what the person does not know', async () => {
    const person = new Person([[/^Is it the same/, false], [/^PEM file/, '']]);
    await expect(setUp({ ...NOTHING, url: side.url, name: 'office' }, world(person, { environment: { HOME: join(home, 'other') } }))).rejects.toMatchObject({ code: 'OPN_CANCELLED', message: expect.stringContaining('not trusted') });
    expect(existsSync(join(home, 'other'))).toBe(false);
  });

  it('takes the secret out of the keychain again when it cannot store the rest', async () => {
    const [bin, kept] = [join(home, 'bin'), join(home, 'kept')];
    mkdirSync(bin);
    writeFileSync(join(bin, 'secret-tool'), `#!/bin/sh\ncase "$1" in store) cat > "${kept}"; echo stored >> "${kept}.log";; lookup) [ -e "${kept}" ] && cat "${kept}" || exit 1;; clear) rm "${kept}";; esac\n`);
    chmodSync(join(bin, 'secret-tool'), 0o755);
    writeFileSync(join(home, 'apikey.txt'), `key=${key}\nsecret=${secret}\n`, { mode: 0o600 });
    const wishes: SetupWishes = { ...NOTHING, url: side.url, pin: side.fingerprint, keyFile: 'apikey.txt', toolsets: ['default'], writes: ['none'], hosts: ['none'], name: 'kept', store: 'keychain' };
    const PATH = `${bin}:${process.env['PATH'] ?? ''}`;
    const place = { HOME: join(home, 'third'), PATH };
    const full = join(home, 'third');
    writeFileSync(full, '');
    await expect(setUp(wishes, world(new Person([[/^Write this/, true]]), { environment: place }))).rejects.toMatchObject({ code: 'OPN_CONFIG' });
    expect([readFileSync(`${kept}.log`, 'utf8'), existsSync(kept)]).toEqual(['stored\n', false]);
    expect(readdirSync(home)).not.toContain('.third');
  });
});

describe('setup with nobody to ask', () => {
  const keyFile = join(home, 'root.txt');
  const place = join(home, 'empty');
  let said = '';
  beforeAll(() => writeFileSync(keyFile, `key=${key}\nsecret=${secret}\n`, { mode: 0o600 }));

  function alone(wishes: Partial<SetupWishes>, HOME = place): Promise<number> {
    said = '';
    return setUp({ ...NOTHING, yes: true, ...wishes }, world(new NobodyToAsk(text => (said += text)), { environment: { HOME } }));
  }

  /** What setup says of a fault, with the fix. */
  const refusal = (wishes: Partial<SetupWishes>, HOME?: string): Promise<string> => alone(wishes, HOME).then(() => 'it was stored', (problem: unknown) => (problem as OpnError).describe());

  it.each<[string, () => Partial<SetupWishes>, RegExp]>([
    ['a wrong port', () => ({ url: 'https://127.0.0.1:1' }), /^OPN_UNREACHABLE: 127\.0\.0\.1:1 .*refuses connections.*\n.*port in --url/],
    ['a name that nobody knows', () => ({ url: 'fw.invalid' }), /^OPN_UNREACHABLE: fw\.invalid/],
    ['an http address', () => ({ url: 'http://192.0.2.1' }), /would cross the network readable. Set --url=https:\/\/192\.0\.2\.1/],
    ['a certificate that nobody vouches for', () => ({ url: side.url }), /^OPN_TLS: .*self-signed.*\n.*--pin.*--ca-file/],
    ['another certificate than the given one', () => ({ url: side.url, pin: fingerprint('signed') }), /^OPN_TLS: .*another certificate than the pinned one[^]*Presented: [^]*--pin/],
    ['a fingerprint that is none', () => ({ url: side.url, pin: 'AB:CD' }), /--pin is not a SHA-256 fingerprint/],
    ['a key file that is not there', () => ({ url: side.url, pin: 'presented', keyFile: 'none.txt' }), /--key-file names a file that does not exist/],
    ['what is not said', () => ({ url: side.url, pin: 'presented' }), /needs --key-file/],
    ['a name that cannot be', () => ({ name: 'A B' }), /cannot be called 'A\?B'/],
    ['an unknown domain', () => ({ writes: ['fireall'] }), /fireall \(did you mean firewall\?\)/],
    ['an unknown toolset', () => ({ toolsets: ['fireall'] }), /--toolsets names no set.*fireall \(did you mean firewall\?\)/],
    ['an unknown host', () => ({ hosts: ['vscod'] }), /did you mean 'vscode'/],
    ['a keychain that is not there', () => ({ url: side.url, pin: 'presented', keyFile, store: 'keychain' as const }), /--store=keychain finds none/],
    ['no address, and a gateway that is none', () => ({}), /needs --url/],
  ])('names %s, and stores nothing', async (_what, wishes, says) => {
    expect(await refusal(wishes())).toMatch(says);
    expect(existsSync(place)).toBe(false);
  });

  it('names a port without TLS and an expired certificate', async () => {
    const [plain, expired] = await Promise.all([startServer(undefined, (_request, response) => response.end()), startServer('expired', (_request, response) => response.end())]);
    expect(await refusal({ url: plain.origin.replace('http:', 'https:') })).toMatch(/does not speak TLS[^]*--url/);
    expect(await refusal({ url: expired.origin, caFile: join(__dirname, '../../fixtures/tls/ca.crt') })).toMatch(/^OPN_TLS: .*expired.*\n.*--pin/);
    await Promise.all([plain.close(), expired.close()]);
  });

  it('names what is wrong with the user, its privileges, the plugins and the clock', async () => {
    const firewall = new FakeFirewall({ packages: [], clock: { now: () => Date.now() + 300_000 } });
    const faulty = await serveHttps(firewall);
    const as = (user: string): Partial<SetupWishes> => {
      const { key: name, secret: word } = FAKE_KEYS.find(each => each.user === user) ?? { key: 'canary-key', secret: 'canary-wrong' };
      writeFileSync(join(home, `${user}.txt`), `key=${name}\nsecret=${word}\n`, { mode: 0o600 });
      return { url: faulty.url, name: 'faulty', pin: 'presented', keyFile: join(home, `${user}.txt`), toolsets: ['dns', 'haproxy'], hosts: ['none'], dryRun: true };
    };
    const unknown = /^OPN_UNAUTHORIZED: .*does not accept the API key[^]*--key-file[^]*not disabled or expired/;
    expect(await refusal(as('nobody'))).toMatch(unknown);
    expect(await alone(as('root'))).toBe(0);
    expect(said).toMatch(/! clock +.*(299|300|301) s ahead[^]*– plugins +.*os-haproxy \(opn_haproxy_configtest.*System > Firmware > Plugins/);
    expect(await alone(as('monitor'))).toBe(0);
    expect(said).toMatch(/✗ privileges: dns +Missing: .*'Services: Unbound'.*\n.*Tick/);
    disable(firewall, 'monitor');
    expect(await refusal(as('monitor'))).toMatch(unknown);
    expect(existsSync(place)).toBe(false);
    await faulty.close();
  });

  it('keeps what is there, and names what does not fit it', async () => {
    const there = join(home, 'there');
    const file = join(there, '.config/opnsense-mcp/config.json');
    expect(await alone({ url: side.url, name: 'office', pin: 'presented', keyFile, store: 'key-file', toolsets: ['dns'], hosts: ['gemini-cli', 'claude-code'] }, there)).toBe(1);
    expect(said).toMatch(/Claude Code: run this where it is installed[^]*claude mcp add --scope user opnsense -e OPNSENSE_FIREWALL=office -- node main\.js/);
    const before = readFileSync(file, 'utf8');
    expect(JSON.parse(before)).toMatchObject({ firewalls: { office: { key_file: keyFile, toolsets: ['dns'], writes: false } } });
    expect(await alone({ name: 'office', hosts: ['gemini-cli'] }, there)).toBe(0);
    expect(said).toMatch(/office stands in the configuration file as it should[^]*settings\.json \(Gemini CLI\) is as it should be/);
    expect(await refusal({ url: side.url, name: 'branch', pin: 'presented', keyFile }, there)).toMatch(/is there already, as office[^]*--name=office/);
    const other = await serveHttps(new FakeFirewall());
    expect(await refusal({ url: other.url, name: 'office', pin: 'presented', keyFile }, there)).toMatch(/office is another firewall[^]*--replace/);
    expect(readFileSync(file, 'utf8')).toBe(before);
    writeFileSync(file, JSON.stringify({ plugins: {}, firewalls: { office: { ...(JSON.parse(before) as { firewalls: { office: object } }).firewalls.office, confirm_seconds: 90 } } }), { mode: 0o600 });
    expect(await alone({ url: other.url, name: 'office', pin: 'presented', keyFile, replace: true }, there)).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ plugins: {}, firewalls: { office: { url: other.url, key, secret, pin: other.fingerprint, toolsets: ['dns'], writes: false, confirm_seconds: 90 } } });
    await other.close();
  });

  it('names a certificate that changed, and a file that cannot be used', async () => {
    const there = join(home, 'changed');
    const file = join(there, '.config/opnsense-mcp/config.json');
    mkdirSync(join(file, '..'), { recursive: true });
    const changed = JSON.stringify({ firewalls: { office: { url: side.url, key_file: keyFile, pin: fingerprint('signed') } } });
    writeFileSync(file, changed, { mode: 0o600 });
    expect(await refusal({ name: 'office' }, there)).toMatch(/another certificate than the pinned one[^]*Presented: [^]*--pin/);
    expect(readFileSync(file, 'utf8')).toBe(changed);
    writeFileSync(file, '{"firewalls": [');
    expect(await refusal({ url: side.url }, there)).toContain(file);
    chmodSync(file, 0o666);
    expect(await refusal({ url: side.url }, there)).toContain(`chmod go-w ${file}`);
  });
});
