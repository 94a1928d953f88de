import { toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { post, UNKNOWN } from './setup';

const made = new Map<unknown, string>();

toolTest('opn_delete_dnsmasq_host', DhcpPlugin, {
  works: [
    {
      says: 'deletes a host and lets Dnsmasq forget it',
      given: async kit => void made.set(kit, await post(kit, 'dnsmasq/settings/add_host', { host: { host: 'lamp', ip: '192.168.1.98', hwaddr: '00:25:90:4a:10:98' } })),
      args: kit => ({ uuid: made.get(kit) }),
      then: (result, kit) => {
        expect(result).toEqual({ deleted: made.get(kit), host: 'lamp 192.168.1.98', service: kit.firewall.release === '25.1' ? 'off' : 'running' });
        expect(kit.firewall.running.applied('dnsmasq').toXml()).not.toContain('00:25:90:4a:10:98');
      },
    },
  ],
  refuses: [
    { says: 'an unknown host', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { says: 'a release without it', releases: ['24.7'], args: { uuid: UNKNOWN }, code: 'OPN_NEEDS_RELEASE' },
    { says: 'a key without the privilege', user: 'monitor', args: { uuid: UNKNOWN }, code: 'OPN_FORBIDDEN' },
    { args: { uuid: 'lamp' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});
