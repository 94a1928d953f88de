import { toolTest } from '../../../src/adapters/testkit';
import { type Wire } from '../../../src/adapters/opnsense-api';
import { DiagnosticsPlugin } from '../../../src/plugins/diagnostics/diagnostics.plugin';

const answering = (response: unknown) => (firewall: Wire): Wire => ({
  send: async (request, options) =>
    request.path.includes('dns_diagnostics/set') ? { status: 200, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: JSON.stringify({ result: 'ok', response }) } : firewall.send(request, options),
  close: () => firewall.close(),
});

toolTest('opn_dns_lookup', DiagnosticsPlugin, {
  works: [
    {
      says: 'lists the records of a name with one request',
      args: { hostname: 'example.org' },
      then: (result, kit) => {
        expect(result).toEqual({
          hostname: 'example.org', server: '127.0.0.1', query_ms: 12,
          records: [
            { type: 'A', name: 'example.org', value: '192.0.2.80', ttl_s: 300 },
            { type: 'AAAA', name: 'example.org', value: '2001:db8:80::80', ttl_s: 300 },
            { type: 'MX', name: 'example.org', value: '10 mail.example.org', ttl_s: 300 },
            { type: 'TXT', name: 'example.org', value: '"v=spf1 mx -all"', ttl_s: 300 },
          ],
        });
        expect(kit.requests).toEqual(['POST diagnostics/dns_diagnostics/set']);
      },
    },
    {
      says: 'follows an alias',
      args: { hostname: 'www.example.com' },
      then: result => expect(result.records).toEqual([{ type: 'CNAME', name: 'www.example.com', value: 'cdn.example.net', ttl_s: 300 }, { type: 'A', name: 'cdn.example.net', value: '198.51.100.20', ttl_s: 300 }]),
    },
    { says: 'asks the server it is told', args: { hostname: 'www.example.org', server: '198.51.100.53' }, then: result => expect(result.server).toBe('198.51.100.53') },
    { says: 'finds the name of an address', args: { hostname: '192.168.1.10' }, then: result => expect(result.records).toEqual([{ type: 'PTR', name: '10.1.168.192.in-addr.arpa', value: 'nas.office.example.net', ttl_s: 3600 }]) },
    { says: 'says what it means to find nothing', args: { hostname: 'nx.example.org' }, then: result => expect(result).toEqual({ hostname: 'nx.example.org', records: [], note: expect.stringContaining('does not exist') }) },
    { says: 'says that an address has no name', args: { hostname: '192.168.1.199' }, then: result => expect(result).toMatchObject({ records: [], note: expect.stringContaining('PTR') }) },
    { says: 'says that a server does not answer', args: { hostname: 'www.example.org', server: '192.168.1.77' }, then: result => expect(result).toMatchObject({ records: [], problem: expect.stringContaining('network error') }) },
    {
      says: 'keeps a line that it does not understand',
      args: { hostname: 'odd.example.org' },
      releases: ['26.7'],
      between: answering({ A: { answers: ['odd IN'], query_time: null, server: null } }),
      then: result => expect(result).toEqual({ hostname: 'odd.example.org', records: [{ type: 'A', name: '', value: 'odd IN' }] }),
    },
  ],
  refuses: [
    { args: { hostname: 'www.example.org' }, user: 'monitor', code: 'OPN_FORBIDDEN', text: /DNS Lookup/ },
    { args: { hostname: 'www.example.org', server: 'dns.example.org' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /server/ },
    { args: { hostname: '' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { hostname: 'www.example.org', server: '1.2.3' }, code: 'OPN_REJECTED', text: /server/ },
    { says: 'a back end that gives nothing', args: { hostname: 'www.example.org' }, releases: ['24.7', '26.7'], between: answering(null), code: 'OPN_FIREWALL_FAULT', text: /configd/ },
  ],
});
