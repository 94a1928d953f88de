import { startTestServer, toolTest } from '../../../src/adapters/testkit';
import { type Wire } from '../../../src/adapters/opnsense-api';
import { DiagnosticsPlugin } from '../../../src/plugins/diagnostics/diagnostics.plugin';

const ROUTER = { hop: 1, answered: true, address: '203.0.113.1', host: 'gw.isp.example', as_number: 64500, rtt_ms: 1.211 };

const answering = (response: unknown) => (firewall: Wire): Wire => ({
  send: async (request, options) =>
    request.path.includes('traceroute/set') ? { status: 200, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: JSON.stringify({ result: 'ok', response }) } : firewall.send(request, options),
  close: () => firewall.close(),
});

toolTest('opn_traceroute', DiagnosticsPlugin, {
  works: [
    {
      says: 'lists the routers with one request',
      args: { host: '198.51.100.1' },
      then: (result, kit) => {
        expect(result).toEqual({
          host: '198.51.100.1', ip_version: '4', address: '198.51.100.1', reached: true, hops: [ROUTER, { hop: 2, answered: true, address: '198.51.100.1', as_number: 64501, rtt_ms: 5.902 }],
        });
        expect(kit.requests).toEqual(['POST diagnostics/traceroute/set']);
      },
    },
    {
      says: 'shows the gap of routers that keep silent, and what a name was traced as',
      args: { host: 'www.example.org', protocol: 'UDP' },
      then: result => {
        expect(result).toMatchObject({ address: '192.0.2.80', reached: true });
        expect(result.hops).toEqual([ROUTER, { hop: 2, answered: false }, { hop: 3, answered: false }, expect.objectContaining({ hop: 4, address: '192.0.2.80', host: 'www.example.org' })]);
      },
    },
    { says: 'traces by IPv6', args: { host: '2001:db8:80::80' }, then: result => expect(result).toMatchObject({ ip_version: '6', address: '2001:db8:80::80', reached: true }) },
    { says: 'traces a name by IPv6 when asked', args: { host: 'www.example.org', ip_version: '6' }, then: result => expect(result).toMatchObject({ ip_version: '6', address: '2001:db8:80::80' }) },
    {
      says: 'says where the way ends',
      args: { host: '172.16.9.9' },
      then: result => {
        expect(result).toMatchObject({ reached: false, hops: [{ hop: 1 }], problem: expect.stringMatching(/20 seconds/) });
      },
    },
    { says: 'says that nobody knows a name', args: { host: 'nobody.example.org' }, then: result => expect(result).toMatchObject({ reached: false, hops: [], problem: expect.stringContaining('nobody.example.org') }) },
    {
      says: 'explains what a router says against it',
      args: { host: '192.0.2.9' },
      releases: ['26.7'],
      between: answering({ rows: [{ ttl: '1', address: '192.0.2.9', host: '192.0.2.9', AS: 'AS0', probes: '3.100 ms !H' }], notice: 'traceroute to 192.0.2.9 (192.0.2.9), 64 hops max, 40 byte packets' }),
      then: result => expect(result).toEqual({ host: '192.0.2.9', ip_version: '4', address: '192.0.2.9', reached: false, hops: [{ hop: 1, answered: true, address: '192.0.2.9', rtt_ms: 3.1, refusal: 'host unreachable' }] }),
    },
  ],
  refuses: [
    { args: { host: '198.51.100.1' }, user: 'monitor', code: 'OPN_FORBIDDEN', text: /Diagnostics: Traceroute/ },
    { args: { host: '198.51.100.1', protocol: 'TCP' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /ICMP, UDP/ },
    { args: { host: '198.51.100.1', ip_version: '5' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { host: '$(reboot)' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { host: 'under_score.example.org' }, code: 'OPN_REJECTED', text: /hostname/ },
    { says: 'a back end that gives nothing', args: { host: '198.51.100.1' }, releases: ['24.7', '26.7'], between: answering(null), code: 'OPN_FIREWALL_FAULT', text: /configd/ },
  ],
});

describe('a traceroute that takes long', () => {
  const slow = () => {
    let finish = (): void => undefined;
    const between = (firewall: Wire): Wire => ({
      send: async (request, options) => {
        if (!request.path.includes('traceroute')) return firewall.send(request, options);
        await new Promise<void>((resolve, reject) => {
          finish = resolve;
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error), { once: true });
        });
        return firewall.send(request, options);
      },
      close: () => firewall.close(),
    });
    return { between, finish: () => finish() };
  };
  const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

  it('says now and then that it goes on', async () => {
    const { between, finish } = slow();
    const kit = await startTestServer({ plugins: [DiagnosticsPlugin], between });
    const told: number[] = [];
    const call = kit.client.callTool({ name: 'opn_traceroute', arguments: { host: '198.51.100.1' } }, undefined, { onprogress: ({ progress }) => told.push(progress) });
    for (let second = 0; second < 5; second += 1) {
      await turn();
      kit.clock.turn(1000);
    }
    await turn();
    finish();
    await call;
    expect(told).toEqual([0, 2, 4]);
    await kit.close();
  });

  it('ends when it is called off', async () => {
    const { between } = slow();
    const kit = await startTestServer({ plugins: [DiagnosticsPlugin], between });
    const stop = new AbortController();
    const call = kit.client.callTool({ name: 'opn_traceroute', arguments: { host: '198.51.100.1' } }, undefined, { signal: stop.signal });
    await turn();
    stop.abort('enough');
    await expect(call).rejects.toThrow(/enough/);
    await kit.close();
  });
});
