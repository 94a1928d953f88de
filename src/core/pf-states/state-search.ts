import ipaddr from 'ipaddr.js';
import { compareReleases, type FirewallApi } from '../../ports';
import { pageOf } from '../list';
import { silentBackEnd } from '../never-empty';
import { queryStates } from './state-endpoint';
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
 * One page of the states that hold every word. The firewall looks for addresses, up to 25.7 only for IPv4 addresses: it mangles networks and
 * IPv6 there. Other words are looked for here, in any case and in names of interfaces, among the states that have the addresses.
 */
export async function findStates(firewall: FirewallApi, query: StateQuery): Promise<FoundStates> {
  const words = wordsOf(query.search);
  const isNew = words.some(word => !isIpv4(word) && isNetwork(word)) && (await takesNetworks(firewall));
  const sent = words.filter(word => isIpv4(word) || (isNew && isNetwork(word)));
  if (sent.length === words.length) return ask(firewall, { ...query, search: sent.join(' ') });
  const all = await ask(firewall, { search: sent.join(' '), rule_id: query.rule_id, limit: MOST_STATES, page: 1 });
  const matching = all.rows.filter(matcherOf(words));
  return { rows: pageOf(matching, query), total: matching.length, ...(all.total > all.rows.length ? { lookedAt: all.rows.length } : {}) };
}

async function ask(firewall: FirewallApi, { search, rule_id, limit, page }: StateQuery): Promise<FoundStates> {
  const { rows, total, current } = await firewall.read(queryStates, { body: { current: page, rowCount: limit, searchPhrase: search, ruleid: rule_id } });
  if (current === 0) throw silentBackEnd('The firewall gave no states');
  return { rows, total };
}

async function takesNetworks(firewall: FirewallApi): Promise<boolean> {
  const release = (await firewall.version())?.release;
  return release !== undefined && compareReleases(release, '26.1') >= 0;
}

const isIpv4 = (word: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(word);

/** True for what the firewall takes for a network: an address, one with a port, or a network without host bits. */
function isNetwork(word: string): boolean {
  const [address = '', port] = split(word);
  const network = networkOf(address);
  if (network === undefined || (port !== undefined && !/^\d+$/.test(port))) return false;
  if (!address.includes('/')) return true;
  const first = network[0].kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(address) : ipaddr.IPv6.networkAddressFromCIDR(address);
  return first.toString() === network[0].toString();
}

function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(word => word !== '');
}

/** Says whether a state holds every word: an address or network with or without a port, or any text. */
function matcherOf(words: readonly string[]): (row: PfStateRow) => boolean {
  const tests = words.map(word => addressTest(word) ?? portTest(word) ?? ((row: PfStateRow) => textOf(row).includes(word)));
  return row => tests.every(test => test(row));
}

/** An IPv4 address or network, and the port behind it. */
function split(word: string): string[] {
  const parts = word.split(':');
  return parts.length === 2 ? parts : [word];
}

function addressTest(word: string): ((row: PfStateRow) => boolean) | undefined {
  const [address = '', port] = split(word);
  const network = networkOf(address);
  if (network === undefined || (port !== undefined && !/^\d+$/.test(port))) return undefined;
  return ({ src_addr, src_port, dst_addr, dst_port, nat_addr, nat_port }) => {
    const ends = [[src_addr, src_port], [dst_addr, dst_port], [nat_addr, nat_port]] as const;
    return ends.some(([end, own]) => end !== null && isIn(end, network) && (port === undefined || port === own));
  };
}

// A number is a port, not a part of some id.
function portTest(word: string): ((row: PfStateRow) => boolean) | undefined {
  if (!/^\d{1,5}$/.test(word)) return undefined;
  return ({ src_port, dst_port, nat_port, iface, interface: name, descr }) => [src_port, dst_port, nat_port].includes(word) || [iface, name, descr].some(text => text?.includes(word) === true);
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
