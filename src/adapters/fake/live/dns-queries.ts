import ipaddr from 'ipaddr.js';
import { type Machine } from '../machine';
import { networkDevices } from '../network-devices';
import { Random } from '../random';
import { HOSTS } from '../sample';
import { type Block, type BlocklistPolicy, blockOf, policiesOf } from './dns-blocklist';
import { localRecords } from './dns-zone';
import { type DnsRecord, recordsOf } from './names';
import { builtBlocklists, logsQueries, queriesSince, resolverRuns, servedConfiguration } from './resolver';

type SampleHost = (typeof HOSTS)[number];

/** A query as the resolver logged it. */
export interface DnsQuery {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly client: SampleHost;
  readonly type: 'A' | 'AAAA' | 'HTTPS';
  readonly domain: string;
  readonly source: 'Recursion' | 'Local' | 'Local-data' | 'Cache';
  readonly rcode: 'NOERROR' | 'NXDOMAIN';
  readonly block?: Block;
  readonly milliseconds: number;
  readonly ttl: number;
}

/** Milliseconds from one query of the sample network to the next. */
export const QUERY_INTERVAL_MS = 20_000;
const KEPT_MS = 86_400_000;
const CACHED_TTL = 300;
const INTERNET = [
  'www.example.org', 'www.example.com', 'example.org', 'cdn.example.net', 'ads.example.com', 'ads.example.net', 'metrics.example.net', 'telemetry.example.com', 'mail.example.org', 'old.example.org',
];

/** The queries of the last day, oldest first; none while the resolver keeps no log. */
export function loggedQueries(machine: Machine): DnsQuery[] {
  if (!logsQueries(machine)) return [];
  return queriesBetween(machine, Math.max(queriesSince(machine), machine.now() - KEPT_MS), machine.now());
}

/** The queries that the sample's machines sent in a time, logged or not; none while the resolver is down. */
export function queriesBetween(machine: Machine, from: number, to: number): DnsQuery[] {
  const clients = resolverRuns(machine) ? clientsOf(machine) : [];
  if (clients.length === 0) return [];
  const names = [...INTERNET, ...localNames(machine)];
  const known = new Map<string, readonly DnsRecord[]>();
  const policies = new Map<unknown, readonly BlocklistPolicy[]>();
  const first = Math.ceil(from / QUERY_INTERVAL_MS);
  const count = Math.max(0, Math.floor(to / QUERY_INTERVAL_MS) - first + 1);
  const records = (name: string): readonly DnsRecord[] => known.get(name) ?? remember(known, name, recordsOf(machine, name));
  return Array.from({ length: count }, (_, index): DnsQuery => {
    const random = new Random(`query ${String(first + index)}`);
    const time = (first + index) * QUERY_INTERVAL_MS;
    const client = pick(clients, random);
    const domain = pick(names, random);
    const document = builtBlocklists(machine, time);
    const block = blockOf(policies.get(document) ?? remember(policies, document, policiesOf(document)), client.ipv4, domain);
    const isLocal = !INTERNET.includes(domain);
    const source = block !== undefined ? 'Local' : isLocal ? 'Local-data' : random.below(5) < 3 ? 'Cache' : 'Recursion';
    const type = pick(['A', 'A', 'AAAA', 'HTTPS'] as const, random);
    const rcode = block === undefined && !isLocal && records(domain).length === 0 ? 'NXDOMAIN' : block?.policy.isNxdomain === true ? 'NXDOMAIN' : 'NOERROR';
    return { time, client, domain, type, source, rcode, milliseconds: source === 'Recursion' ? 8 + random.below(60) : 0, ttl: source === 'Local-data' || block !== undefined ? 3600 : random.below(CACHED_TTL), ...(block === undefined ? {} : { block }) };
  });
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, value: Value): Value {
  known.set(key, value);
  return value;
}

function pick<T>(choices: readonly T[], random: Random): T {
  return choices[random.below(choices.length)] as T;
}

/** The sample's machines on the networks of this firewall. */
function clientsOf({ document }: Machine): SampleHost[] {
  const networks = networkDevices(document).filter(({ up, kind }) => up && kind !== 'loopback').flatMap(({ ipv4 }) => ipv4);
  return HOSTS.filter(host => networks.some(({ address, bits }) => ipaddr.IPv4.parse(host.ipv4).match(ipaddr.IPv4.parse(address), bits)));
}

/** Names in the resolver's own zone that people ask for. */
function localNames(machine: Machine): string[] {
  const names = localRecords(servedConfiguration(machine)).filter(({ name, type }) => type !== 'PTR' && !name.startsWith('localhost.')).map(({ name }) => name.slice(0, -1));
  return [...new Set(names.filter(name => name.includes('.')))];
}
