import { startTestServer, type TestServer, toolTest } from '../../../src/adapters/testkit';
import { type Wire } from '../../../src/adapters/opnsense-api';
import { DiagnosticsPlugin } from '../../../src/plugins/diagnostics/diagnostics.plugin';
import { RELEASES } from '../../../src/ports';

const ahead = (kit: TestServer): void => {
  kit.clock.runsAhead = true;
};
const cleaned = (kit: TestServer): void => expect(kit.firewall.running.pings.size).toBe(0);

/** A wire on which the named action answers what it is told to, as often as told. */
const answering = (path: RegExp, body: string, times = Infinity) => (firewall: Wire): Wire => {
  let left = times;
  return {
    send: async (request, options) => (path.test(request.path) && left-- > 0 ? { status: 200, headers: { 'content-type': 'application/json; charset=UTF-8' }, body } : firewall.send(request, options)),
    close: () => firewall.close(),
  };
};

toolTest('opn_ping', DiagnosticsPlugin, {
  works: [
    {
      says: 'counts three packets and removes its job',
      args: { host: '198.51.100.20' },
      given: ahead,
      then: (result, kit) => {
        expect(result).toEqual({ host: '198.51.100.20', ip_version: '4', reachable: true, sent: 3, received: 3, loss_percent: 0, min_ms: 11, avg_ms: 11.33, max_ms: 11.66 });
        expect(kit.requests.map(line => line.split('/').slice(0, 3).join('/'))).toEqual(['POST diagnostics/ping/set', 'POST diagnostics/ping/start', ...Array<string>(3).fill('POST diagnostics/ping/search_jobs'), 'POST diagnostics/ping/remove']);
        cleaned(kit);
      },
    },
    {
      says: 'pings an IPv6 address by IPv6',
      args: { host: '2001:db8:80::80', count: 2 },
      given: ahead,
      then: (result, kit) => {
        expect(result).toMatchObject({ ip_version: '6', reachable: true, sent: 2, received: 2, loss_percent: 0, stddev_ms: expect.any(Number) });
        cleaned(kit);
      },
    },
    { says: 'resolves a name by the version asked for', args: { host: 'www.example.org', ip_version: '6', count: 1 }, given: ahead, then: result => expect(result).toMatchObject({ ip_version: '6', sent: 1, received: 1 }) },
    {
      says: 'tells a host that keeps silent',
      args: { host: '192.168.1.77', count: 2 },
      given: ahead,
      then: (result, kit) => {
        expect(result).toEqual({ host: '192.168.1.77', ip_version: '4', reachable: false, sent: 3, received: 0, loss_percent: 100 });
        cleaned(kit);
      },
    },
    {
      says: 'does not call a packet lost that is still under way',
      args: { host: 'satellite.example.org', count: 3 },
      given: ahead,
      then: result => expect(result).toMatchObject({ reachable: true, sent: 2, received: 2, loss_percent: 0, min_ms: 620 }),
    },
    {
      says: 'says what became of a name that nobody knows',
      args: { host: 'nobody.example.org' },
      given: ahead,
      then: (result, kit) => {
        expect(result).toMatchObject({ reachable: false, sent: 0, received: 0, problem: expect.stringContaining('nobody.example.org') });
        expect(result).not.toHaveProperty('loss_percent');
        cleaned(kit);
      },
    },
    {
      says: 'measures the loss of another uplink',
      args: { host: '198.51.100.77', source_address: '198.51.100.10', count: 10 },
      releases: ['24.7', '26.7'],
      given: ahead,
      then: result => expect(result).toMatchObject({ sent: 10, received: 9, loss_percent: 10 }),
    },
    {
      says: 'tries twice to remove its job',
      args: { host: '198.51.100.20', count: 1 },
      releases: ['26.7'],
      given: ahead,
      between: answering(/ping\/remove/, '{"status":"failed"}', 1),
      then: (result, kit) => {
        expect(result).not.toHaveProperty('note');
        cleaned(kit);
      },
    },
    {
      says: 'names a job that it could not remove',
      args: { host: '198.51.100.20', count: 1 },
      releases: ['26.7'],
      given: ahead,
      between: answering(/ping\/remove/, '{"status":"failed"}'),
      then: (result, kit) => expect(result.note).toContain([...kit.firewall.running.pings.keys()][0]),
    },
  ],
  refuses: [
    { args: { host: '198.51.100.20' }, user: 'monitor', code: 'OPN_FORBIDDEN', text: /Diagnostics: Ping/ },
    { args: { host: 'a b' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { host: '-c999' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { host: 'x;reboot' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { host: '198.51.100.20', count: 11 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /count/ },
    { args: {}, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /host is required/ },
    { args: { host: 'under_score.example.org' }, code: 'OPN_REJECTED', text: /hostname/ },
    { says: 'a job that the firewall does not start', args: { host: '198.51.100.20' }, releases: ['24.7', '26.7'], between: answering(/ping\/start/, '{"status":"failed","status_msg":"no"}'), code: 'OPN_REFUSED', text: /no/ },
    { says: 'a job that is gone', args: { host: '198.51.100.20' }, releases: ['26.7'], given: ahead, between: answering(/search_jobs/, '{"total":0,"rowCount":0,"current":1,"rows":[]}'), code: 'OPN_BAD_ANSWER' },
  ],
});

describe('a ping that is called off', () => {
  const turns = async (done: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 500 && !done(); turn += 1) await new Promise(resolve => setImmediate(resolve));
  };

  it.each(RELEASES)('leaves no job behind on %s', async release => {
    const kit = await startTestServer({ plugins: [DiagnosticsPlugin], release });
    const stop = new AbortController();
    const call = kit.client.callTool({ name: 'opn_ping', arguments: { host: '198.51.100.20' } }, undefined, { signal: stop.signal });
    await turns(() => kit.requests.some(line => line.includes('ping/start')));
    expect(kit.firewall.running.pings.size).toBe(1);
    stop.abort('enough');
    await expect(call).rejects.toThrow(/enough/);
    await turns(() => kit.firewall.running.pings.size === 0);
    expect(kit.firewall.running.pings.size).toBe(0);
    await kit.close();
  });

  it('does not start a job whose setting up was called off', async () => {
    const stop = new AbortController();
    const kit = await startTestServer({
      plugins: [DiagnosticsPlugin],
      between: firewall => ({
        send: async (request, options) => {
          if (!request.path.includes('ping/set')) return firewall.send(request, options);
          stop.abort('enough');
          await turns(() => false);
          return firewall.send(request, options);
        },
        close: () => firewall.close(),
      }),
    });
    await expect(kit.client.callTool({ name: 'opn_ping', arguments: { host: '198.51.100.20' } }, undefined, { signal: stop.signal })).rejects.toThrow(/enough/);
    await turns(() => kit.requests.some(line => line.includes('ping/remove')));
    expect(kit.requests.map(line => line.split('/')[2])).toEqual(['set', 'remove']);
    expect(kit.firewall.running.pings.size).toBe(0);
    await kit.close();
  });
});

it('tells how far a ping is', async () => {
  const kit = await startTestServer({ plugins: [DiagnosticsPlugin] });
  ahead(kit);
  const told: unknown[] = [];
  await kit.client.callTool({ name: 'opn_ping', arguments: { host: '198.51.100.20', count: 3 } }, undefined, { onprogress: progress => told.push(progress) });
  expect(told).toEqual([1, 2, 3].map(count => ({ progress: count, total: 3, message: `${String(count)} of ${String(count)} packets answered` })));
  await kit.close();
});
