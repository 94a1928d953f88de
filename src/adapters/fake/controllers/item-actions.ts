import { RELEASES, type Release } from '../../../ports';
import table from '../data/item-actions.json';
import { type Action, type ActionTable, type ApiCall, type Machine } from '../machine';
import { getModel, ItemCalls, setModel } from '../model/model-calls';

/** One inherited action: its name, the releases, the call and what it is called with. */
type StoredAction = readonly [action: string, releases: string, call: string, ...facts: (string | readonly string[])[]];

const stored = table as unknown as Readonly<Record<string, Readonly<Record<string, readonly StoredAction[]>>>>;

/** The actions of a release that do only what every model controller inherits, by route. */
export function itemActions(release: Release): ActionTable {
  const digit = String(RELEASES.indexOf(release));
  const actions: Record<string, Action> = {};
  for (const [model, controllers] of Object.entries(stored)) {
    for (const [controller, rows] of Object.entries(controllers)) {
      for (const [name, releases, call, ...facts] of rows) if (releases.includes(digit)) actions[`${controller}/${name}`] = actionOf(model, call, facts);
    }
  }
  return actions;
}

function actionOf(model: string, name: string, facts: readonly (string | readonly string[])[]): Action {
  const [first = '', second = ''] = facts as readonly string[];
  if (name === 'get') return (call, machine) => getModel(model, first, call, machine);
  if (name === 'set') return (call, machine) => setModel(model, first, call, machine);
  const perform = ITEM_CALLS[name];
  if (perform === undefined) throw new Error(`There is no inherited call ${name}.`);
  return (call, machine) => ({ json: perform(itemsOf(model, first, second, call, machine), call, facts) });
}

function itemsOf(model: string, path: string, wrapper: string, call: ApiCall, machine: Machine): ItemCalls {
  return new ItemCalls({ model, path, wrapper }, call, machine);
}

const ITEM_CALLS: Readonly<Record<string, (items: ItemCalls, call: ApiCall, facts: readonly unknown[]) => unknown>> = {
  searchItem: (items, _call, [, sort, columns]) =>
    items.search({ ...(sort === '' ? {} : { sort: sort as string }), ...(columns === undefined ? {} : { columns: columns as readonly string[] }) }),
  getItem: (items, { args }) => items.get(args[0]),
  addItem: items => items.add(),
  setItem: (items, { args }) => items.set(args[0]),
  delItem: (items, { args }) => items.remove(args[0]),
  toggleItem: (items, { args }) => items.toggle(args[0], args[1]),
  flipItem: (items, { args }) => items.toggle(args[0], undefined),
};
