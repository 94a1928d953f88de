import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { usesOfCategory } from '../../../src/plugins/firewall/category';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { categoryUuid } from './category-uuid';

const UNKNOWN = '99999999-0000-4000-8000-000000000001';

const addUnused = async (kit: TestServer): Promise<void> => {
  await kit.call('opn_add_firewall_category', { name: 'Unused' });
};
const unused = (kit: TestServer) => ({ uuid: categoryUuid(kit, 'Unused') });
const used = (kit: TestServer) => ({ uuid: categoryUuid(kit, 'Things') });

toolTest('opn_delete_firewall_category', FirewallPlugin, {
  works: [
    {
      says: 'deletes one that nothing uses; asks the firewall itself where it keeps what is used',
      releases: ['26.1', '26.7'],
      given: addUnused,
      args: unused,
      then: (result, kit) => {
        expect(result).toEqual({ deleted: expect.any(String), name: 'Unused' });
        expect(categoryUuid(kit, 'Unused')).toBeUndefined();
        expect(kit.requests.filter(request => !request.includes('system_information'))).toEqual([
          `GET firewall/category/get_item/${result.deleted}`,
          `POST firewall/category/del_item/${result.deleted}`,
        ]);
      },
    },
    {
      says: 'deletes one that nothing uses; looks for uses itself where the firewall does not',
      releases: ['24.7', '25.1', '25.7'],
      given: addUnused,
      args: unused,
      then: (result, kit) => {
        expect(categoryUuid(kit, 'Unused')).toBeUndefined();
        expect(kit.requests.filter(request => !/system_?information/i.test(request))).toEqual([
          'GET core/backup/download/this',
          `GET firewall/category/get_item/${result.deleted}`,
          `POST firewall/category/del_item/${result.deleted}`,
        ]);
      },
    },
  ],
  refuses: [
    { says: 'one that a rule or alias uses', args: used, code: 'OPN_IN_USE' },
    { says: 'one that an alias uses, and says where', releases: ['24.7', '25.1', '25.7'], args: used, code: 'OPN_IN_USE', text: /alias 'things'/ },
    { says: 'one that does not exist', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { args: { uuid: '../../../core/system/reboot' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /uuid/ },
    { args: {}, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'while writes are off', writes: false, args: { uuid: UNKNOWN }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});

describe('usesOfCategory', () => {
  const uuid = UNKNOWN;

  it('finds every model that names it, among other categories too', () => {
    const models = {
      Firewall: {
        Alias: { aliases: { alias: [{ '@uuid': 'a', name: 'hosts', categories: `x,${uuid}` }, { name: 'others', categories: 'x' }] } },
        Filter: { rules: { rule: [{ description: 'in', categories: uuid }, { categories: uuid }] } },
        Category: { categories: { category: [{ '@uuid': uuid, name: 'itself' }] } },
      },
    };
    expect(usesOfCategory(uuid, models)).toEqual([
      "OPNsense.Firewall.Alias.aliases.alias 'hosts'",
      "OPNsense.Firewall.Filter.rules.rule 'in'",
      'OPNsense.Firewall.Filter.rules.rule',
    ]);
    expect(usesOfCategory(uuid, undefined)).toEqual([]);
  });
});
