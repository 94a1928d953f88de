import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { categoryUuid } from './category-uuid';
import { type ChangeInfo, confirmedChange } from './open-change';

toolTest('opn_undo_change', FirewallPlugin, {
  works: [
    {
      says: 'takes back a confirmed change',
      args: async kit => ({ id: await confirmedChange(kit) }),
      then: async (result, kit) => {
        expect(result).toMatchObject({ status: 'undone', verified: expect.stringContaining('is the one before'), change: { confirm_within_seconds: 60 } });
        expect(categoryUuid(kit, 'Lab')).toBeUndefined();
        const { revision } = result.change as ChangeInfo;
        expect((await kit.call('opn_confirm_changes', { revision })).structuredContent).toMatchObject({ status: 'confirmed' });
        expect((await kit.call('opn_undo_change', { id: result.id })).structuredContent).toBeUndefined();
      },
    },
  ],
  refuses: [
    { says: 'a change that never was', releases: ['26.7'], args: { id: '11111111-2222-4333-8444-555555555555' }, code: 'OPN_NOT_FOUND' },
    { args: { id: 'last' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'while writes are off', writes: false, releases: ['26.7'], args: { id: '11111111-2222-4333-8444-555555555555' }, code: 'OPN_WRITES_OFF' },
  ],
});
