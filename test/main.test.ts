import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { endSessions, main, Session, sessionWith } from './session';

const run = promisify(execFile);
const CANARY = { OPNSENSE_API_KEY: 'canary-key-5f1c', OPNSENSE_API_SECRET: 'canary-secret-9e2d' };

interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command with exactly this environment. */
async function command(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
  const child = run(process.execPath, [main, ...args], { env: { PATH: process.env['PATH'] ?? '', ...env } });
  try {
    return { code: 0, ...(await child) };
  } catch (problem) {
    const { code, stdout, stderr } = problem as Finished;
    return { code, stdout, stderr };
  }
}

afterEach(endSessions);

describe('the command line', () => {
  it('prints help, version and tools on stdout', async () => {
    expect(await command(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('OPNSENSE_URL'), stderr: '' });
    expect(await command(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect((await command(['tools'])).stdout).toMatch(/TOOL +DOMAIN +EFFECT +SINCE\n[\s\S]*opn_system_status +system +read +24\.7/);
    expect(JSON.parse((await command(['tools', '--json'])).stdout)).toContainEqual(expect.objectContaining({ name: 'opn_arp_table', domain: 'network', effect: 'read' }));
  });

  it('prints the privileges that a toolset needs, as a list, as JSON and for all releases', async () => {
    expect(await command(['privileges', '--toolset=dns', '--read-only', '--release=25.7'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^OPNsense 25\.7, dns, only reading\.[^]*\n {2}Services: Unbound \(MVC\) +opn_dns_stats, .*\n[^]*Deny config write/), stderr: '' });
    const { stdout } = await command(['privileges', '--toolset', 'system', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ release: '26.7', privileges: expect.arrayContaining([expect.objectContaining({ id: 'page-system-firmware-manualupdate', tools: expect.arrayContaining(['opn_system_status']) })]) });
    expect((await command(['privileges', '--toolset=vpn', '--table'])).stdout).toMatch(/VPN: WireGuard: Configuration \(25\.7, 26\.1, 26\.7\), VPN: WireGuard \(24\.7, 25\.1\) \| all \| all \|[^]*\n## What only 'All pages' grants\n[^]*\n\| ipsec\/service\/status \| 24\.7 \| opn_ipsec_status \|/);
    expect((await command(['privileges', '--toolset=vpn', '--release=24.7'])).stdout).toContain("Only 'All pages' grants these on 24.7; the tools do without, and say so:\n  - ipsec/service/status (opn_ipsec_status)");
    expect(await command(['privileges', '--toolset=fireall'])).toMatchObject({ code: 1, stderr: expect.stringContaining('fireall (did you mean firewall?)') });
  }, 30_000);

  it('examines the chain, and exits by how bad it is', async () => {
    expect(await command(['doctor', '--fake'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓ configuration +Complete\.\n✓ http [^]*\n✓ privileges: dns +1 of 1[^]*\n– rollback /), stderr: '' });
    const { code, stdout } = await command(['doctor', '--json'], { ...CANARY, OPNSENSE_URL: 'fw.example.com' });
    expect([code, stdout.includes('canary')]).toEqual([2, false]);
    expect(JSON.parse(stdout)).toEqual([{ link: 'configuration', status: 'failed', says: expect.stringContaining('OPNSENSE_URL has no scheme. Set OPNSENSE_URL=https://fw.example.com.'), fix: expect.any(String) }]);
  }, 30_000);

  it.each(['24.7', '25.1', '25.7', '26.1', '26.7'])('calls a tool on the in-memory firewall as %s', async release => {
    const { code, stdout, stderr } = await command(['call', 'opn_list_static_routes', '{"limit":1}', `--fake=${release}`]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ total: expect.any(Number), routes: [expect.any(Object)] });
  });

  it('prints a refusal on stderr and exits with 1', async () => {
    expect(await command(['call', 'opn_arp_table', '{"limitt":1}', '--fake'])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining("did you mean 'limit'") });
    expect(await command(['call', 'opn_arp_table', '{', '--fake'])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('OPN_INVALID_INPUT') });
    expect(await command(['call', 'opn_add_firewall_category', '{"name":"x"}', '--fake'])).toMatchObject({ code: 1, stderr: expect.stringContaining('OPNSENSE_ALLOW_WRITES=firewall') });
    expect(await command(['cal'])).toMatchObject({ code: 1, stderr: expect.stringContaining("did you mean 'call'") });
  });

  it('reports all problems of the configuration together', async () => {
    const { code, stdout, stderr } = await command([], { OPNSENSE_URL: 'firewall.example.net', OPNSENSE_VERIFY_SSL: 'maybe', OPNSENSE_TIMEOUT_MS: 'soon' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    for (const name of ['OPNSENSE_URL', 'OPNSENSE_API_KEY', 'OPNSENSE_VERIFY_SSL', 'OPNSENSE_TIMEOUT_MS']) expect(stderr).toContain(name);
  });

  it('refuses write domains that do not exist', async () => {
    expect(await command(['call', 'opn_mcp_info', '--fake'], { OPNSENSE_ALLOW_WRITES: 'firewal' })).toMatchObject({ code: 1, stderr: expect.stringContaining('firewal (did you mean firewall?)') });
  });
});

describe('the command fake', () => {
  it('serves the in-memory firewall to other clients, prints how to reach it, and ends on a signal', async () => {
    const served = new Session(['fake', '--release=25.7']);
    const [line] = (await once(createInterface({ input: served.process.stdout }), 'line')) as [string];
    const { url, key, secret, fingerprint, release } = JSON.parse(line) as Record<string, string>;
    expect(release).toBe('25.7');
    const env = { OPNSENSE_URL: url ?? '', OPNSENSE_API_KEY: key ?? '', OPNSENSE_API_SECRET: secret ?? '', OPNSENSE_TLS_FINGERPRINT: fingerprint ?? '' };
    const { code, stdout } = await command(['call', 'opn_list_static_routes', '{"limit":1}'], env);
    expect({ code, result: JSON.parse(stdout) as unknown }).toMatchObject({ code: 0, result: { total: expect.any(Number) } });
    served.process.kill('SIGTERM');
    expect(await once(served.process, 'exit')).toEqual([0, null]);
  });
});

describe('the stdio server', () => {
  it('initializes, lists, calls, and ends with its client', async () => {
    const session = new Session(['--fake']);
    expect((await session.initialize()).result).toMatchObject({ protocolVersion: '2025-11-25', serverInfo: { name: 'opnsense-mcp' }, instructions: expect.stringContaining('Read-only') });
    session.write({ id: 2, method: 'tools/list' });
    const { tools } = (await session.answer(2)).result as { tools: { name: string }[] };
    expect(tools.map(tool => tool.name)).toContain('opn_system_status');
    expect(tools.map(tool => tool.name)).not.toContain('opn_add_firewall_category');
    expect((await session.call(3, 'opn_list_static_routes')).result).toMatchObject({ structuredContent: { total: expect.any(Number) } });
    expect(await session.end()).toBe(0);
    expect(session.stderr).toBe('');
  });

  it('lives through everything malformed', async () => {
    const session = new Session(['--fake']);
    session.write({ id: 90, method: 'tools/list' });
    expect((await session.answer(90)).error).toMatchObject({ code: -32600 });
    await session.initialize();
    session.write('{"jsonrpc":"2.0","id":5,');
    expect((await session.answer(null)).error).toMatchObject({ code: -32700 });
    session.write(`{"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"opn_arp_table","arguments":{"search":"${'x'.repeat(20_000_000)}"}}}`);
    session.write({ id: 7, method: 'tools/call', params: { name: 'opn_arp_table', arguments: [] } });
    expect((await session.answer(7)).error).toMatchObject({ code: -32602 });
    session.write({ id: 8, method: 'no/such' });
    expect((await session.answer(8)).error).toMatchObject({ code: -32601 });
    expect((await session.call(9, 'opn_list_static_routes', { limit: 1 })).result?.isError).not.toBe(true);
    expect(await session.end()).toBe(0);
  });

  it('starts and lists while the firewall is unreachable, and then says what failed', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as { port: number };
    closed.close();
    const session = new Session([], { OPNSENSE_URL: `https://127.0.0.1:${port}`, OPNSENSE_VERIFY_SSL: 'false', OPNSENSE_LOG_LEVEL: 'debug', ...CANARY });
    await session.initialize();
    session.write({ id: 2, method: 'tools/list' });
    expect((await session.answer(2)).result).toHaveProperty('tools');
    const { result } = await session.call(3, 'opn_arp_table');
    expect(result).toMatchObject({ isError: true });
    expect(result?.content?.[0]?.text).toMatch(/^OPN_UNREACHABLE: .*refuses/);
    expect(await session.end()).toBe(0);
    for (const secret of Object.values(CANARY)) expect(JSON.stringify(result) + session.stderr).not.toContain(secret);
  });

  it('ends on a signal', async () => {
    const session = new Session(['--fake']);
    await session.initialize();
    session.process.kill('SIGTERM');
    expect(await once(session.process, 'exit')).toEqual([0, null]);
  });

  it('takes a change back when a signal comes while the firewall is at it, however often', async () => {
    const asked: string[] = [];
    const { session, firewall, close } = await sessionWith(async (path, answer) => {
      asked.push(path);
      session.process.kill('SIGTERM');
      if (path.includes('category/add_item')) await session.reported('Stopping');
      return answer();
    }, 'category/add_item');
    session.write({ id: 2, method: 'tools/call', params: { name: 'opn_add_firewall_category', arguments: { name: 'unwanted' } } });
    const answer = await session.answer(2);
    expect(answer.result).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/^OPN_CANCELLED: .*is taken back/) }] });
    expect(await once(session.process, 'exit')).toEqual([0, null]);
    expect(asked[0]).toContain('category/add_item');
    expect(asked.length).toBeGreaterThan(1);
    expect(firewall.document.toXml()).not.toContain('unwanted');
    close();
  }, 20_000);

  it('answers a read that a signal interrupts', async () => {
    const { session, close } = await sessionWith(async () => {
      session.process.kill('SIGTERM');
      return new Promise(() => undefined);
    }, 'search_arp');
    session.write({ id: 2, method: 'tools/call', params: { name: 'opn_arp_table', arguments: {} } });
    expect((await session.answer(2)).result).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/^OPN_CANCELLED/) }] });
    expect(await once(session.process, 'exit')).toEqual([0, null]);
    close();
  }, 20_000);
});
