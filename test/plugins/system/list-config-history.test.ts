import { toolTest } from '../../../src/adapters/testkit';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';
import { worked } from './history-entries';

toolTest('opn_list_config_history', SystemPlugin, {
  works: [
    {
      says: 'who saved what, newest first',
      given: worked,
      args: { limit: 2 },
      then: result => {
        expect(result).toMatchObject({ total: 4, next_cursor: '2.2', entries: [{ user: expect.stringMatching(/^root@/), description: '/api/firewall/filter/add_rule made changes' }, { description: '/api/firewall/category/add_item made changes' }] });
        expect(result.entries[0].saved > result.entries[1].saved).toBe(true);
      },
    },
    { says: 'what somebody saved, by words', given: worked, args: { user: 'root', search: 'CATEGORY add' }, releases: ['26.7'], then: result => expect(result.total).toBe(2) },
    { says: 'nothing of somebody else', given: worked, args: { user: 'roo' }, releases: ['26.7'], then: result => expect(result).toEqual({ total: 0, entries: [] }) },
  ],
  refuses: [
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /Configuration History/ },
    { args: { limit: 0 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});
