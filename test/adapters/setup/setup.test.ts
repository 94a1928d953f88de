import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { parse } from 'jsonc-parser';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type HttpsSide, serveHttps } from '../../../src/adapters/fake/https-side';
import { SecretCommand } from '../../../src/adapters/environment';
import { TerminalDialogue } from '../../../src/adapters/setup';
import { type Dialogue } from '../../../src/adapters/setup/dialogue';
import { defaultGateway } from '../../../src/adapters/setup/gateway';
import { withServer } from '../../../src/adapters/setup/host-file';
import { HOSTS, hostOf } from '../../../src/adapters/setup/hosts';
import { systemKeychain } from '../../../src/adapters/setup/keychain';
import { setup, type SetupSurroundings, startOf } from '../../../src/adapters/setup/setup';
import { type SetupWishes } from '../../../src/adapters/setup/wishes';
import { type Finding, OpnError } from '../../../src/ports';

const CANARY = 'canarySecret/4711';
const GOOD: readonly Finding[] = [{ link: 'key', status: 'ok', says: 'The firewall accepts the key and secret.' }];
const ENTRY = { command: '/usr/bin/node', args: ['/opt/main.js'], env: { OPNSENSE_CONFIG: '/home/me/c.json' } };

let home: string;
let side: HttpsSide;
beforeAll(async () => {
  side = await serveHttps(new FakeFirewall());
});
afterAll(() => side.close());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'opnsense-mcp-setup-'));
});
afterEach(() => rmSync(home, { recursive: true }));

/** Answers questions in their order, and keeps what was shown. */
function scripted(answers: Readonly<Record<string, string>>): Dialogue & { readonly shown: string[] } {
  const shown: string[] = [];
  const answer = async (question: string, suggestion = ''): Promise<string> => {
    shown.push(question);
    const found = Object.entries(answers).find(([words]) => question.includes(words));
    return found === undefined ? suggestion : found[1];
  };
  return { shown, say: text => void shown.push(text), ask: answer, askSecret: answer, close: () => undefined };
}

async function runSetup(wishes: Partial<SetupWishes>, around: Partial<SetupSurroundings> = {}): Promise<{ readonly code: number; readonly printed: string; readonly config: unknown; readonly file: string }> {
  const printed: string[] = [];
  const code = await setup({ acceptCertificate: false, isDefault: false, force: false, ...wishes }, {
    dialogue: undefined, print: text => printed.push(text), environment: { HOME: home }, start: { command: 'node', args: ['main.js'] }, keychain: undefined, domains: ['dns', 'firewall'], examine: async () => GOOD, ...around,
  });
  const file = join(home, '.config/opnsense-mcp/config.json');
  return { code, printed: printed.join('\n'), config: code === 0 ? JSON.parse(readFileSync(file, 'utf8')) : undefined, file };
}

describe('setting a firewall up by questions', () => {
  it('shows the certificate, pins it when a person says so, and stores what only the owner can read', async () => {
    const dialogue = scripted({ 'A name': 'office', 'The address': side.url.replace('https://', 'HTTPS://'), 'Is it the same': 'yes', 'apikey.txt': '', Key: 'keyOfOffice', Secret: CANARY, 'may be changed': 'dns', 'Which program': 'cursor' });
    const examined: unknown[] = [];
    const { code, printed, config, file } = await runSetup({}, { dialogue, examine: async profile => (examined.push(profile.connection.origin), GOOD) });
    expect(code).toBe(0);
    expect(printed).toContain(`SHA-256      ${side.fingerprint}`);
    expect(config).toEqual({ default_firewall: 'office', firewalls: { office: { url: side.url.replace('https://', 'HTTPS://'), pin: side.fingerprint, writes: true, domains: ['dns'], key: 'keyOfOffice', secret: CANARY } } });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(examined).toEqual([side.url]);
    expect(`${printed}${dialogue.shown.join()}`).not.toContain(CANARY);
    expect(JSON.parse(readFileSync(join(home, '.cursor/mcp.json'), 'utf8'))).toEqual({ mcpServers: { opnsense: { command: 'node', args: ['main.js'], env: { OPNSENSE_CONFIG: file } } } });
  });

  it('stores nothing where the certificate is another one, or something does not work', async () => {
    await expect(runSetup({ url: side.url, keyFile: '/nowhere' }, { dialogue: scripted({ 'Is it the same': 'no' }) })).rejects.toMatchObject({ code: 'OPN_TLS' });
    writeFileSync(join(home, 'apikey.txt'), `key=a\nsecret=${CANARY}\n`, { mode: 0o644 });
    const bad = async (): Promise<readonly Finding[]> => [{ link: 'key', status: 'failed', says: 'The key is wrong.', fix: 'Make a new one.' }];
    const wishes = { name: 'x', url: side.url, keyFile: join(home, 'apikey.txt'), acceptCertificate: true };
    const { code, printed } = await runSetup(wishes, { examine: bad });
    expect(code).toBe(1);
    expect(printed).toMatch(/! firewalls\.x\.key_file names a file that other users[\s\S]*✗ key[\s\S]*Make a new one[\s\S]*Nothing was stored/);
    expect(() => statSync(join(home, '.config'))).toThrow();
    expect((await runSetup({ ...wishes, force: true }, { examine: bad })).config).toMatchObject({ firewalls: { x: { key_file: join(home, 'apikey.txt') } } });
  });

  it('adds to what is stored, and touches nothing else of it', async () => {
    const file = join(home, '.config/opnsense-mcp/config.json');
    mkdirSync(join(home, '.config/opnsense-mcp'), { recursive: true });
    writeFileSync(file, JSON.stringify({ plugins: { a: {} }, default_firewall: 'one', firewalls: { one: { url: 'https://one.example.com', key: 'k', secret: 's' } } }));
    const wishes = { name: 'two', url: side.url, key: 'k', secret: CANARY, pin: side.fingerprint, toolsets: ['all'] };
    expect((await runSetup(wishes)).config).toMatchObject({ plugins: { a: {} }, default_firewall: 'one', firewalls: { one: { key: 'k' }, two: { writes: false, toolsets: ['all'] } } });
    expect((await runSetup({ ...wishes, isDefault: true })).printed).toContain('in place of the one that had its name');
    writeFileSync(file, '{ broken');
    await expect(runSetup(wishes)).rejects.toMatchObject({ message: expect.stringContaining('was not touched') as string });
    expect(readFileSync(file, 'utf8')).toBe('{ broken');
  });
});

describe('setting a firewall up without a terminal', () => {
  it.each<[string, Partial<SetupWishes>, RegExp]>([
    ['the address', {}, /--url=https/],
    ['whom to trust', { url: 'HERE' }, /No authority of this machine[\s\S]*--pin=[0-9A-F:]{95}, or --ca-file/],
    ['the key', { url: 'HERE', acceptCertificate: true }, /--key-file=.*--secret-stdin/],
    ['a domain there is', { url: 'HERE', acceptCertificate: true, key: 'k', secret: 's', writes: ['dnss'] }, /There is no domain dnss/],
    ['an address that is none', { url: 'https://', key: 'k', secret: 's' }, /url/i],
    ['a readable key file', { url: 'HERE', acceptCertificate: true, keyFile: '/nowhere/apikey.txt' }, /firewalls\.opnsense\.key_file names a file that does not exist/],
  ])('says which option gives %s', async (_what, wishes, says) => {
    const problem = await runSetup({ ...wishes, ...(wishes.url === 'HERE' ? { url: side.url } : {}) }).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(OpnError);
    expect((problem as OpnError).describe()).toMatch(says);
  });
});

describe('the configuration of a program', () => {
  it.each(HOSTS)('is told of the server, and keeps the rest: %s', name => {
    const host = hostOf(name, { HOME: '/home/me' }, 'linux');
    const before = `{\n    // mine\n    "theme": "dark", /* really */\n    "${host.servers}": {\n        "other": { "command": "x" },\n    },\n}\n`;
    const after = withServer(before, host, ENTRY);
    expect(after.startsWith(before.slice(0, -10))).toBe(true);
    expect(parse(after, [], { allowTrailingComma: true })).toEqual({ theme: 'dark', [host.servers]: { other: { command: 'x' }, opnsense: { ...host.extra, ...ENTRY } } });
    expect(withServer(after, host, ENTRY)).toBe(after);
    expect(JSON.parse(withServer('', host, ENTRY))).toEqual({ [host.servers]: { opnsense: { ...host.extra, ...ENTRY } } });
    expect(host.file.startsWith('/home/me/')).toBe(true);
  });

  it.each([
    ['{}', '{\n  "mcpServers": {\n    "opnsense": V\n  }\n}'],
    ['{"mcpServers": {}}', '{"mcpServers": {\n    "opnsense": V\n  }}'],
    ['{\r\n\t"a": 1 // one\r\n}\r\n', '{\r\n\t"a": 1, // one\r\n\t"mcpServers": {\r\n\t\t"opnsense": V\r\n\t}\r\n}\r\n'],
    ['{ "mcpServers": { "opnsense": { "command": "old" }, "b": 1 } }', '{ "mcpServers": { "opnsense": V, "b": 1 } }'],
  ])('has only our entry changed: %j', (before, after) => {
    const found = withServer(before, hostOf('cursor'), ENTRY);
    expect(found.replace(/("opnsense": )\{[^]*?\}[^]*?\}/, '$1V')).toBe(after);
    expect(parse(found)).toMatchObject({ mcpServers: { opnsense: ENTRY } });
  });

  it('is not touched when it is no JSON, and what to put into it is shown', () => {
    expect(() => withServer('{ "a": ', hostOf('zed'), ENTRY)).toThrow(/not touched/);
    expect(() => withServer('[]', hostOf('zed'), ENTRY)).toThrow(/not touched/);
  });

  it('is where each system has it', () => {
    expect(hostOf('claude-desktop', { HOME: '/Users/me' }, 'darwin').file).toBe('/Users/me/Library/Application Support/Claude/claude_desktop_config.json');
    expect(hostOf('vscode', { HOME: '/home/me' }, 'linux').file).toBe('/home/me/.config/Code/User/mcp.json');
    expect(startOf('/home/me/.npm/_npx/ab12/node_modules/opnsense-mcp/dist')).toEqual({ command: 'npx', args: ['-y', 'opnsense-mcp'] });
    expect(startOf('/opt/opnsense-mcp/dist', '/usr/bin/node')).toEqual({ command: '/usr/bin/node', args: ['/opt/opnsense-mcp/dist/main.js'] });
  });
});

describe('what setup finds and asks on this machine', () => {
  it('keeps a secret in the keychain where there is one, by a command that gives it back', async () => {
    const tool = join(home, 'secret-tool');
    writeFileSync(tool, `#!/bin/sh\nif [ "$1" = store ]; then cat > "${home}/kept-$7"; else cat "${home}/kept-$5"; fi\n`);
    chmodSync(tool, 0o755);
    const keychain = systemKeychain('linux', { DBUS_SESSION_BUS_ADDRESS: 'unix:x', PATH: `${home}:${process.env['PATH'] ?? ''}` });
    const { config } = await runSetup({ name: 'office', url: side.url, key: 'keyOfOffice', secret: CANARY, pin: side.fingerprint }, { keychain });
    expect(config).toMatchObject({ firewalls: { office: { key: 'keyOfOffice', secret_command: ['secret-tool', 'lookup', 'service', 'opnsense-mcp', 'account', 'office'] } } });
    expect(JSON.stringify(config)).not.toContain(CANARY);
    const [, ...given] = keychain?.command('office') ?? [];
    expect(await new SecretCommand([tool, ...given], 'keyOfOffice', 'x').run()).toMatchObject({ secret: CANARY });
    expect([systemKeychain('linux', {}), systemKeychain('win32', {})]).toEqual([undefined, undefined]);
    expect(await systemKeychain('linux', { DBUS_SESSION_BUS_ADDRESS: 'unix:x', PATH: '/nowhere' })?.store('a', 'b')).toBe(false);
  });

  it('finds the default gateway', () => {
    expect(defaultGateway('Iface\tDestination\tGateway\tFlags\neth0\t0001A8C0\t00000000\t0001\neth0\t00000000\t0101A8C0\t0003\n')).toBe('192.168.1.1');
    expect(defaultGateway('')).toBeUndefined();
  });

  it('does not echo a secret on the terminal, and ends with the input', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    let shown = '';
    output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    const dialogue = new TerminalDialogue(input, output);
    const asked = dialogue.ask('Name', 'office');
    input.write('\r');
    expect(await asked).toBe('office');
    const secret = dialogue.askSecret('Secret');
    input.write(`${CANARY}\r`);
    expect(await secret).toBe(CANARY);
    const plain = dialogue.ask('Key');
    input.write('visible\r');
    expect(await plain).toBe('visible');
    expect(shown).toContain('visible');
    expect(shown).not.toContain('canary');
    const last = dialogue.ask('More');
    input.end();
    await expect(last).rejects.toMatchObject({ code: 'OPN_CANCELLED' });
  });
});
