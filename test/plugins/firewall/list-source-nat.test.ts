import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failing } from '../failing-wire';
import { givenSourceNat, heedsMode, setMode } from './source-nat-rules';

toolTest('opn_list_source_nat', FirewallPlugin, {
  works: [
    {
      says: 'tells the same on every release, also of rules that are not in effect',
      given: givenSourceNat,
      then: (result, kit) =>
        expect(result).toMatchObject({
          total: 1, mode: 'automatic', ...(heedsMode(kit) ? { note: expect.stringContaining('not in effect') } : {}),
          rules: [{ uuid: expect.any(String), enabled: true, interface: 'WAN', ip_protocol: 'inet', protocol: 'ANY', source: 'lan', destination: 'any', target: '203.0.113.20', description: 'Own address' }],
        }),
    },
    { says: 'searches, and says nothing of a mode that lets them be', releases: ['24.7', '26.7'], given: async kit => (setMode(kit, 'advanced'), givenSourceNat(kit)), args: { search: 'own nothing' }, then: result => expect(result).toEqual({ total: 0, mode: 'advanced', rules: [] }) },
    { says: 'has none to tell of', releases: ['26.7'], then: result => expect(result).toEqual({ total: 0, mode: 'automatic', rules: [] }) },
  ],
  refuses: [
    { says: 'without the privilege for the configuration', user: 'monitor', code: 'OPN_FORBIDDEN' },
    { says: 'when the configuration cannot be read', releases: ['26.7'], between: failing(/backup\/download/, 500), code: 'OPN_FIREWALL_FAULT' },
  ],
});
