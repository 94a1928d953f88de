import { toolTest } from '../../../src/adapters/testkit';
import { NetworkPlugin } from '../../../src/plugins/network/network.plugin';

interface Shown {
  readonly ip: string;
  readonly interface?: string;
}

toolTest('opn_ndp_table', NetworkPlugin, {
  works: [
    {
      says: 'lists the neighbours with one request, the zone told by the device',
      user: 'monitor',
      then: (result, kit) => {
        expect(kit.requests).toEqual(['POST diagnostics/interface/search_ndp']);
        expect(result.total).toBe(result.neighbours.length);
        expect(result.neighbours).toContainEqual(expect.objectContaining({ ip: '2001:db8:100::10', mac: '00:11:32:4a:10:01', interface: 'LAN', device: 'vtnet1' }));
        expect(result.neighbours.some(({ ip }: Shown) => ip.includes('%'))).toBe(false);
      },
    },
    {
      says: 'shows one interface',
      args: { interface: 'WAN' },
      then: result => {
        expect(result.total).toBeGreaterThan(0);
        expect(result.neighbours.every((each: Shown) => each.interface === 'WAN')).toBe(true);
      },
    },
    { says: 'searches', releases: ['24.7', '26.7'], args: { search: 'no such machine' }, then: result => expect(result).toEqual({ total: 0, neighbours: [] }) },
  ],
  refuses: [
    { args: { cursor: '0.1' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /cursor/ },
    { args: { resolve: true }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});
