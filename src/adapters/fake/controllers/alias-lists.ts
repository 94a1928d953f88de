import { childText } from '../config-document';
import countries from '../data/countries.json';
import { type ActionTable, type Machine } from '../machine';
import { tableCounters, tableSize } from '../model/array-types';
import { Field, type ModelNode, Models } from '../model/model';
import { toJson } from '../model/php';
import { usedCategories } from './rule-words';

/** firewall/alias and firewall/filter: lists that help to choose. */
export const aliasListActions: ActionTable = {
  'firewall/alias/export': (_call, machine) => ({ json: plain(new Models(machine).edit('OPNsense.Firewall.Alias').root) }),
  'firewall/alias/list_categories': (_call, machine) => ({ json: usedCategories(new Models(machine), 'OPNsense.Firewall.Alias', 'aliases.alias') }),
  'firewall/alias/list_countries': () => ({ json: Object.fromEntries(Object.entries(countries).map(([code, [name, region]]) => [code, { name, region }])) }),
  'firewall/alias/list_user_groups': (_call, machine) => ({ json: userGroups(machine) }),
  'firewall/alias/get_geo_ip': (call, machine) => ({ json: call.method === 'GET' ? { alias: { geoip: geoIp(machine) } } : [] }),
  'firewall/alias/list_network_aliases': (_call, machine) => ({ json: networkAliases(machine) }),
  'firewall/alias/get_table_size': (_call, machine) => ({ json: tableSizes(machine) }),
  'firewall/filter/list_categories': (_call, machine) => ({ json: usedCategories(new Models(machine), 'OPNsense.Firewall.Filter', 'rules.rule') }),
};

function networkAliases(machine: Machine): unknown {
  const aliases = new Models(machine).saved('OPNsense.Firewall.Alias').list('aliases.alias').items.map(([, alias]) => alias);
  const named = aliases.filter(alias => !['external', 'port'].includes(alias.text('type'))).map((alias): [string, unknown] => [alias.text('name'), { name: alias.text('name'), description: alias.text('description') }]);
  return toJson(named.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function userGroups({ document }: Machine): unknown {
  const nodes = (document.find('system')?.children ?? []).filter(node => node.name === 'group' && childText(node, 'name') !== 'all');
  const groups = nodes.map(node => ({ name: childText(node, 'name'), gid: childText(node, 'gid') }));
  return toJson(groups.sort((left, right) => Number(left.gid) - Number(right.gid)).map(group => [group.gid, group]));
}

/** Where country networks come from, and how many aliases use them; none were ever fetched. */
function geoIp(machine: Machine): unknown {
  const alias = new Models(machine).saved('OPNsense.Firewall.Alias');
  const usages = alias.list('aliases.alias').items.filter(([, each]) => each.text('type') === 'geoip').length;
  const mirror = machine.document.text('system/firmware/mirror');
  const geoip = alias.root.child('geoip')?.answer();
  return { ...(geoip as object), usages, ...(mirror === '' ? {} : { subscription: mirror.includes('opnsense-update.deciso.com') }), address_count: 0 };
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
