import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAKE_KEYS, FakeFirewall, type HttpsSide, serveHttps } from '../src/testing';
import { startCommand } from './running-server';
import { main } from './session';

interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const work = realpathSync(mkdtempSync(join(tmpdir(), 'opnsense-mcp-setup-')));
const home = join(work, 'home');
const { key = '', secret = '' } = FAKE_KEYS.find(({ user }) => user === 'root') ?? {};
const keyFile = join(work, 'apikey.txt');
const wrongKeyFile = join(work, 'wrong.txt');
const config = join(home, '.config/opnsense-mcp/config.json');
let office: HttpsSide;
let branch: HttpsSide;

beforeAll(async () => {
  [office, branch] = await Promise.all([serveHttps(new FakeFirewall()), serveHttps(new FakeFirewall({ release: '25.1' }))]);
  writeFileSync(keyFile, `key=${key}\nsecret=${secret}\n`, { mode: 0o600 });
  writeFileSync(wrongKeyFile, `key=${key}\nsecret=canary-secret-9e2d\n`, { mode: 0o600 });
});
afterAll(async () => {
  await Promise.all([office.close(), branch.close()]);
  rmSync(work, { recursive: true });
});

/** Runs the built command as somebody with that home, at no terminal. */
function command(args: readonly string[], where = home): Promise<Finished> {
  return new Promise(resolve => {
    const child = execFile(process.execPath, [main, ...args], { cwd: work, env: { PATH: process.env['PATH'] ?? '', HOME: where } }, (problem, stdout, stderr) => {
      expect(`${stdout}${stderr}`).not.toMatch(new RegExp(`canary|${secret}`));
      resolve({ code: problem === null ? 0 : Number(problem.code), stdout, stderr });
    });
    child.stdin?.end();
  });
}

const setup = (...args: readonly string[]): Promise<Finished> => command(['setup', '--yes', ...args]);
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const everyFile = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => statSync(join(folder, file)).isFile());

describe('from an empty home to the first answer', () => {
  it('shows first, writing nothing, and prints what another program can read', async () => {
    const options = ['--url', office.url, '--key-file=apikey.txt', '--pin', office.fingerprint, '--host=zed,vscode'];
    const { code, stdout, stderr } = await command(['setup', '--dry-run', '--print', ...options]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/SHA-256 {2}[\dA-F:]{95}[^]*✓ key [^]*config\.json, readable for you alone:[^]*"secret": "…"[^]*Nothing was written\./) });
    expect(stdout.split(/\n(?=\{)/).map(text => Object.keys(JSON.parse(text) as object))).toEqual([['context_servers'], ['servers']]);
    expect(existsSync(home)).toBe(false);
  });

  it('stores the profile, lets the doctor examine it, and starts by what the hosts were given', async () => {
    expect(await setup('--url', office.url, '--key-file=apikey.txt', '--pin', office.fingerprint, '--name=office', '--host=cursor,codex', '--toolsets=default', '--writes=dns')).toMatchObject({ code: 0, stdout: '' });
    expect(read(config)).toMatchObject({ default_firewall: 'office', firewalls: { office: { url: office.url, key, secret, pin: office.fingerprint, writes: true, domains: ['dns'] } } });
    expect([statSync(config).mode & 0o777, everyFile(home).sort()]).toEqual([0o600, ['.codex/config.toml', '.config/opnsense-mcp/config.json', '.cursor/mcp.json']]);
    for (const file of ['.codex/config.toml', '.cursor/mcp.json']) expect(readFileSync(join(home, file), 'utf8')).not.toContain(secret);
    expect(await command(['doctor'])).toMatchObject({ code: 0, stdout: expect.stringContaining('✓ key ') });
    const { mcpServers: { opnsense } } = read(join(home, '.cursor/mcp.json')) as { mcpServers: { opnsense: { command: string; args: string[]; env: Record<string, string> } } };
    const server = await startCommand(opnsense.command, opnsense.args, opnsense.env, home);
    expect((await server.call('opn_system_status')).structuredContent).toMatchObject({ product: { version: '26.7.2' } });
    expect((await server.tools()).map(({ name }) => name)).toEqual(expect.arrayContaining(['opn_add_dns_override']));
    await server.end();
  });

  it('adds a second firewall, whose secret a program gives, beside the first', async () => {
    const program = join(work, 'pass');
    writeFileSync(program, `#!/bin/sh\ncat "${keyFile}"\n`);
    chmodSync(program, 0o755);
    expect(await setup('--url', branch.url.replace('https://', ''), `--secret-command=${program} show`, '--pin=presented', '--name=branch', '--host=cursor')).toMatchObject({ code: 0, stderr: expect.stringContaining('OPNsense 25.1') });
    expect(read(config)).toMatchObject({ default_firewall: 'office', firewalls: { office: { secret }, branch: { url: branch.url, secret_command: [program, 'show'], pin: branch.fingerprint, writes: false } } });
    const { env } = (read(join(home, '.cursor/mcp.json')) as { mcpServers: { opnsense: { env: Record<string, string> } } }).mcpServers.opnsense;
    expect(env).toEqual({ OPNSENSE_FIREWALL: 'office,branch' });
    expect(await command(['call', 'opn_system_status', '{"firewall":"branch"}'])).toMatchObject({ code: 0, stdout: expect.stringContaining('"answered_by":"branch"') });
  });
});

describe('setup that cannot go on', () => {
  it('says why, and stores nothing', async () => {
    const empty = join(work, 'empty');
    const [unasked, wrongKey] = await Promise.all([command(['setup', '--url', office.url], empty), command(['setup', '--yes', '--url', office.url, '--pin', office.fingerprint, '--key-file=wrong.txt'], empty)]);
    expect(unasked).toMatchObject({ code: 1, stderr: expect.stringContaining('no terminal to ask in') });
    expect(wrongKey).toMatchObject({ code: 1, stderr: expect.stringMatching(/OPN_UNAUTHORIZED: .*\n.*--key-file/) });
    expect(existsSync(empty)).toBe(false);
  });

  it('ends with Ctrl-C, and leaves nothing behind', async () => {
    const silent = createServer(socket => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const empty = join(work, 'empty');
    const child = spawn(process.execPath, [main, 'setup', '--yes', `--url=https://127.0.0.1:${String((silent.address() as AddressInfo).port)}`], { env: { PATH: process.env['PATH'] ?? '', HOME: empty } });
    await once(silent, 'connection');
    child.kill('SIGINT');
    expect([await once(child, 'exit'), existsSync(empty)]).toEqual([[1, null], false]);
    silent.close();
  });
});
