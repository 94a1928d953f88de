import { type ActionTable, type Machine } from '../machine';
import { tableCounters, tableSize } from '../model/array-types';
import { Field, type ModelNode, Models } from '../model/model';
import { compareNatural, toJson } from '../model/php';

/** firewall/alias and firewall/filter: lists that help to choose. */
export const aliasListActions: ActionTable = {
  'firewall/alias/export': (_call, machine) => ({ json: plain(new Models(machine).edit('OPNsense.Firewall.Alias').root) }),
  'firewall/alias/list_categories': (_call, machine) => ({ json: usedCategories(machine, 'OPNsense.Firewall.Alias', 'aliases.alias') }),
  'firewall/alias/list_network_aliases': (_call, machine) => ({ json: networkAliases(machine) }),
  'firewall/alias/get_table_size': (_call, machine) => ({ json: tableSizes(machine) }),
  'firewall/filter/list_categories': (_call, machine) => ({ json: usedCategories(machine, 'OPNsense.Firewall.Filter', 'rules.rule') }),
};

/** Every category with the number of items that carry it. */
function usedCategories(machine: Machine, model: string, path: string): unknown {
  const models = new Models(machine);
  const carried = models.saved(model).list(path).items.flatMap(([, item]) => item.field('categories').values);
  const categories = models.saved('OPNsense.Firewall.Category').list('categories.category').items;
  const rows = categories.map(([uuid, category]) => ({ uuid, name: category.text('name'), color: category.text('color'), used: carried.filter(each => each === uuid).length }));
  return { rows: rows.sort((left, right) => compareNatural(left.name, right.name, true)) };
}

function networkAliases(machine: Machine): unknown {
  const aliases = new Models(machine).saved('OPNsense.Firewall.Alias').list('aliases.alias').items.map(([, alias]) => alias);
  const named = aliases.filter(alias => !['external', 'port'].includes(alias.text('type'))).map((alias): [string, unknown] => [alias.text('name'), { name: alias.text('name'), description: alias.text('description') }]);
  return toJson(named.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function tableSizes(machine: Machine): unknown {
  const models = new Models(machine);
  const names = models.saved('OPNsense.Firewall.Alias').list('aliases.alias').items.map(([, alias]) => alias.text('name'));
  const loaded = names.flatMap((name): [string, number][] => {
    const size = tableSize(models, name);
    return size === undefined ? [] : [[name, size]];
  });
  const counters = models.since('25.7') ? Object.fromEntries(tableCounters.map(name => [name, 0])) : {};
  const details = Object.fromEntries(loaded.map(([name, count]) => [name, { count, updated: null, ...counters }]));
  return { status: 'ok', size: 1_000_000, used: loaded.reduce((sum, [, count]) => sum + count, 0), details };
}

/** A model with its values as they are. */
function plain(node: ModelNode): unknown {
  return node instanceof Field ? node.value : toJson(node.entries().map(([name, each]) => [name, plain(each)]));
}
