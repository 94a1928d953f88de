import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { FakeFirewall } from '../src/adapters/fake/fake-firewall';
import { serveHttps } from '../src/adapters/fake/https-side';
import { FAKE_KEYS } from '../src/adapters/testkit';
import { startServer } from './running-server';
import { main } from './session';

const home = mkdtempSync(join(tmpdir(), 'opnsense-mcp-first-hour-'));
afterAll(() => rmSync(home, { recursive: true }));

async function command(args: readonly string[], input = ''): Promise<{ readonly code: unknown; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env['PATH'] ?? '', HOME: home }, cwd: home });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, stdout, stderr };
}

describe('from an empty home', () => {
  it('leads to a first answer: setup, doctor, the configuration of a program, and a second firewall beside the first', async () => {
    const [office, branch] = await Promise.all([serveHttps(new FakeFirewall({ release: '26.1' })), serveHttps(new FakeFirewall({ release: '24.7' }))]);
    const { key, secret } = FAKE_KEYS[0] ?? { key: '', secret: '' };
    writeFileSync(join(home, 'apikey.txt'), `key=${key}\nsecret=${secret}\n`, { mode: 0o600 });

    const refused = await command(['setup', '--yes', '--name=office', `--url=${office.url}`, '--key-file', join(home, 'apikey.txt')]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(`--pin=${office.fingerprint}`) as string });

    const first = await command(['setup', '--yes', '--name=office', `--url=${office.url}`, `--pin=${office.fingerprint}`, '--key-file', join(home, 'apikey.txt'), '--writes=dns,firewall', '--host=claude-desktop', '--host=print']);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/✓ tls [\s\S]*✓ key [\s\S]*✓ release +OPNsense 26\.1[\s\S]*✓ privileges: dns[\s\S]*is stored in .*config\.json\.\nClaude Desktop is configured in .*\n[\s\S]*"mcpServers"/);

    const examined = await command(['doctor', '--json']);
    expect(examined.code).not.toBe(2);
    expect(JSON.parse(examined.stdout)).toContainEqual(expect.objectContaining({ link: 'tls', status: 'ok' }));

    const { mcpServers } = JSON.parse(readFileSync(join(home, '.config/Claude/claude_desktop_config.json'), 'utf8')) as { readonly mcpServers: { readonly opnsense: { readonly command: string; readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> } } };
    const { command: program, args: [script = '', ...args], env } = mcpServers.opnsense;
    expect(program).toBe(process.execPath);
    const alone = await startServer(args, env, home, script);
    expect((await alone.call('opn_mcp_info')).structuredContent).toMatchObject({ writes: 'dns,firewall', firewall: { address: office.url, reachable: true, release: '26.1' } });
    await alone.end();

    const second = await command(['setup', '--name=branch', `--url=${branch.url}`, '--accept-certificate', `--key=${key}`, '--secret-stdin', '--host=claude-desktop'], `${secret}\n`);
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(second.stdout).toContain('Claude Desktop was configured already');
    for (const { stdout, stderr } of [first, second]) expect(`${stdout}${stderr}`).not.toContain(secret);

    const both = await startServer(args, env, home, script);
    expect((await both.call('opn_mcp_info', { firewall: 'branch' })).structuredContent).toMatchObject({ answered_by: 'branch', writes: 'off', firewall: { release: '24.7' } });
    expect((await both.call('opn_list_firewalls', { contact: true })).structuredContent).toMatchObject({ firewalls: [{ name: 'office', default: true, reachable: true, release: '26.1' }, { name: 'branch', reachable: true, release: '24.7' }] });
    await office.close();
    const { failed, by_firewall: answers } = (await both.call('opn_gateway_status', { firewalls: ['all'] })).structuredContent as { readonly failed: unknown; readonly by_firewall: unknown };
    expect([failed, answers]).toEqual([['office'], { office: { error: expect.stringMatching(/^OPN_UNREACHABLE: office: /) as string }, branch: expect.objectContaining({ total: expect.any(Number) as number }) as object }]);
    await both.end();
    await branch.close();
  }, 120_000);
});
