import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { confirmedChange } from './open-change';

toolTest('opn_change_history', FirewallPlugin, {
  works: [
    {
      says: 'lists what was changed and how it ended',
      given: async kit => {
        await confirmedChange(kit, 'One');
        await confirmedChange(kit, 'Two');
      },
      args: { limit: 1 },
      then: result =>
        expect(result).toEqual({
          changes: [{ id: expect.any(String), tools: ['opn_add_firewall_category'], opened: expect.any(String), ended: expect.any(String), outcome: 'confirmed', saved: ['firewall/category/add_item'] }],
        }),
    },
    {
      says: 'shows each value that one change made different',
      args: async kit => ({ id: await confirmedChange(kit, 'Lab') }),
      then: result => expect(result.differences).toContainEqual({ path: expect.stringMatching(/categor.*name$/), to: 'Lab' }),
    },
  ],
  refuses: [
    { says: 'a change that never was', releases: ['26.7'], args: { id: '11111111-2222-4333-8444-555555555555' }, code: 'OPN_NOT_FOUND' },
    { args: { limit: 0 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});
