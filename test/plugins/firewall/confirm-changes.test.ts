import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { categoryUuid } from './category-uuid';
import { openChange } from './open-change';

toolTest('opn_confirm_changes', FirewallPlugin, {
  works: [
    {
      says: 'keeps what is open, and says that nobody else has saved since',
      args: async kit => ({ revision: (await openChange(kit)).revision }),
      then: async (result, kit) => {
        expect(result).toMatchObject({ status: 'confirmed', verified: expect.stringContaining('Nobody has saved anything since') });
        expect(categoryUuid(kit, 'Lab')).toBeDefined();
        expect((await kit.call('opn_pending_changes')).structuredContent).toEqual({ pending: false });
      },
    },
    { says: 'confirms nothing without a revision', releases: ['26.7'], args: { revision: '' }, then: result => expect(result.status).toBe('not_applicable') },
  ],
  refuses: [
    { says: 'a revision that never was', releases: ['26.7'], args: { revision: '1700000000.1234' }, code: 'OPN_NOT_FOUND' },
    { says: 'while writes are off', writes: false, releases: ['26.7'], args: { revision: 'x' }, code: 'OPN_WRITES_OFF' },
    { args: {}, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /revision is required/ },
  ],
});
