import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { UNKNOWN } from './sample-items';
import { givenSourceNat, givenUuid, savedSourceNat } from './source-nat-rules';

toolTest('opn_delete_source_nat', FirewallPlugin, {
  works: [
    {
      says: 'deletes the rule, and can be taken back',
      given: givenSourceNat,
      args: kit => ({ uuid: givenUuid(kit) }),
      then: async (result, kit) => {
        expect([result.description, savedSourceNat(kit)]).toEqual(['Own address', {}]);
        await kit.call('opn_rollback_changes', {});
        expect(savedSourceNat(kit)['Own address']).toMatchObject({ uuid: result.deleted, target: '203.0.113.20' });
      },
    },
  ],
  refuses: [
    { says: 'an unknown rule', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { says: 'without the privilege', releases: ['24.7', '26.7'], user: 'monitor', args: { uuid: UNKNOWN }, code: 'OPN_FORBIDDEN' },
  ],
});
