import { childText } from '../config-document';
import countries from '../data/countries.json';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UserFault } from '../machine';
import { tableCounters } from '../model/array-types';
import { Field, type ModelNode, Models } from '../model/model';
import { saveModel } from '../model/model-calls';
import { modelProblems } from '../model/model-checks';
import { isEmpty, isObject, toJson, toText } from '../model/php';
import { parameters } from '../model/search';
import { tableEntries } from '../pf/loaded-tables';
import { usedCategories } from './rule-words';

/** firewall/alias and firewall/filter: lists that help to choose. */
export const aliasListActions: ActionTable = {
  'firewall/alias/export': (call, machine) => exported(call, machine),
  'firewall/alias/import': (call, machine) => ({ json: imported(call, machine) }),
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
    const size = tableEntries(machine, name);
    return size === undefined ? [] : [[name, size]];
  });
  const counters = models.since('25.7') ? Object.fromEntries(tableCounters.map(name => [name, 0])) : {};
  const details = Object.fromEntries(loaded.map(([name, count]) => [name, { count, updated: null, ...counters }]));
  return { status: 'ok', size: 1_000_000, used: loaded.reduce((sum, [, count]) => sum + count, 0), details };
}

/** All aliases with their values as they are; from 25.1 on some of them on request. */
function exported(call: ApiCall, machine: Machine): JsonAnswer {
  const models = new Models(machine);
  const { root } = models.edit('OPNsense.Firewall.Alias');
  if (call.method !== 'GET' && !(call.method === 'POST' && models.since('25.1'))) throw new UserFault('This takes a GET.', '');
  const asked = models.since('25.1') ? parameters(call)['ids'] : undefined;
  if (isEmpty(asked)) return { json: plain(root) };
  const ids = isObject(asked) ? Object.values(asked).map(toText) : toText(asked).split(',');
  const { items } = models.edit('OPNsense.Firewall.Alias').list('aliases.alias');
  return { json: { aliases: { alias: toJson(items.filter(([uuid]) => ids.includes(uuid)).map(([uuid, alias]) => [uuid, plain(alias)])) } } };
}

/** Adds and changes aliases by name; all of them or, when one is wrong, none. */
function imported(call: ApiCall, machine: Machine): unknown {
  if (call.method !== 'POST') throw new UserFault('This takes a POST.', '');
  // New aliases may name each other, so whoever looks one up has to see this copy.
  const model = new Models(machine).saved('OPNsense.Firewall.Alias');
  const list = model.list('aliases.alias');
  const sent = aliasesIn(call.body['data']);
  const result = { existing: 0, new: 0, status: 'failed' };
  const keys = new Map<string, string>();
  for (const [key, values] of sent) {
    const known = list.items.find(([, alias]) => alias.text('name') === toText(values['name']))?.[1];
    result[known === undefined ? 'new' : 'existing'] += 1;
    const alias = known ?? list.add();
    alias.assign(values);
    keys.set(alias.attributes['uuid'] ?? '', key);
  }
  const problems = sent.length === 0 ? [] : modelProblems(model);
  if (sent.length === 0) return result;
  if (problems.length === 0) saveModel(model, call);
  const validations = problems.map(({ reference, message }): [string, string] => {
    const [field = '', uuid = ''] = reference.split('.').reverse();
    return [`${keys.get(uuid) ?? ''}.${field}`, message];
  });
  return problems.length === 0 ? { ...result, status: 'ok' } : { ...result, validations: Object.fromEntries(validations) };
}

function aliasesIn(data: unknown): [key: string, values: Readonly<Record<string, unknown>>][] {
  const aliases = isObject(data) && isObject(data['aliases']) ? data['aliases']['alias'] : undefined;
  return Object.entries(isObject(aliases) ? aliases : {}).flatMap(([key, values]): [string, Readonly<Record<string, unknown>>][] =>
    isObject(values) && !isEmpty(values['name']) && values['type'] !== 'internal' ? [[key, values]] : [],
  );
}

/** A model with its values as they are. */
function plain(node: ModelNode): unknown {
  return node instanceof Field ? node.value : toJson(node.entries().map(([name, each]) => [name, plain(each)]));
}
