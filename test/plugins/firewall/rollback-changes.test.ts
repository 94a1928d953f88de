import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { categoryUuid } from './category-uuid';
import { openChange } from './open-change';

toolTest('opn_rollback_changes', FirewallPlugin, {
  works: [
    {
      says: 'takes back what is open, and compares',
      given: async kit => void (await openChange(kit)),
      then: (result, kit) => {
        expect(result).toMatchObject({ status: 'undone', verified: 'The saved configuration was read back and is the one before.' });
        expect(result.left).toBeUndefined();
        expect(categoryUuid(kit, 'Lab')).toBeUndefined();
      },
    },
  ],
  refuses: [
    { says: 'when nothing is open', releases: ['26.7'], code: 'OPN_NOT_FOUND' },
    { says: 'while writes are off', writes: false, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});
