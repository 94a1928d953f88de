import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { toolTest } from '../../../src/adapters/testkit';
import { type Wire } from '../../../src/adapters/opnsense-api';
import { DiagnosticsPlugin } from '../../../src/plugins/diagnostics/diagnostics.plugin';
import { RELEASES } from '../../../src/ports';
import { failing } from '../failing-wire';

interface Shown {
  readonly interface: string;
  readonly source: string;
  readonly destination: string;
  readonly destination_port?: number;
}

const OLD = RELEASES.slice(0, 3);

const answering = (body: string) => (firewall: Wire): Wire => ({
  send: async (request, options) => (request.path.includes('query_states') ? { status: 200, headers: { 'content-type': 'application/json; charset=UTF-8' }, body } : firewall.send(request, options)),
  close: () => firewall.close(),
});

toolTest('opn_pf_states', DiagnosticsPlugin, {
  works: [
    {
      says: 'lists a page with one request, in less than 2,000 tokens',
      then: (result, kit) => {
        expect(result.states).toHaveLength(15);
        expect(result.total).toBeGreaterThan(15);
        expect(result.next_cursor).toBe('15.2');
        expect(encode(JSON.stringify(result)).length).toBeLessThan(2000);
        expect(kit.requests).toEqual(['POST diagnostics/firewall/query_states']);
      },
    },
    {
      says: 'names ends, traffic and the rule of a connection, and what NAT made of it',
      args: { search: '192.168.1.20 tcp' },
      then: result => {
        const [inside, outside] = result.states;
        expect(inside).toEqual({
          protocol: 'tcp', direction: 'in', interface: 'LAN', source: '192.168.1.20', source_port: expect.any(Number), destination: '192.0.2.81', destination_port: 80, state: 'ESTABLISHED:ESTABLISHED',
          age_s: expect.any(Number), expires_s: expect.any(Number), packets_sent: expect.any(Number), packets_returned: expect.any(Number), bytes_sent: expect.any(Number), bytes_returned: expect.any(Number), rule: 'Default allow LAN to any rule',
        });
        expect(outside).toMatchObject({ direction: 'out', interface: 'WAN', source: '203.0.113.10', before_nat: `192.168.1.20:${String(inside.source_port)}` });
        expect(result.total).toBe(2);
      },
    },
    {
      says: 'finds by network, port, interface name and words on every release',
      args: { search: '192.168.20.0/24 8883 iot' },
      then: result => {
        expect(result.states.length).toBeGreaterThan(0);
        expect(result.states.every((each: Shown) => each.interface === 'IOT' && each.destination_port === 8883 && each.source.startsWith('192.168.20.'))).toBe(true);
      },
    },
    {
      says: 'finds IPv6 addresses, which older releases mangle',
      args: { search: '2001:db8:100::20' },
      then: result => {
        expect(result.total).toBe(2);
        expect(result.states.every((each: Shown) => each.source === '2001:db8:100::20')).toBe(true);
      },
    },
    {
      says: 'is not led astray by what older releases strip',
      args: { search: '192.168.1.1/32' },
      releases: OLD,
      then: result => expect(result.states.every((each: Shown) => [each.source, each.destination].includes('192.168.1.1'))).toBe(true),
    },
    {
      says: 'asks nobody twice for an address that has no state',
      args: { search: '192.0.2.200' },
      then: (result, kit) => {
        expect(result).toEqual({ total: 0, states: [] });
        expect(kit.requests).toHaveLength(1);
      },
    },
    {
      says: 'finds an interface by its name, in any case, and not what only looks like it',
      args: { search: 'lan', limit: 500 },
      then: result => {
        expect(result.states.filter((each: Shown) => each.interface === 'LAN').length).toBeGreaterThan(5);
      },
    },
    {
      says: 'lets the firewall look for a network where it can',
      args: { search: '192.168.20.0/24', limit: 3 },
      releases: ['26.1', '26.7'],
      then: (result, kit) => {
        expect(result.next_cursor).toBe('3.2');
        expect(kit.requests.filter(line => line.includes('query_states'))).toHaveLength(1);
        expect(result.states.every((each: Shown) => each.source.startsWith('192.168.20.') || each.destination.startsWith('192.168.20.') || each.interface === 'WAN')).toBe(true);
      },
    },
    {
      says: 'takes an address with host bits for the network it is in',
      args: { search: '192.168.20.7/24', limit: 3 },
      then: result => expect(result.total).toBeGreaterThan(0),
    },
    { says: 'takes a number for a port', args: { search: '53', limit: 500 }, then: result => expect(result.states.every((each: Shown) => each.destination_port === 53)).toBe(true) },
    { says: 'finds an address with its port', args: { search: '192.0.2.81:80 lan' }, then: result => expect(result.states.every((each: Shown) => each.destination === '192.0.2.81' && each.destination_port === 80)).toBe(true) },
    { says: 'finds nothing by words that nothing holds', args: { search: 'zzz' }, then: result => expect(result).toEqual({ total: 0, states: [] }) },
    {
      says: 'pages on the firewall, and what it searched itself',
      args: { search: 'LAN', cursor: '2.2' },
      then: async (result, kit) => {
        expect(result.states).toHaveLength(2);
        expect(result.next_cursor).toBe('2.3');
        expect((await kit.call('opn_pf_states', { limit: 1000 })).structuredContent).toMatchObject({ states: { length: expect.any(Number) } });
      },
    },
    {
      says: 'shows the ids, and the states of one rule',
      args: { ids: true, limit: 1 },
      then: async (result, kit) => {
        const [{ rule_id: rule, id }] = result.states;
        expect(id).toMatch(/^[0-9a-f]{16}\/[0-9a-f]{8}$/);
        const { structuredContent } = await kit.call('opn_pf_states', { rule_id: rule, ids: true, limit: 500 });
        const { states } = structuredContent as { states: { rule_id: string }[] };
        expect(states.length).toBeGreaterThan(0);
        expect(states.every(each => each.rule_id === rule)).toBe(true);
      },
    },
    {
      says: 'counts them',
      args: { summary: true },
      then: (result, kit) => {
        const { summary, total } = result;
        expect(result).not.toHaveProperty('states');
        expect(summary.counted).toBe(total);
        expect(summary.table).toEqual({ states: total, limit: 1_618_000 });
        expect(summary.by_protocol.reduce((sum: number, { states }: { states: number }) => sum + states, 0)).toBe(total);
        expect(summary.by_interface.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['WAN', 'LAN']));
        expect(summary.top_sources).toHaveLength(5);
        expect(kit.requests).toHaveLength(2);
      },
    },
    {
      says: 'counts without the size of the table, for a key that may not see it',
      args: { summary: true },
      releases: ['26.7'],
      between: failing(/pf_states/, 403),
      then: result => {
        expect(result.summary).not.toHaveProperty('table');
        expect(result.unavailable).toMatchObject([{ why: expect.stringContaining('OPN_FORBIDDEN') }]);
      },
    },
    {
      says: 'finds on a firewall whose release it cannot tell',
      args: { search: '192.168.1.0/24' },
      between: failing(/system_?information|firmware/i, 403),
      then: result => expect(result.total).toBeGreaterThan(0),
    },
  ],
  refuses: [
    { user: 'monitor', code: 'OPN_FORBIDDEN', text: /Show States/ },
    { args: { limit: 0 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { limit: -1 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { limit: 1001 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { rule_id: '!' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /rule_id/ },
    { says: 'a back end that gives nothing', code: 'OPN_FIREWALL_FAULT', text: /configd/, releases: ['24.7', '26.7'], between: answering('{"rows":[],"rowCount":0,"total":0,"current":0}') },
    { says: 'rows that are none', code: 'OPN_BAD_ANSWER', releases: ['26.7'], between: answering('{"rows":"x","total":1}') },
  ],
});
