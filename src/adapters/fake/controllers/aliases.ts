import { type ConfigNode, child } from '../config-document';
import { type ActionTable, type ApiCall, type Machine, UnexpectedFault, UserFault } from '../machine';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { isEmpty, isObject, toText } from '../model/php';
import { type Row, listParameter } from '../model/search';
import { tableEntries } from '../pf/loaded-tables';

const ALIASES: ItemFamily = { model: 'OPNsense.Firewall.Alias', path: 'aliases.alias', wrapper: 'alias' };

/** firewall/alias: named sets of hosts, networks and ports. */
export const aliasActions: ActionTable = {
  'firewall/alias/search_item': (call, machine) => ({ json: search(calls(call, machine), call) }),
  'firewall/alias/get_item': (call, machine) => ({ json: get(calls(call, machine), call) }),
  'firewall/alias/get_alias_uuid': (call, machine) => ({ json: findByName(calls(call, machine), call.args[0]) }),
  'firewall/alias/set_item': (call, machine) => ({ json: set(calls(call, machine), call, machine) }),
  'firewall/alias/del_item': (call, machine) => ({ json: remove(calls(call, machine), call, machine) }),
  'firewall/alias/reconfigure': call => ({ json: { status: call.method === 'POST' ? 'ok' : 'failed' } }),
};

function calls(call: ApiCall, machine: Machine): ItemCalls {
  return new ItemCalls(ALIASES, call, machine);
}

const COLUMNS = ['enabled', 'name', 'description', 'type', 'content', 'current_items', 'last_updated'];

function search(items: ItemCalls, call: ApiCall): unknown {
  const types = listParameter(call, 'type');
  const categories = listParameter(call, 'category');
  const { models } = items;
  const answer = items.search({
    ...(models.since('25.7') ? {} : { columns: COLUMNS }),
    sort: 'name',
    keep: alias => (types?.includes(alias.text('type')) ?? true) && (categories === undefined || alias.field('categories').values.some(each => categories.includes(each))),
  });
  const rows = answer.rows.map((row): Row => {
    const alias = items.item(String(row['uuid']));
    const size = { current_items: String(tableEntries(models.machine, String(row['name'])) ?? ''), ...(models.since('25.1') ? {} : { last_updated: '' }) };
    return { ...row, ...size, categories_uuid: alias?.field('categories').values ?? [] };
  });
  return { ...answer, rows };
}

/** An alias; its content also lists every other alias as a choice that is not chosen. */
function get(items: ItemCalls, call: ApiCall): unknown {
  const answer = items.get(call.args[0]) as { readonly alias?: Readonly<Record<string, unknown>> };
  // Up to 25.7 the controller trips over an alias that is not there.
  if (answer.alias === undefined && !items.models.since('26.1')) throw new UnexpectedFault('there is no such alias');
  const content: Record<string, Record<string, unknown>> = { ...(answer.alias?.['content'] as Record<string, Record<string, unknown>> | undefined) };
  for (const [, alias] of items.list.items) {
    const name = alias.text('name');
    content[name] = { ...(content[name] ?? { selected: 0, value: name }), description: alias.text('description') };
  }
  const loaded = answer.alias !== undefined && 'current_items' in answer.alias ? { current_items: String(tableEntries(items.models.machine, String(answer.alias['name'])) ?? '') } : {};
  return { alias: { ...answer.alias, ...loaded, content } };
}

function findByName(items: ItemCalls, name: string | undefined): unknown {
  const found = items.list.items.find(([, alias]) => alias.text('name') === name);
  return found === undefined ? [] : { uuid: found[0] };
}

/** A new name goes into every place that used the old one, even when the rest of the change is refused there. */
function set(items: ItemCalls, call: ApiCall, machine: Machine): unknown {
  const [uuid = ''] = call.args;
  const sent = call.body['alias'];
  const oldName = items.item(uuid)?.text('name');
  const newName = isObject(sent) && !isEmpty(sent['name']) ? toText(sent['name']) : undefined;
  if (call.method !== 'POST' || oldName === undefined || newName === undefined || newName === oldName) return items.set(uuid);
  const before = machine.document.clone();
  const rename = (names: readonly string[]): string[] => [...new Set(names.map(each => (each === oldName ? newName : each)))];
  for (const [path, fields] of PLACES) {
    for (const field of fields) {
      machine.document.replace(`${path}/${field}`, node => (isUse(node, oldName, items) ? { ...node, text: rename(node.text.split(',')).join(',') } : node));
    }
  }
  for (const [, alias] of items.list.items) {
    const content = alias.field('content');
    const entries = content.value.split('\n');
    if (alias.text('type') !== 'geoip' && entries.includes(oldName)) content.set(rename(entries).join('\n'));
  }
  const answer = items.set(uuid) as { readonly result: string };
  if (answer.result !== 'saved') machine.replace(before);
  return answer;
}

function remove(items: ItemCalls, call: ApiCall, machine: Machine): unknown {
  const [uuids = ''] = call.args;
  for (const uuid of items.models.since('26.1') ? uuids.split(',') : [uuids]) {
    const name = items.item(uuid)?.text('name');
    if (name === undefined) continue;
    const inAliases = items.list.items.filter(([, alias]) => !['geoip', 'urltable'].includes(alias.text('type')) && alias.text('content').split('\n').includes(name));
    const uses = [
      ...usesInConfiguration(machine, items, name).map(({ reference, description }) => `[${reference}] ${description}`),
      ...inAliases.map(([, alias]) => `[${alias.reference}] ${alias.text('description') || alias.text('name')}`),
    ];
    if (uses.length > 0) throw new UserFault(`The alias ${name} cannot be deleted, it is used by\n${uses.join('\n')}`, 'Alias in use');
  }
  return items.remove(uuids);
}

interface Use {
  readonly reference: string;
  readonly description: string;
}

/** Where an alias can be named outside the aliases: a path to rules, and the fields in them. */
const PLACES: readonly (readonly [path: string, fields: readonly string[]])[] = [
  ['filter/rule', ['source/address', 'source/network', 'source/port', 'destination/address', 'destination/network', 'destination/port']],
  ['filter/scrub/rule', ['dst', 'src', 'dstport', 'srcport']],
  ['nat/rule', ['source/address', 'source/network', 'source/port', 'destination/address', 'destination/network', 'destination/port', 'target', 'local-port']],
  ['nat/outbound/rule', ['source/network', 'sourceport', 'destination/address', 'destination/network', 'dstport', 'target']],
  ['OPNsense/Firewall/Filter/onetoone/rule', ['source_net', 'destination_net']],
  ['OPNsense/Firewall/Filter/rules/rule', ['source_net', 'source_port', 'destination_net', 'destination_port']],
  ['OPNsense/Firewall/Filter/snatrules/rule', ['source_net', 'source_port', 'destination_net', 'destination_port', 'target']],
];

function usesInConfiguration({ document }: Machine, items: ItemCalls, name: string): Use[] {
  return PLACES.flatMap(([path, fields]) => {
    const steps = path.split('/');
    const last = steps.pop() ?? '';
    const rules = document.find(steps.join('/'))?.children.filter(each => each.name === last) ?? [];
    return rules.flatMap((rule, index) =>
      fields.flatMap((field): Use[] => {
        const node = field.split('/').reduce<ConfigNode | undefined>((each, step) => each && child(each, step), rule);
        const description = child(rule, 'descr')?.text ?? '';
        return node !== undefined && isUse(node, name, items) ? [{ reference: `${path.replaceAll('/', '.')}.${String(index)}/${field.replace('/', '.')}`, description }] : [];
      }),
    );
  });
}

// 24.7 does not look into lists.
function isUse({ text }: ConfigNode, name: string, { models }: ItemCalls): boolean {
  return models.since('25.1') ? text.split(',').includes(name) : text === name;
}
