import { toolTest } from '../../../src/adapters/testkit';
import { NetworkPlugin } from '../../../src/plugins/network/network.plugin';

interface Shown {
  readonly ip: string;
  readonly interface?: string;
}

const NAS = { ip: '192.168.1.10', mac: '00:11:32:4a:10:01', interface: 'LAN', device: 'vtnet1', manufacturer: 'Synology Incorporated' };

const CROWD = Array.from({ length: 1200 }, (_, n) => ({ ip: `10.0.${n >> 8}.${n & 255}`, mac: '00:11:32:4a:10:01', intf: 'vtnet1', intf_description: 'LAN', hostname: `host-${n}.${'x'.repeat(200)}.example.com` }));

toolTest('opn_arp_table', NetworkPlugin, {
  works: [
    {
      says: 'lists the neighbours with one request, for a key that may see no more than that',
      user: 'monitor',
      then: (result, kit) => {
        expect(kit.requests).toEqual(['POST diagnostics/interface/search_arp']);
        expect(result.neighbours).toContainEqual(expect.objectContaining(NAS));
        expect(result.total).toBe(result.neighbours.length);
        const own = result.neighbours.find(({ ip }: Shown) => ip === '192.168.1.1');
        expect(own).toMatchObject({ permanent: true });
        expect(own).not.toHaveProperty('expires_s');
      },
    },
    { says: 'searches on the firewall', args: { search: 'synology' }, then: result => expect(result).toMatchObject({ total: 1, neighbours: [NAS] }) },
    {
      says: 'shows one interface, by description in any case or by device',
      args: { interface: 'iot' },
      then: async (result, kit) => {
        expect(result.neighbours.length).toBeGreaterThan(0);
        expect(result.neighbours.every((each: Shown) => each.interface === 'IOT')).toBe(true);
        expect((await kit.call('opn_arp_table', { interface: 'vlan0.20' })).structuredContent).toEqual(result);
      },
    },
    {
      says: 'pages what it filtered itself',
      releases: ['26.7'],
      args: { interface: 'LAN', cursor: '2.2' },
      then: result => {
        expect(result.neighbours).toHaveLength(2);
        expect(result.next_cursor).toBe('2.3');
      },
    },
    {
      says: 'shows the fields asked for, as JSON and as CSV',
      releases: ['26.7'],
      args: { limit: 2, fields: 'ip, mac' },
      then: async (result, kit) => {
        expect(result.neighbours.map((each: object) => Object.keys(each).sort())).toEqual([['ip', 'mac'], ['ip', 'mac']]);
        const { csv } = (await kit.call('opn_arp_table', { limit: 2, fields: 'ip, mac', csv: true })).structuredContent as { csv: { neighbours: string } };
        expect(csv.neighbours).toBe(['ip,mac', ...result.neighbours.map(({ ip, mac }: { ip: string; mac: string }) => `${ip},${mac}`)].join('\n'));
      },
    },
    {
      says: 'names the other interfaces when there is nothing on the one asked for',
      releases: ['24.7', '26.7'],
      args: { interface: 'opt77' },
      then: result => expect(result).toEqual({ total: 0, neighbours: [], note: expect.stringContaining('LAN (vtnet1)') }),
    },
    { says: 'looks names up when asked', releases: ['24.7', '26.7'], args: { resolve: true, search: NAS.ip }, then: result => expect(result.neighbours[0].hostname).toMatch(/^nas\./) },
    {
      says: 'cuts a page that is too large for one answer, and says how to go on',
      releases: ['26.7'],
      args: { cursor: '500.2' },
      fake: { actions: { 'diagnostics/interface/search_arp': () => ({ json: { rows: CROWD, total: CROWD.length, rowCount: CROWD.length, current: 1 } }) } },
      then: result => {
        expect(JSON.stringify(result).length).toBeLessThanOrEqual(65_536);
        const shown = result.neighbours.length;
        expect(shown).toBeGreaterThan(100);
        expect(result).toMatchObject({ total: 1200, truncated: true, more: expect.stringContaining(`neighbours has ${shown} of 500 items. next_cursor`), next_cursor: expect.stringMatching(`^${shown}[.]\\d+$`) });
        expect(result.neighbours[0].hostname).toBe(CROWD[500]?.hostname);
      },
    },
  ],
  refuses: [
    { says: 'fields that a neighbour does not have', args: { fields: 'ip,vendor' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /no field 'vendor' \(known: .*mac/ },

    { args: { limit: -1 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { interface: null }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { intf: 'lan' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /known: .*interface/ },
  ],
});
