import { toolTest } from '../../../src/adapters/testkit';
import { NetworkPlugin } from '../../../src/plugins/network/network.plugin';

interface Shown {
  readonly device: string;
}

toolTest('opn_interface_stats', NetworkPlugin, {
  works: [
    {
      says: 'has one entry per device with its addresses, with one request',
      then: (result, kit) => {
        expect(kit.requests).toHaveLength(1);
        const devices = result.interfaces.map(({ device }: Shown) => device);
        expect(new Set(devices).size).toBe(devices.length);
        expect(result.total).toBe(devices.length);
        expect(result.interfaces).toContainEqual(
          expect.objectContaining({
            device: 'vtnet1',
            interface: 'LAN',
            up: true,
            mac: expect.stringMatching(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/),
            mtu: 1500,
            addresses: expect.arrayContaining(['192.168.1.1/24']),
            received_bytes: expect.any(Number),
            sent_packets: expect.any(Number),
            collisions: 0,
          }),
        );
      },
    },
    {
      says: 'shows one interface, by description or device',
      args: { interface: 'wan' },
      then: async (result, kit) => {
        expect(result).toMatchObject({ total: 1, interfaces: [{ device: 'vtnet0', interface: 'WAN' }] });
        expect((await kit.call('opn_interface_stats', { interface: 'vtnet0' })).structuredContent).toEqual(result);
      },
    },
    { says: 'searches by address', releases: ['24.7', '26.7'], args: { search: '192.168.20.1' }, then: result => expect(result).toMatchObject({ total: 1, interfaces: [{ interface: 'IOT' }] }) },
    {
      says: 'pages',
      releases: ['24.7', '26.7'],
      args: { cursor: '1.2' },
      then: result => {
        expect(result.interfaces).toHaveLength(1);
        expect(result.next_cursor).toBe('1.3');
      },
    },
  ],
  refuses: [
    {
      says: 'an answer without any: the back end is silent',
      releases: ['26.7'],
      fake: { actions: { 'diagnostics/interface/get_interface_statistics': () => ({ json: { statistics: [] } }) } },
      code: 'OPN_FIREWALL_FAULT',
      text: /no interfaces.*configd/,
    },
    { args: { limit: 501 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'without the privilege, naming it', user: 'monitor', code: 'OPN_FORBIDDEN', text: /Diagnostics: Netstat/ },
  ],
});
