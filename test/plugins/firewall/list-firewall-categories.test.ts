import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { categoryUuid } from './category-uuid';

toolTest('opn_list_firewall_categories', FirewallPlugin, {
  works: [
    {
      says: 'lists every category with one request',
      then: (result, kit) => {
        const things = { uuid: categoryUuid(kit, 'Things'), name: 'Things', color: expect.stringMatching(/^#[0-9a-f]{6}$/), auto: false };
        expect(result.categories).toContainEqual(things);
        expect(result.total).toBe(result.categories.length);
        expect(result.next_cursor).toBeUndefined();
        expect(kit.requests).toEqual([expect.stringMatching(/^POST firewall\/category\/search_?item$/i)]);
      },
    },
    {
      says: 'filters on the firewall',
      args: { search: 'thing' },
      then: result => expect(result).toMatchObject({ total: 1, categories: [{ name: 'Things' }] }),
    },
    {
      says: 'pages, and says how to go on',
      releases: ['24.7', '26.7'],
      args: { limit: 1 },
      then: async (first, kit) => {
        expect(first.categories).toHaveLength(1);
        expect(first.next_cursor).toBe('1.2');
        const second = (await kit.call('opn_list_firewall_categories', { cursor: '1.2' })).structuredContent as typeof first;
        expect(second.categories).toHaveLength(1);
        expect(second.categories[0].uuid).not.toBe(first.categories[0].uuid);
      },
    },
    { says: 'says so when nothing matches', releases: ['24.7', '26.7'], args: { search: 'no such category' }, then: result => expect(result).toEqual({ total: 0, categories: [] }) },
  ],
  refuses: [
    { args: { limit: -1 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /limit/ },
    { args: { limit: 501 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { searchPhrase: 'x' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /known: .*search/ },
    { says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /Firewall: Categories/ },
  ],
});
