import { toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { askJson } from '../../adapters/fake/ask';
import { post, UNKNOWN, useKea } from './setup';

toolTest('opn_delete_kea_reservation', DhcpPlugin, {
  works: [
    {
      says: 'deletes a reservation and lets Kea forget it',
      given: async kit => void (await post(kit, 'kea/dhcpv4/add_reservation', { reservation: { subnet: await useKea(kit), ip_address: '192.168.30.50', hw_address: '00:25:90:4a:10:99' } })),
      args: async ({ firewall }) => ({ uuid: (await askJson<{ rows: readonly { uuid: string }[] }>(firewall, 'kea/dhcpv4/search_reservation', {})).rows[0]?.uuid }),
      then: (result, kit) => {
        expect(result).toEqual({ deleted: expect.any(String), ip: '192.168.30.50', service: 'running' });
        expect(kit.firewall.running.applied('kea').toXml()).not.toContain('00:25:90:4a:10:99');
      },
    },
  ],
  refuses: [
    { says: 'an unknown reservation', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { says: 'a key without the privilege', user: 'monitor', args: { uuid: UNKNOWN }, code: 'OPN_FORBIDDEN' },
    { args: { uuid: '../x' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});
