import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UnexpectedFault } from '../machine';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { addressFamily } from '../model/network';
import { isEmpty, isObject, toText } from '../model/php';
import { parameters, type Row } from '../model/search';
import { updateBlocklist } from './unbound-blocklist';

const MODEL = 'OPNsense.Unbound.Unbound';
const HOSTS: ItemFamily = { model: MODEL, path: 'hosts.host', wrapper: 'host' };
const ALIASES: ItemFamily = { model: MODEL, path: 'aliases.alias', wrapper: 'alias' };
const FORWARDS: ItemFamily = { model: MODEL, path: 'dots.dot', wrapper: 'dot' };
const ACLS: ItemFamily = { model: MODEL, path: 'acls.acl', wrapper: 'acl' };

/** unbound/settings: what the resolver's controller does beyond the inherited actions. */
export const unboundSettingsActions: ActionTable = {
  'unbound/settings/get_nameservers': nameservers,
  'unbound/settings/search_host_override': (call, machine) => ({ json: searchHosts(call, machine) }),
  'unbound/settings/del_host_override': (call, machine) => ({ json: removeHost(call, machine) }),
  'unbound/settings/search_host_alias': (call, machine) => ({ json: searchAliases(call, machine) }),
  'unbound/settings/get_host_alias': (call, machine) => ({ json: getAlias(call, machine) }),
  'unbound/settings/search_acl': (call, machine) => ({ json: searchAcls(call, machine) }),
  'unbound/settings/update_blocklist': (call, machine) => ({ json: updateBlocklist(call, machine) }),
  ...forwardActions('forward'),
  ...forwardActions('dot'),
};

/** Both kinds of forwards are one list; the name of the action decides about the type that is listed and written. */
function forwardActions(type: 'dot' | 'forward'): ActionTable {
  const items = (call: ApiCall, machine: Machine): ItemCalls => new ItemCalls(FORWARDS, call, machine);
  const uuid = ({ args: [first] }: ApiCall): string => {
    if (first === undefined) throw new UnexpectedFault('the uuid is missing');
    return first;
  };
  return {
    [`unbound/settings/search_${type}`]: (call, machine) => ({ json: items(call, machine).search({ keep: item => item.text('type') === type }) }),
    [`unbound/settings/get_${type}`]: (call, machine) => ({ json: items(call, machine).get(call.args[0]) }),
    [`unbound/settings/add_${type}`]: (call, machine) => ({ json: items(call, machine).add({ overlay: { type } }) }),
    [`unbound/settings/set_${type}`]: (call, machine) => ({ json: items(call, machine).set(uuid(call), { overlay: { type } }) }),
    [`unbound/settings/del_${type}`]: (call, machine) => ({ json: items(call, machine).remove(uuid(call)) }),
    [`unbound/settings/toggle_${type}`]: (call, machine) => ({ json: items(call, machine).toggle(uuid(call), call.args[1]) }),
  };
}

/** From 26.1 on each row says that it is no alias, and brings its aliases as rows like itself. */
function searchHosts(call: ApiCall, machine: Machine): unknown {
  const items = new ItemCalls(HOSTS, call, machine);
  const answer = items.search(items.models.since('25.1') ? {} : { columns: ['enabled', 'hostname', 'domain', 'rr', 'mxprio', 'mx', 'server', 'description'], sort: 'hostname' });
  if (!items.models.since('26.1')) return answer;
  const aliases = items.model.list('aliases.alias').items;
  const rows = answer.rows.map(row => {
    const { aliases: _names, ...shared } = row;
    const children = aliases.filter(([, alias]) => alias.text('host') === row['uuid']).map(([uuid, alias]): Row => {
      const own = Object.fromEntries(['enabled', 'hostname', 'domain', 'description'].map(name => [name, alias.text(name)]));
      return { ...shared, ...own, uuid, isAlias: true };
    });
    return { ...row, isAlias: false, ...(children.length > 0 ? { _children: children } : {}) };
  });
  return { ...answer, rows };
}

/** The aliases of a host go first, each with a save of its own. */
function removeHost(call: ApiCall, machine: Machine): unknown {
  const [uuid] = call.args;
  const aliases = new ItemCalls(ALIASES, call, machine);
  for (const [alias, item] of aliases.list.items) if (item.text('host') === uuid) aliases.remove(alias);
  return new ItemCalls(HOSTS, call, machine).remove(uuid);
}

function searchAliases(call: ApiCall, machine: Machine): unknown {
  const items = new ItemCalls(ALIASES, call, machine);
  const { host } = parameters(call);
  return items.search({
    ...(isEmpty(host) ? {} : { keep: item => item.text('host') === toText(host) }),
    ...(items.models.since('25.1') ? {} : { columns: ['enabled', 'host', 'hostname', 'domain', 'description'], sort: 'hostname' }),
  });
}

/** A fresh alias can be asked for with its host chosen. */
function getAlias(call: ApiCall, machine: Machine): unknown {
  const [uuid] = call.args;
  const answer = new ItemCalls(ALIASES, call, machine).get(uuid) as { readonly alias?: Readonly<Record<string, unknown>> };
  const { host } = parameters(call);
  const hosts = answer.alias?.['host'];
  if ((uuid !== undefined && !isEmpty(uuid)) || isEmpty(host) || !isObject(hosts)) return answer;
  const chosen = Object.entries(hosts).map(([key, choice]) => [key, { ...(choice as object), selected: Number(key === toText(host)) }] as const);
  return { alias: { ...answer.alias, host: Array.isArray(hosts) ? hosts : Object.fromEntries(chosen) } };
}

function searchAcls(call: ApiCall, machine: Machine): unknown {
  const items = new ItemCalls(ACLS, call, machine);
  // 24.7 sorts by a field that no item has.
  return items.search(items.models.since('25.1') ? {} : { columns: ['enabled', 'name', 'action', 'description'], sort: 'acl.action' });
}

/** The servers that the firewall itself asks: up to eight, as configured. */
function nameservers({ method }: ApiCall, { document }: Machine): JsonAnswer {
  if (method !== 'GET') return { json: { message: 'Unable to run configd action' } };
  const servers = document.find('system')?.children.filter(node => node.name === 'dnsserver').slice(0, 8).map(node => node.text) ?? [];
  return { json: [...new Set(servers.filter(server => addressFamily(server) !== undefined))] };
}
