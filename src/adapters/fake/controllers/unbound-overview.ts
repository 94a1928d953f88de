import { blockedNames, policiesOf } from '../live/dns-blocklist';
import { type DnsQuery, loggedQueries } from '../live/dns-queries';
import { builtBlocklists, forgetQueries, logsQueries, startResolver } from '../live/resolver';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { Group, type Model, Models } from '../model/model';
import { isAddress } from '../model/network';
import { isEmpty, isObject, toJson, toText } from '../model/php';
import { Random } from '../random';
import { parameters, rawRow, type Row, searchRows } from '../model/search';
import { blocklistType } from './unbound-blocklist';

const DETAILS = 1000;
const CLIENTS = 10;

/** unbound/overview: the log of queries, kept for a day while the setting is on. */
export const unboundOverviewActions: ActionTable = {
  'unbound/overview/is_enabled': (_call, machine) => ({ json: { enabled: groupAt(modelOf(machine), 'general').text('stats') } }),
  'unbound/overview/is_block_list_enabled': (_call, machine) => ({ json: { enabled: isBlocking(modelOf(machine)) } }),
  'unbound/overview/totals': ({ args: [maximum = ''] }, machine) => ({ json: totals(Number.parseInt(maximum, 10) || 0, machine) }),
  'unbound/overview/rolling': ({ args }, machine) => ({ json: rolling(args, machine) }),
  'unbound/overview/search_queries': (call, machine) => ({ json: searchQueries(call, machine) }),
  'unbound/overview/get_policies': ({ args: [uuid] }, machine) => ({ json: policies(modelOf(machine), uuid) }),
  'unbound/overview/reset': ({ method, route }, machine) => {
    if (method !== 'POST') return { json: { status: 'failed' } };
    startResolver(machine, route);
    forgetQueries(machine);
    return { json: { status: 'OK\n\n' } };
  },
};

function modelOf(machine: Machine): Model {
  return new Models(machine).edit('OPNsense.Unbound.Unbound');
}

function groupAt(model: Model, path: string): Group {
  const group = model.at(path);
  if (!(group instanceof Group)) throw new Error(`${model.spec.name} has no ${path}`);
  return group;
}

function isBlocking(model: Model): unknown {
  if (!model.models.since('25.7')) return groupAt(model, 'dnsbl').text('enabled');
  return model.list('dnsbl.blocklist').items.some(([, policy]) => !isEmpty(policy.text('enabled')));
}

/** The names that the only policy of older releases lets pass or blocks by itself. */
function ownLists(model: Model): Row {
  if (model.models.since('25.7')) return {};
  const keys = (name: string): string[] => {
    const entries = groupAt(model, 'dnsbl').field(name).answer();
    return isObject(entries) ? Object.keys(entries) : [];
  };
  return { whitelisted_domains: keys('whitelists'), blocklisted_domains: keys('blocklists') };
}

function totals(maximum: number, machine: Machine): Row {
  const model = modelOf(machine);
  const known = machine.running.measured.resolver?.totals;
  if (known !== undefined) return { ...known, ...ownLists(model) };
  const queries = loggedQueries(machine);
  const blocked = queries.filter(({ block }) => block !== undefined);
  const passed = queries.length - blocked.length;
  const share = (part: number, whole: number): string | 0 => (part === 0 || whole === 0 ? 0 : ((part / whole) * 100).toFixed(2));
  const counted = (source: DnsQuery['source']): Row => {
    const total = queries.filter(each => each.source === source).length;
    return { total, pcnt: share(total, queries.length) };
  };
  const topBlocked = most(blocked, maximum).map(([domain, total, { block }]) => {
    const list = listName(block?.list ?? '', machine);
    return [domain, { total, pcnt: share(total, blocked.length), ...list, ...(model.models.since('25.7') ? { latest_policy_uuid: block?.policy.id } : {}) }] as const;
  });
  return {
    total: queries.length,
    blocklist_size: blockedNames(policiesOf(builtBlocklists(machine))),
    passed,
    resolved: counted('Recursion'),
    blocked: { total: blocked.length, pcnt: share(blocked.length, queries.length) },
    local: counted('Local-data'),
    start_time: Math.floor((queries[0]?.time ?? machine.now()) / 1000),
    top: toJson(most(queries.filter(({ block }) => block === undefined), maximum).map(([domain, total]) => [domain, { total, pcnt: share(total, passed) }] as const)),
    top_blocked: toJson(topBlocked),
    ...ownLists(model),
  };
}

/** The domains that were asked for most, how often, and their last query. */
function most(queries: readonly DnsQuery[], maximum: number): [domain: string, count: number, last: DnsQuery][] {
  const counts = new Map<string, [string, number, DnsQuery]>();
  for (const query of queries) counts.set(query.domain, [query.domain, (counts.get(query.domain)?.[1] ?? 0) + 1, query]);
  return [...counts.values()].sort(([, left], [, right]) => right - left).slice(0, Math.max(0, maximum));
}

/** A list as the pages name it; 25.7 means to, and gives the code. */
function listName(code: string, machine: Machine): Row {
  if (machine.release === '25.7') return { blocklist: code };
  const { label, category } = blocklistType(code, machine);
  return { blocklist: label, ...(category === undefined ? {} : { category }) };
}

/** Counters of each ten minutes (each minute of one hour), or the busiest clients. */
function rolling([period = '', clients = '0']: readonly string[], machine: Machine): unknown {
  if (!logsQueries(machine)) return [];
  const hours = /24|12|1/.test(period) ? Number.parseInt(period, 10) || 24 : 24;
  const seconds = period.replace(/[^0-9+-]/g, '') === '1' ? 60 : 600;
  const now = Math.floor(machine.now() / 1000);
  const queries = loggedQueries(machine);
  const starts = Array.from({ length: (hours * 3600) / seconds }, (_, index) => now - (now % seconds) - index * seconds).filter(start => start > now - hours * 3600).reverse();
  return toJson(starts.map(start => {
    const within = queries.filter(({ time }) => time / 1000 >= start && time / 1000 <= start + seconds);
    return [String(start), isEmpty(clients) ? counters(within) : busiest(within)] as const;
  }));
}

function counters(queries: readonly DnsQuery[]): Row {
  const count = (matches: (query: DnsQuery) => boolean): number => queries.filter(matches).length;
  const blocked = count(({ block }) => block !== undefined);
  return {
    total: queries.length, passed: queries.length - blocked, blocked, dropped: 0, resolved: count(({ source }) => source === 'Recursion'),
    local: count(({ source }) => source === 'Local-data'), cached: count(({ source }) => source === 'Cache'),
  };
}

function busiest(queries: readonly DnsQuery[]): unknown {
  const counts = new Map<string, { count: number; hostname: string }>();
  for (const { client } of queries) counts.set(client.ipv4, { count: (counts.get(client.ipv4)?.count ?? 0) + 1, hostname: client.name });
  return toJson([...counts].sort(([, left], [, right]) => right.count - left.count).slice(0, CLIENTS));
}

function searchQueries(call: ApiCall, machine: Machine): unknown {
  const { client, timeStart, timeEnd } = parameters(call);
  const address = isAddress(toText(client)) ? toText(client) : undefined;
  const isTimed = address !== undefined && Number.isInteger(timeStart) && Number.isInteger(timeEnd);
  const queries = loggedQueries(machine).reverse();
  const chosen = isTimed ? queries.filter(({ client: { ipv4 }, time }) => ipv4 === address && time / 1000 > Number(timeStart) && time / 1000 < Number(timeEnd)).slice(0, DETAILS / 2) : queries.slice(0, DETAILS);
  return { ...searchRows(chosen.map(query => queryRow(query, machine)), call), ...ownLists(modelOf(machine)) };
}

function queryRow({ time, client, type, domain, source, block, rcode, milliseconds, ttl }: DnsQuery, machine: Machine): Row {
  const models = new Models(machine);
  const status = block !== undefined ? 3 : source === 'Recursion' ? (rcode === 'NOERROR' ? 0 : 2) : 1;
  return {
    uuid: models.since('25.7') ? (block?.policy.id ?? null) : new Random(`uuid of the query at ${String(time)}`).uuid(),
    time: Math.floor(time / 1000), client: client.name || client.ipv4, family: 'ip4', type, domain, action: block === undefined ? 'Pass' : 'Block', source,
    ...(block === undefined ? { blocklist: null } : listName(block.list, machine)),
    rcode, resolve_time_ms: milliseconds, dnssec_status: block === undefined ? 'Insecure' : 'Secure', ttl,
    ...(models.since('26.1') ? { policy: block?.policy.description ?? '' } : {}),
    status,
  };
}

/** The policies with the words of what they hold; 25.7 puts the names of the published lists beside them. */
function policies(model: Model, uuid: string | undefined): unknown {
  const list = model.list('dnsbl.blocklist');
  const contents = list.items.map(([id, item]) => {
    const { uuid: _uuid, ...content } = rawRow(item);
    return [id, content] as const;
  });
  if (model.models.since('26.1')) return toJson(contents);
  const blocklistDescriptions = list.add().field('type').answer();
  const wanted = contents.find(([id]) => id === uuid);
  return wanted === undefined ? { policies: toJson(contents), blocklistDescriptions } : { ...wanted[1], uuid, blocklistDescriptions };
}
