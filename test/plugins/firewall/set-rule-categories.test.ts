import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { categoryUuid } from './category-uuid';
import { savedRule, UNKNOWN, writesOf } from './sample-items';

const WEB = 'Guests to the web';
const web = (categories?: string) => (kit: TestServer) => ({ uuid: savedRule(kit, WEB)?.uuid, ...(categories === undefined ? {} : { categories }) });

toolTest('opn_set_rule_categories', FirewallPlugin, {
  works: [
    {
      says: 'replaces them, by name or uuid, without loading anything',
      args: kit => ({ uuid: savedRule(kit, WEB)?.uuid, categories: `things,${categoryUuid(kit, 'Temporary') ?? ''}` }),
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), categories: ['Things', 'Temporary'] });
        expect(savedRule(kit, WEB)?.fields['categories']).toBe(`${categoryUuid(kit, 'Things') ?? ''},${categoryUuid(kit, 'Temporary') ?? ''}`);
        expect(writesOf(kit)).toEqual([`POST firewall/filter/set_rule/${result.uuid}`]);
      },
    },
    { says: 'takes all off', args: web(), then: (result, kit) => expect([result.categories, savedRule(kit, WEB)?.fields['categories']]).toEqual([[], '']) },
    { says: 'sends nothing when they are so already', args: web('Guests'), then: (_result, kit) => expect(writesOf(kit)).toEqual([]) },
  ],
  refuses: [
    { says: 'a category that does not exist', args: web('Nothing'), code: 'OPN_INVALID_INPUT', text: /categories: this firewall has no 'Nothing' \(it has .*Guests/ },
    { says: 'a rule that does not exist, instead of making one', args: { uuid: UNKNOWN, categories: 'Guests' }, code: 'OPN_NOT_FOUND' },
    { says: 'while writes are off', writes: false, args: { uuid: UNKNOWN }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});
