import { configDownload, type Part, part, present, type Unavailable, unavailable } from '../../core';
import { ALL_ROWS, interfaceList, listedRules, matchingInterface, type RuleRowQuery, type RuleStatistics, ruleStatistics, searchAllRules, searchRules } from '../../core/packet-filter';
import { type FirewallApi, type FirewallConfig, OpnError } from '../../ports';
import { configuredRules, legacyRules, type Names, namesOf, type PlacedRule } from './configured-rules';
import { type FirewallRule, listOf, toRule } from './rule';
import { matchingWords } from './text-search';

/** What gathering rules reads, whatever the release. */
export const RULE_READS = [searchRules, searchAllRules, interfaceList, configDownload] as const;

/** Rules in the order in which pf evaluates them, and what of them could not be read. */
export interface GatheredRules {
  readonly rules: readonly FirewallRule[];
  readonly parts: readonly Part<unknown>[];
  /** What this release does not tell; undefined when it tells everything. */
  readonly note?: string;
}

/** Gathers the rules of every kind from wherever this release keeps and shows them. */
export async function gatherRules(firewall: FirewallApi, config: FirewallConfig, query: RuleRowQuery, hits: RuleHits = new Map()): Promise<GatheredRules> {
  const listed = await listedRules(firewall, query);
  if (listed === undefined) return fromConfiguration(firewall, config, query, hits);
  return { rules: inOrder(listed.map(row => ({ row, place: String(row.sort_order ?? '') })), hits), parts: [] };
}

/** What pf counted of each rule, by its uuid or label. */
export type RuleHits = ReadonlyMap<string, RuleStatistics>;

/** Asks pf for its counters. */
export async function ruleHits(firewall: FirewallApi): Promise<RuleHits> {
  const { stats = {} } = await firewall.read(ruleStatistics);
  return new Map(Object.entries(stats).map(([id, { evaluations, packets, bytes, states }]) => [id, present<RuleStatistics>({ evaluations, packets, bytes, states })]));
}

/** Rules as a resource shows them. */
export interface ShownRules {
  readonly rules: readonly FirewallRule[];
  readonly note?: string;
  readonly unavailable?: readonly Unavailable[];
}

/** The rules that fit, on one interface or all, without those that OPNsense makes itself. */
export async function shownRules(firewall: FirewallApi, config: FirewallConfig, fits: (rule: FirewallRule) => boolean, on?: string): Promise<ShownRules> {
  const { rules, note, parts } = await gatherRules(firewall, config, { search: '', interface: on });
  return { rules: rules.filter(rule => rule.kind !== 'automatic' && fits(rule)), ...present<Partial<ShownRules>>({ note, unavailable: unavailable(...parts) }) };
}

function inOrder(placed: readonly PlacedRule[], hits: RuleHits): FirewallRule[] {
  return [...placed].sort((left, right) => left.place.localeCompare(right.place, 'en', { numeric: true })).map(({ row }) => ({ ...toRule(row), ...hits.get(row.uuid) }));
}

/** Up to 25.1.4 the search shows four columns at most, and neither rules of the older page nor automatic ones. */
async function fromConfiguration(firewall: FirewallApi, config: FirewallConfig, query: RuleRowQuery, hits: RuleHits): Promise<GatheredRules> {
  const configured = await part('firewall rules in the configuration', readConfigured(config));
  const note = 'This release tells of automatic rules only in the web GUI.';
  if (configured.value !== undefined) return { rules: select(configured.value, query, hits), parts: [], note };
  if (query.interface !== undefined) throw new OpnError('OPN_FORBIDDEN', 'Without the configuration this release does not tell which rules are on an interface.', configured.problem?.hint);
  const { rows } = await firewall.read(searchRules, { body: { current: 1, rowCount: ALL_ROWS, searchPhrase: query.search } });
  return { rules: rows.map(toRule), parts: [configured], note: `${note} Without the configuration only some fields of each rule are known.` };
}

interface Configured {
  readonly rules: readonly PlacedRule[];
  readonly names: Names;
}

async function readConfigured(config: FirewallConfig): Promise<Configured> {
  return { rules: [...(await configuredRules(config)), ...(await legacyRules(config))], names: await namesOf(config) };
}

function select({ rules: all, names }: Configured, { search, interface: name }: RuleRowQuery, hits: RuleHits): FirewallRule[] {
  const key = name === undefined ? undefined : matchingInterface(name, [...names.interfaces]);
  const isOn = ({ row }: PlacedRule): boolean => {
    const keys = listOf(String(row['interface'] ?? ''));
    return key === undefined || keys.length === 0 || keys.includes(key);
  };
  return matchingWords(inOrder(all.filter(isOn), hits), search);
}
