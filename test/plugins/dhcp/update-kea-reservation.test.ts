import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { askJson } from '../../adapters/fake/ask';
import { post, UNKNOWN, useKea } from './setup';

const given = async (kit: TestServer): Promise<void> => {
  const subnet = await useKea(kit);
  for (const [end, hostname] of [['50', 'lamp'], ['51', 'heater']]) await post(kit, 'kea/dhcpv4/add_reservation', { reservation: { subnet, ip_address: `192.168.30.${String(end)}`, hw_address: `00:25:90:4a:10:${String(end)}`, hostname } });
};
const naming = (args: Readonly<Record<string, unknown>>) => async ({ firewall }: TestServer) => {
  const { rows } = await askJson<{ rows: readonly { uuid: string; hostname: string }[] }>(firewall, 'kea/dhcpv4/search_reservation', {});
  return { uuid: rows.find(({ hostname }) => hostname === 'lamp')?.uuid ?? '', ...args };
};

toolTest('opn_update_kea_reservation', DhcpPlugin, {
  works: [
    {
      says: 'moves a client, and says what changed',
      given,
      args: naming({ ip_address: '192.168.30.60', hostname: 'lamp' }),
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), changed: ['ip_address'], service: 'running' });
        expect(kit.firewall.running.applied('kea').toXml()).toContain('192.168.30.60');
      },
    },
    { says: 'gives the address to another client', given, args: naming({ mac: '00:25:90:4A:10:77', description: 'New lamp' }), then: result => expect(result.changed).toEqual(['hw_address', 'description']) },
    {
      says: 'sends nothing when all is so already',
      given,
      args: naming({ hostname: 'lamp' }),
      then: (result, kit) => {
        expect(result.changed).toEqual([]);
        expect(kit.requests.filter(line => /set_reservation|reconfigure/.test(line))).toEqual([]);
      },
    },
    { says: 'warns of another client that has the address now', releases: ['24.7', '26.7'], given, args: naming({ ip_address: '192.168.30.100' }), then: result => expect(result.warning).toContain('visitor-laptop') },
  ],
  refuses: [
    { says: 'an address that is reserved, naming for whom', given, args: naming({ ip_address: '192.168.30.51' }), code: 'OPN_INVALID_INPUT', text: /reserved for heater/ },
    { says: 'an address elsewhere', given, args: naming({ ip_address: '192.168.1.51' }), code: 'OPN_INVALID_INPUT', text: /no subnet of Kea holds/ },
    { says: 'an unknown reservation, which OPNsense would make', args: { uuid: UNKNOWN, hostname: 'x' }, code: 'OPN_NOT_FOUND' },
    { says: 'nothing to change', given, args: naming({}), releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'a key without the privilege', user: 'monitor', args: { uuid: UNKNOWN, hostname: 'x' }, code: 'OPN_FORBIDDEN' },
  ],
});
