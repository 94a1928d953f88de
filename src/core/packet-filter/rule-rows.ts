import { configDownload, reads, searches } from '../endpoints';
import { shape } from '../shape';
import { compareReleases, type FirewallApi, type FirewallVersion, OpnError, type Release } from '../../ports';

/** One end of a rule that OPNsense or the older page made (25.1). */
interface NestedEnd {
  readonly any?: unknown;
  readonly network?: unknown;
  readonly address?: unknown;
  readonly port?: unknown;
  readonly not?: unknown;
}

/** A rule as `firewall/filter/search_rule` lists it: labels up to 25.1, later values with labels under `%`. */
export interface RuleRow {
  readonly uuid: string;
  readonly legacy?: boolean;
  /** Where it stands: priority and number (25.1 and later). */
  readonly sort_order?: string;
  readonly source?: NestedEnd;
  readonly destination?: NestedEnd;
  readonly [field: string]: unknown;
}

/** What every row of rules has. */
export const ruleRow = shape.object({ uuid: shape.name });

/** The interfaces and groups that rules can be on, in sections. */
export type InterfaceListAnswer = Readonly<Record<string, { readonly items: readonly { readonly value: string; readonly label: string }[] }>>;

/** Which interfaces rules can be on. */
export const interfaceList = reads<InterfaceListAnswer>('firewall/filter/get_interface_list', {
  since: '25.1',
  shape: shape.table(shape.object({ items: shape.table(shape.object({ value: shape.text, label: shape.text })) })),
});

/** The rules of the model as the firewall lists them, for want of the configuration, which tells more. */
export const searchRules = searches<RuleRow>('firewall/filter/search_rule', { insteadOf: configDownload.path, shape: ruleRow });
/** The same where it lists rules of every kind. */
export const searchAllRules = searches<RuleRow>('firewall/filter/search_rule', { since: '25.1', shape: ruleRow });

/** What a rule of the older page refers to; others refer to the setting that makes them. */
const OLD_PAGE = 'firewall_rules_edit.php';

/** True for a rule that stands on the older page. */
export function isOfOldPage(row: RuleRow): boolean {
  return typeof row['ref'] === 'string' && row['ref'].startsWith(OLD_PAGE);
}

/** The reference that marks a rule as one of the older page. */
export const oldPageReference = OLD_PAGE;

/** Which rules to list. */
export interface RuleRowQuery {
  /** Words that must all occur. */
  readonly search: string;
  /** An interface by key or name, in any case; undefined for all of them. */
  readonly interface: string | undefined;
}

/** Asks for all rows of a search. */
export const ALL_ROWS = -1;
const FLOATING = '';

/** Rules of every kind, each once; undefined for a firewall that lists only its newer rules, and few fields of them (up to 25.1.4). */
export async function listedRules(firewall: FirewallApi, query: RuleRowQuery): Promise<readonly RuleRow[] | undefined> {
  const version = await firewall.version();
  if (version !== undefined && isBefore(version, '25.1', 5)) return undefined;
  const keys = await keysToAsk(firewall, query.interface, version);
  if (keys === undefined) return undefined;
  const answers = await Promise.all(keys.map(key => searchOn(firewall, query.search, key)));
  return [...new Map(answers.flat().map(row => [row.uuid, row])).values()];
}

/** True when the rows of that release say of which address family a rule is, and not IPv4 of every one for both. */
export function tellsFamilies(release: Release | undefined): boolean {
  return release === undefined || compareReleases(release, '26.1') >= 0;
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
    return [matchingInterface(name, items.map(({ value, label }) => [value, label]))];
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
  return (await firewall.read(searchAllRules, { body })).rows;
}

async function interfacesOf(firewall: FirewallApi): Promise<InterfaceListAnswer[string]['items']> {
  const { floating: _floating, any: _any, ...sections } = await firewall.read(interfaceList);
  const items = Object.values(sections).flatMap(section => Object.values(section.items));
  if (items.length === 0) throw new OpnError('OPN_BAD_ANSWER', `The answer to ${interfaceList.path} names no interface.`, 'Every firewall has some; see System > Log Files > Backend on the firewall.');
  return items;
}

/** The key of the interface with that key or name; throws OPN_INVALID_INPUT that names those there are. */
export function matchingInterface(name: string, interfaces: readonly (readonly [key: string, label: string])[]): string {
  const wanted = name.toLowerCase();
  const found = interfaces.find(([key]) => key.toLowerCase() === wanted) ?? interfaces.find(([, label]) => label.toLowerCase() === wanted);
  if (found !== undefined) return found[0];
  throw new OpnError('OPN_INVALID_INPUT', `There is no interface '${name}'.`, `The firewall has ${interfaces.map(([key, label]) => `${label} (${key})`).join(', ')}.`);
}
