import { toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { post } from './setup';

toolTest('opn_reconfigure_dnsmasq', DhcpPlugin, {
  works: [
    {
      says: 'lets Dnsmasq take what was saved elsewhere',
      given: async kit => void (await post(kit, 'dnsmasq/settings/add_range', { range: { interface: 'opt2', start_addr: '10.9.9.20', end_addr: '10.9.9.40' } })),
      then: (result, kit) => {
        expect(result).toEqual({ service: kit.firewall.release === '25.1' ? 'off' : 'running' });
        expect(kit.firewall.running.applied('dnsmasq').toXml()).toContain('10.9.9.20');
      },
    },
    { says: 'starts it where it was stopped', releases: ['25.7', '26.7'], given: kit => kit.firewall.running.switch('dnsmasq', false), then: result => expect(result).toEqual({ service: 'running' }) },
  ],
  refuses: [
    { says: 'a release without it', releases: ['24.7'], code: 'OPN_NEEDS_RELEASE' },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
    { args: { force: true }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});
