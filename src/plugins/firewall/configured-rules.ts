import { oldPageReference, type RuleRow } from '../../core/packet-filter';
import { type ConfigValue, type FirewallConfig } from '../../ports';

type Element = Readonly<Record<string, ConfigValue>>;

/** Names of interfaces and categories, for rules that hold only keys. */
export interface Names {
  readonly interfaces: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, string>;
  /** Keys of interfaces that are groups. */
  readonly groups: ReadonlySet<string>;
}

/** A rule of the configuration, and its place in the order of evaluation. */
export interface PlacedRule {
  readonly row: RuleRow;
  readonly place: string;
}

/** The elements of a list in the configuration. */
export function elementsOf(value: ConfigValue | undefined): readonly Element[] {
  const items = value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value];
  return items.filter((item): item is { [key: string]: ConfigValue } => typeof item === 'object' && !Array.isArray(item));
}

/** The text of a child element; empty when there is none. */
export function textOf(element: Element | undefined, name: string): string {
  const value = element?.[name];
  return typeof value === 'string' ? value : '';
}

/** What interfaces and categories are called. */
export async function namesOf(config: FirewallConfig): Promise<Names> {
  const interfaces = Object.entries(elementsOf(await config.section('interfaces'))[0] ?? {}).map(([key, value]) => [key, elementsOf(value)[0]] as const);
  const categories = elementsOf(await config.section('OPNsense.Firewall.Category.categories.category'));
  return {
    interfaces: new Map(interfaces.map(([key, element]) => [key, textOf(element, 'descr') || key.toUpperCase()])),
    categories: new Map(categories.map(each => [textOf(each, '@uuid'), textOf(each, 'name')])),
    groups: new Set(interfaces.filter(([, element]) => textOf(element, 'type') === 'group').map(([key]) => key)),
  };
}

/** The rules that the API can change, as the configuration holds them. */
export async function configuredRules(config: FirewallConfig): Promise<PlacedRule[]> {
  const names = await namesOf(config);
  const rules = elementsOf(await config.section('OPNsense.Firewall.Filter.rules.rule'));
  return rules.map(rule => {
    const interfaces = textOf(rule, 'interface');
    const categories = textOf(rule, 'categories').split(',').map(uuid => names.categories.get(uuid) ?? uuid).join(',');
    const row: RuleRow = { ...rule, uuid: textOf(rule, '@uuid'), '%interface': labels(interfaces, names), '%categories': categories };
    return { row, place: `${priorityOf(interfaces, false, names)}.0${textOf(rule, 'sequence').padStart(6, '0')}` };
  });
}

/** The rules of the older page. */
export async function legacyRules(config: FirewallConfig): Promise<PlacedRule[]> {
  const names = await namesOf(config);
  const rules = elementsOf(await config.section('filter.rule'));
  return rules.map((rule, index) => {
    const interfaces = textOf(rule, 'interface');
    const row: RuleRow = {
      ...rule,
      uuid: '',
      legacy: true,
      ref: oldPageReference,
      protocol: textOf(rule, 'protocol'),
      enabled: 'disabled' in rule && textOf(rule, 'disabled') !== '0' ? '0' : '1',
      action: textOf(rule, 'type') || 'pass',
      '%interface': labels(interfaces, names),
      log: 'log' in rule ? '1' : '',
      source: elementsOf(rule['source'])[0] ?? {},
      destination: elementsOf(rule['destination'])[0] ?? {},
    };
    return { row, place: `${priorityOf(interfaces, textOf(rule, 'floating') === 'yes', names)}.1${String(index).padStart(6, '0')}` };
  });
}

const labels = (keys: string, { interfaces }: Names): string => keys.split(',').map(key => interfaces.get(key) ?? key).join(',');

/** Floating rules come first, then those of groups, then those of one interface. */
function priorityOf(interfaces: string, isFloating: boolean, { groups }: Names): string {
  if (isFloating || interfaces === '' || interfaces.includes(',')) return '200000';
  return groups.has(interfaces) ? '300000' : '400000';
}
