import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { UNKNOWN } from './sample-items';
import { givenSourceNat, givenUuid, savedSourceNat } from './source-nat-rules';

toolTest('opn_update_source_nat', FirewallPlugin, {
  works: [
    {
      says: 'changes what was named, keeps the rest, and can be taken back',
      given: givenSourceNat,
      args: kit => ({ uuid: givenUuid(kit), source_net: 'nas', enabled: false }),
      then: async (result, kit) => {
        expect(result.changed.sort()).toEqual(['enabled', 'source_net']);
        expect(savedSourceNat(kit)['Own address']).toMatchObject({ enabled: '0', source_net: 'nas', target: '203.0.113.20', interface: 'wan' });
        await kit.call('opn_rollback_changes', {});
        expect(savedSourceNat(kit)['Own address']).toMatchObject({ enabled: '1', source_net: 'lan' });
      },
    },
    { says: 'does nothing where all is so already', releases: ['24.7', '26.7'], given: givenSourceNat, args: kit => ({ uuid: givenUuid(kit), interface: 'WAN', source_net: 'LAN net' }), then: (result, kit) => expect([result.changed, kit.requests.some(line => /set_rule|apply/.test(line))]).toEqual([[], false]) },
  ],
  refuses: [
    { says: 'an unknown rule', args: { uuid: UNKNOWN, log: true }, code: 'OPN_NOT_FOUND', text: /no source NAT rule/ },
    { says: 'nothing to change', releases: ['26.7'], args: { uuid: UNKNOWN }, code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'without the privilege', releases: ['24.7', '26.7'], user: 'monitor', args: { uuid: UNKNOWN, log: true }, code: 'OPN_FORBIDDEN' },
  ],
});
