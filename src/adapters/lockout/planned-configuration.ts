import { fieldsOf, type FilterConfiguration, listOf, textOf } from '../../core/packet-filter';
import { type ChangeStep, type ConfigValue } from '../../ports';

type Item = Record<string, ConfigValue>;

/** Lists that steps add to, change and remove from: how their controller is called, where they stand, and what wraps an item in a request. */
const LISTS: readonly { readonly controller: string; readonly section: 'models' | 'nat' | 'staticroutes'; readonly path: readonly string[]; readonly wrapper: string }[] = [
  { controller: 'firewall/filter', section: 'models', path: ['Filter', 'rules', 'rule'], wrapper: 'rule' },
  { controller: 'firewall/alias', section: 'models', path: ['Alias', 'aliases', 'alias'], wrapper: 'alias' },
  { controller: 'firewall/d_nat', section: 'nat', path: ['rule'], wrapper: 'rule' },
  { controller: 'routes/routes', section: 'staticroutes', path: ['route'], wrapper: 'route' },
];

/** The steps that go on from the configuration of a history entry, where one of them goes back to that; else all of them go on from what is saved. */
export function sinceGoingBack(steps: readonly ChangeStep[]): { readonly entry: string | undefined; readonly steps: readonly ChangeStep[] } {
  const last = steps.findLastIndex(({ endpoint }) => endpoint.path === 'core/backup/revert_backup');
  return { entry: steps[last]?.request.path?.[0], steps: steps.slice(last + 1) };
}

/** The configuration as it would be saved once the steps were carried out. Steps on other lists leave it as it is. */
export function withPlanned(configuration: FilterConfiguration, steps: readonly ChangeStep[]): FilterConfiguration {
  return steps.reduce<FilterConfiguration>((each, step) => {
    const list = LISTS.find(({ controller }) => step.endpoint.path.startsWith(`${controller}/`));
    if (list === undefined) return each;
    const [verb = ''] = /^(add|set|del|toggle)/.exec(step.endpoint.path.slice(list.controller.length + 1)) ?? [];
    return { ...each, [list.section]: replaced(each[list.section], list.path, items => changed(items, verb, step, list.wrapper)) };
  }, configuration);
}

function changed(items: readonly Item[], verb: string, { request }: ChangeStep, wrapper: string): Item[] {
  const [uuids = '', state] = request.path ?? [];
  const isMeant = (item: Item): boolean => uuids.split(',').includes(textOf(item, '@uuid'));
  const sent = nested(fieldsOf(request.body?.[wrapper] as ConfigValue | undefined));
  switch (verb) {
    case 'add':
      // OPNsense puts a new rule behind all others unless told where.
      return [...items, { '@uuid': 'planned', enabled: '1', ...(wrapper === 'rule' ? { sequence: String(100 + Math.max(0, ...items.map(item => Number(textOf(item, 'sequence')) || 0))) } : {}), ...sent }];
    case 'set':
      // Sent to an unknown uuid, it makes the item.
      return items.some(isMeant) ? items.map(item => (isMeant(item) ? { ...item, ...sent } : item)) : [...items, { '@uuid': uuids, ...sent }];
    case 'del':
      return items.filter(item => !isMeant(item));
    case 'toggle':
      return items.map(item => (isMeant(item) ? { ...item, enabled: state ?? (textOf(item, 'enabled') === '1' ? '0' : '1') } : item));
    default:
      return [...items];
  }
}

/** `source.network` becomes a field within `source`, as it is saved. */
function nested(fields: Readonly<Record<string, ConfigValue>>): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(fields)) {
    const [outer = '', inner] = name.split('.');
    if (inner === undefined) item[outer] = value;
    else item[outer] = { ...fieldsOf(item[outer]), [inner]: value };
  }
  return item;
}

function replaced(value: ConfigValue | undefined, path: readonly string[], change: (items: readonly Item[]) => Item[]): ConfigValue {
  const [name = '', ...rest] = path;
  const fields = fieldsOf(value);
  const inner = rest.length === 0 ? change(listOf(fields[name])) : replaced(fields[name], rest, change);
  return { ...fields, [name]: inner };
}
