import ipaddr from 'ipaddr.js';
import { pageOf, silentBackEnd } from '../../core';
import { compareReleases, type FirewallApi } from '../../ports';
import { queryStates } from './diagnostics.endpoints';
import { type PfStateRow } from './pf-state';

/** Which states. */
export interface StateQuery {
  readonly search: string;
  /** Id of the rule that let them in; empty for any. */
  readonly rule_id: string;
  readonly limit: number;
  readonly page: number;
}

/** A page of states. */
export interface FoundStates {
  readonly rows: readonly PfStateRow[];
  readonly total: number;
  /** How many states were looked at, when that is not all. */
  readonly lookedAt?: number;
}

/** The most states that are read to search them here. */
export const MOST_STATES = 5000;

/**
 * One page of the states that hold every word. The firewall searches where it can; up to 25.7 it finds nothing by words that are no IPv4
 * address, and mangles others, and no release knows interfaces by their names: then the states are read and searched here.
 */
export async function findStates(firewall: FirewallApi, query: StateQuery): Promise<FoundStates> {
  if (!(await isMangled(firewall, query.search))) {
    const found = await ask(firewall, query);
    if (found.total > 0 || isCertain(query.search)) return found;
  }
  const all = await ask(firewall, { search: '', rule_id: query.rule_id, limit: MOST_STATES, page: 1 });
  const matching = all.rows.filter(matcherOf(query.search));
  return { rows: pageOf(matching, query), total: matching.length, ...(all.total > all.rows.length ? { lookedAt: all.rows.length } : {}) };
}

async function ask(firewall: FirewallApi, { search, rule_id, limit, page }: StateQuery): Promise<FoundStates> {
  const { rows, total, current } = await firewall.read(queryStates, { body: { current: page, rowCount: limit, searchPhrase: search, ruleid: rule_id } });
  if (current === 0) throw silentBackEnd('The firewall gave no states');
  return { rows, total };
}

// Up to 25.7 the firewall strips these signs: 192.0.2.1/32 becomes another address.
async function isMangled(firewall: FirewallApi, search: string): Promise<boolean> {
  if (!/[^0-9a-zA-Z\s,*\-_.#]/.test(search)) return false;
  const release = (await firewall.version())?.release;
  return release === undefined || compareReleases(release, '26.1') < 0;
}

/** True when the firewall's "nothing" can be believed on every release. */
function isCertain(search: string): boolean {
  return wordsOf(search).every(word => ipaddr.IPv4.isValidFourPartDecimal(word));
}

function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(word => word !== '');
}

/** Says whether a state holds every word: an address or network with or without a port, or any text. */
function matcherOf(search: string): (row: PfStateRow) => boolean {
  const tests = wordsOf(search).map(word => addressTest(word) ?? ((row: PfStateRow) => textOf(row).includes(word)));
  return row => tests.every(test => test(row));
}

function addressTest(word: string): ((row: PfStateRow) => boolean) | undefined {
  const [address = '', port] = word.split(':').length === 2 ? word.split(':') : [word];
  const network = networkOf(address);
  if (network === undefined || (port !== undefined && !/^\d+$/.test(port))) return undefined;
  return ({ src_addr, src_port, dst_addr, dst_port, nat_addr, nat_port }) => {
    const ends = [[src_addr, src_port], [dst_addr, dst_port], [nat_addr, nat_port]] as const;
    return ends.some(([end, own]) => end !== null && isIn(end, network) && (port === undefined || port === own));
  };
}

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

function networkOf(text: string): Network | undefined {
  if (text.includes('/')) return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : undefined;
  const isAddress = text.includes(':') ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
  if (!isAddress) return undefined;
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function isIn(text: string, network: Network): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  return address.kind() === network[0].kind() && address.match(network as [ipaddr.IPv4, number]);
}

function textOf(row: PfStateRow): string {
  const { iface, interface: name, proto, direction, src_addr, src_port, dst_addr, dst_port, nat_addr, nat_port, gateway, state, label, descr, id } = row;
  return [iface, name, proto, direction, src_addr, src_port, dst_addr, dst_port, nat_addr, nat_port, gateway, state, label, descr, id].filter(each => each !== null && each !== undefined).join(' ').toLowerCase();
}
