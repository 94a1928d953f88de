import { type Part, part } from '../../core';
import { type FirewallApi, type FirewallConfig, type FirewallVersion, OpnError, type Release } from '../../ports';
import { configuredRules, legacyRules, type Names, namesOf, type PlacedRule } from './configured-rules';
import { type InterfaceListAnswer, interfaceList, rules } from './firewall.endpoints';
import { type FirewallRule, listOf, type RuleRow, toRule } from './rule';
import { matchingWords } from './text-search';

/** Which rules to gather. */
export interface RuleQuery {
  /** Words that must all occur. */
  readonly search: string;
  /** An interface by key or name, in any case; undefined for all of them. */
  readonly interface: string | undefined;
}

/** Rules in the order in which pf evaluates them, and what of them could not be read. */
export interface GatheredRules {
  readonly rules: readonly FirewallRule[];
  readonly parts: readonly Part<unknown>[];
  /** What this release does not tell; undefined when it tells everything. */
  readonly note?: string;
}

const ALL_ROWS = -1;
const FLOATING = '';

/** Gathers the rules of every kind from wherever this release keeps and shows them. */
export async function gatherRules(firewall: FirewallApi, config: FirewallConfig, query: RuleQuery): Promise<GatheredRules> {
  const version = await firewall.version();
  if (version !== undefined && isBefore(version, '25.1', 5)) return fromConfiguration(firewall, config, query);
  const keys = await keysToAsk(firewall, query.interface, version);
  if (keys === undefined) return fromConfiguration(firewall, config, query);
  const answers = await Promise.all(keys.map(key => searchOn(firewall, query.search, key)));
  const byId = new Map(answers.flat().map(row => [row.uuid, row]));
  return { rules: inOrder([...byId.values()].map(row => ({ row, place: String(row.sort_order ?? '') }))), parts: [] };
}

/**
 * For which interfaces to ask: 25.1.5 to 26.1.0 list the rules of one only when that one is asked for, later versions all at once.
 * Undefined for a firewall of unknown version that cannot be asked like that, because it is too old.
 */
async function keysToAsk(firewall: FirewallApi, name: string | undefined, version: FirewallVersion | undefined): Promise<readonly (string | undefined)[] | undefined> {
  if (name === undefined && version !== undefined && !isBefore(version, '26.1', 1)) return [undefined];
  try {
    const items = await interfacesOf(firewall);
    if (name === undefined) return [FLOATING, ...items.map(({ value }) => value)];
    return [matching(name, items.map(({ value, label }) => [value, label]))];
  } catch (problem) {
    if (version === undefined && problem instanceof OpnError && problem.code === 'OPN_NO_ENDPOINT') return undefined;
    throw problem;
  }
}

/** True for a version of an older series, or of that series with a smaller number; what follows a later series is never older. */
function isBefore({ text }: FirewallVersion, series: Release, number: number): boolean {
  const [year = 0, month = 0, point = 0] = text.split(/[._]/).map(Number);
  const [wantedYear = 0, wantedMonth = 0] = series.split('.').map(Number);
  return year !== wantedYear ? year < wantedYear : month !== wantedMonth ? month < wantedMonth : point < number;
}

async function searchOn(firewall: FirewallApi, search: string, key: string | undefined): Promise<readonly RuleRow[]> {
  const body = { current: 1, rowCount: ALL_ROWS, searchPhrase: search, show_all: '1', ...(key === undefined || key === FLOATING ? {} : { interface: key }) };
  return (await firewall.read(rules.search, { body })).rows;
}

function inOrder(placed: readonly PlacedRule[]): FirewallRule[] {
  return [...placed].sort((left, right) => left.place.localeCompare(right.place, 'en', { numeric: true })).map(({ row }) => toRule(row));
}

async function interfacesOf(firewall: FirewallApi): Promise<InterfaceListAnswer[string]['items']> {
  const { floating: _floating, any: _any, ...sections } = await firewall.read(interfaceList);
  const items = Object.values(sections).flatMap(section => Object.values(section.items));
  if (items.length === 0) throw new OpnError('OPN_BAD_ANSWER', `The answer to ${interfaceList.path} names no interface.`, 'Every firewall has some; see System > Log Files > Backend on the firewall.');
  return items;
}

/** The key of the interface with that key or name; throws OPN_INVALID_INPUT that names those there are. */
function matching(name: string, interfaces: readonly (readonly [key: string, label: string])[]): string {
  const wanted = name.toLowerCase();
  const found = interfaces.find(([key]) => key.toLowerCase() === wanted) ?? interfaces.find(([, label]) => label.toLowerCase() === wanted);
  if (found !== undefined) return found[0];
  throw new OpnError('OPN_INVALID_INPUT', `There is no interface '${name}'.`, `The firewall has ${interfaces.map(([key, label]) => `${label} (${key})`).join(', ')}.`);
}

/** Up to 25.1.4 the search shows four columns at most, and neither rules of the older page nor automatic ones. */
async function fromConfiguration(firewall: FirewallApi, config: FirewallConfig, query: RuleQuery): Promise<GatheredRules> {
  const configured = await part('firewall rules in the configuration', readConfigured(config));
  const note = 'This release tells of automatic rules only in the web GUI.';
  if (configured.value !== undefined) return { rules: select(configured.value, query), parts: [], note };
  if (query.interface !== undefined) throw new OpnError('OPN_FORBIDDEN', 'Without the configuration this release does not tell which rules are on an interface.', configured.problem?.hint);
  const { rows } = await firewall.read(rules.search, { body: { current: 1, rowCount: ALL_ROWS, searchPhrase: query.search } });
  return { rules: rows.map(toRule), parts: [configured], note: `${note} Without the configuration only some fields of each rule are known.` };
}

interface Configured {
  readonly rules: readonly PlacedRule[];
  readonly names: Names;
}

async function readConfigured(config: FirewallConfig): Promise<Configured> {
  return { rules: [...(await configuredRules(config)), ...(await legacyRules(config))], names: await namesOf(config) };
}

function select({ rules: all, names }: Configured, { search, interface: name }: RuleQuery): FirewallRule[] {
  const key = name === undefined ? undefined : matching(name, [...names.interfaces]);
  const isOn = ({ row }: PlacedRule): boolean => {
    const keys = listOf(String(row['interface'] ?? ''));
    return key === undefined || keys.length === 0 || keys.includes(key);
  };
  return matchingWords(inOrder(all.filter(isOn)), search);
}
