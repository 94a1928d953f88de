import { toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { post, rangeOf, UNKNOWN } from './setup';

toolTest('opn_delete_dnsmasq_range', DhcpPlugin, {
  works: [
    {
      says: 'deletes a range and lets Dnsmasq forget it',
      given: async kit => void (await post(kit, 'dnsmasq/settings/add_range', { range: { interface: 'opt2', start_addr: '10.9.9.20', end_addr: '10.9.9.40' } })),
      args: async kit => ({ uuid: await rangeOf(kit, '10.9.9.') }),
      then: (result, kit) => {
        expect(result).toEqual({ deleted: expect.any(String), range: '10.9.9.20-10.9.9.40', service: kit.firewall.release === '25.1' ? 'off' : 'running' });
        expect(kit.firewall.document.toXml()).not.toContain('10.9.9.20');
        expect(kit.firewall.running.applied('dnsmasq').toXml()).not.toContain('10.9.9.20');
      },
    },
  ],
  refuses: [
    { says: 'an unknown range', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { says: 'a release without it', releases: ['24.7'], args: { uuid: UNKNOWN }, code: 'OPN_NEEDS_RELEASE' },
    { says: 'a key without the privilege', user: 'monitor', args: { uuid: UNKNOWN }, code: 'OPN_FORBIDDEN' },
    { args: {}, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /uuid/ },
  ],
});
