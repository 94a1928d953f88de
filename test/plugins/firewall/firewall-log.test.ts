import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failing } from '../failing-wire';

const every = (result: { entries: readonly object[] }, part: object): void => {
  expect(result.entries.length).toBeGreaterThan(0);
  for (const entry of result.entries) expect(entry).toMatchObject(part);
};

toolTest('opn_firewall_log', FirewallPlugin, {
  works: [
    {
      says: 'shows the newest lines decoded, with the names of rule and interface',
      then: (result, kit) => {
        expect(result.entries).toHaveLength(20);
        expect(result.scanned).toBe(20);
        expect(encode(JSON.stringify(result)).length).toBeLessThan(2000);
        for (const entry of result.entries) expect(entry).toMatchObject({ time: expect.stringMatching(/^\d{4}-/), action: expect.any(String), interface: expect.any(String), source: expect.any(String), rule: expect.stringMatching(/\w/), rule_id: expect.stringMatching(/^[0-9a-f-]{32,36}$/) });
        expect(kit.requests.some(line => line.startsWith('GET diagnostics/firewall/log?limit=20'))).toBe(true);
      },
    },
    {
      says: 'lets the firewall search its log files',
      args: { action: 'block', source_ip: '192.168.20.', limit: 5 },
      then: (result, kit) => {
        every(result, { action: 'block', rule: 'Things must not reach the LAN' });
        expect(kit.requests).toContain('POST diagnostics/log/core/filter');
        expect(kit.requests.some(line => line.includes('diagnostics/firewall/log?'))).toBe(false);
      },
    },
    {
      says: 'finds the same in the newest lines where it may not search the files',
      between: failing(/log\/core\/filter/, 403),
      args: { action: 'block', source_ip: '192.168.20.', limit: 5 },
      then: (result, kit) => {
        every(result, { action: 'block', rule: 'Things must not reach the LAN' });
        expect(kit.requests.some(line => line.includes('diagnostics/firewall/log?limit=1000'))).toBe(true);
      },
    },
    {
      says: 'filters by the name of an interface, in any case, or by its device',
      args: { interface: 'iot', limit: 3 },
      then: async (result, kit) => {
        every(result, { interface: 'IOT' });
        const byDevice = (await kit.call('opn_firewall_log', { interface: 'vlan0.20', limit: 3 })).structuredContent;
        expect(byDevice).toMatchObject({ entries: result.entries });
      },
    },
    { says: 'filters by addresses, port, protocol and direction', args: { source_ip: '192.168.20.', destination_ip: '192.168.1.10', port: 445, protocol: 'TCP', direction: 'in', limit: 3 }, then: result => every(result, { destination: '192.168.1.10', destination_port: 445, protocol: 'tcp' }) },
    { says: "filters by the rule's description", args: { rule: 'must not reach', limit: 3 }, then: result => every(result, { rule: 'Things must not reach the LAN' }) },
    {
      says: 'says how far it looked when that was not far enough',
      args: { direction: 'out', action: 'block', scan: 50 },
      then: result => expect(result).toMatchObject({ entries: [], total: 0, scanned: 50, oldest: expect.any(String), note: expect.stringMatching(/scan/) }),
    },
    { says: 'names devices where it may not know their names', between: failing(/interface_?names/i, 403), args: { limit: 1 }, then: result => expect(result.entries[0].interface).toMatch(/^(vtnet|vlan)/) },
  ],
  refuses: [
    { args: { limit: 0 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { port: 70_000 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /Live View/ },
  ],
});
