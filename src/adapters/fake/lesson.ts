import { compareReleases, type Release } from '../../ports';
import { isRunning, type OwnService, ownServiceActions } from './controllers/own-service';
import { type Action, type ActionTable, type ApiCall, type Machine } from './machine';
import { getModel, ItemCalls, setModel } from './model/model-calls';
import { type FieldSpec, type ModelSpec, type NodeSpec } from './model/model-spec';

/** One field of a model, as the model's XML says it. */
export interface TaughtField extends Pick<FieldSpec, 'required' | 'default' | 'multiple' | 'mask' | 'min' | 'max' | 'asList' | 'props'> {
  /** The type without `Field`: `Boolean`, `Integer`, `Text`, `Network`, `Port`, `Option` … */
  readonly type: string;
  /** The choices of an `Option`, by their key. */
  readonly options?: Readonly<Record<string, string>>;
  /** First and last release whose model has it; all unless said otherwise. */
  readonly since?: Release;
  readonly until?: Release;
}

/** A model: where it lives and its fields. */
export interface TaughtModel {
  /** Class name with dots, such as `OPNsense.Tailscale.Settings`. */
  readonly name: string;
  /** As the model's XML writes it, such as `//OPNsense/tailscale/settings`. */
  readonly mount: string;
  /** The dotted paths of its lists (`ArrayField`), such as `subnets.subnet4`. */
  readonly lists?: readonly string[];
  /** The fields by their dotted path, in the order of the XML; those of a list below its path. */
  readonly fields: Readonly<Record<string, TaughtField>>;
}

/** The usual five actions (and `toggle_`) of one list of a model. */
export interface TaughtItems {
  readonly model: string;
  /** Dotted path of the list. */
  readonly list: string;
  /** The key that wraps one item in requests and answers. */
  readonly wrapper: string;
  /** The field that a search sorts by unless it is asked otherwise. */
  readonly sort?: string;
}

/** What a fake firewall is taught of a package of OPNsense that it does not know: no answer is made up, all come from models as on OPNsense. */
export interface Lesson {
  /** The package, such as `os-tailscale`; it is installed then. */
  readonly package?: string;
  readonly models?: readonly TaughtModel[];
  /** `get` and `set` of controllers (`tailscale/settings`), and the key that wraps the model there. */
  readonly settings?: Readonly<Record<string, { readonly model: string; readonly wrapper: string }>>;
  /** The actions `search_WORD`, `get_WORD`, `add_WORD`, `set_WORD`, `del_WORD` and `toggle_WORD` by controller and word (`tailscale/settings/subnet`). */
  readonly items?: Readonly<Record<string, TaughtItems>>;
  /** `status`, `start`, `stop`, `restart` and `reconfigure` of `MODULE/service`, and the path of the setting that switches the service on. */
  readonly services?: Readonly<Record<string, { readonly enabled: string; readonly byDefault?: boolean }>>;
  /** All other actions by route; `isServiceRunning` tells of a service. */
  readonly actions?: ActionTable;
}

/** The lesson, checked: throws on what contradicts itself, so that a test does not run on a firewall that was taught half. */
export function teach(lesson: Lesson): Lesson {
  const models = new Map((lesson.models ?? []).map(model => [model.name, model]));
  const named = [...Object.values(lesson.settings ?? {}), ...Object.values(lesson.items ?? {})].find(({ model }) => !models.has(model));
  if (named !== undefined) throw new Error(`The lesson has no model ${named.model}.`);
  for (const [at, { model, list }] of Object.entries(lesson.items ?? {})) {
    if (models.get(model)?.lists?.includes(list) !== true) throw new Error(`${at}: the model ${model} has no list ${list}.`);
    if (!/^[a-z0-9]+\/[a-z0-9_]+\/[a-z0-9_]+$/.test(at)) throw new Error(`'${at}' is not module/controller/word in snake_case.`);
  }
  return lesson;
}

/** True when something is a lesson; modules export other things, too. */
export function isLesson(value: unknown): value is Lesson {
  return typeof value === 'object' && value !== null && ['package', 'models', 'settings', 'items', 'services', 'actions'].some(key => key in value);
}

/** Whether a service that a lesson taught runs. */
export function isServiceRunning(module: string, enabled: string, machine: Machine): boolean {
  return isRunning(serviceOf(module, { enabled }), machine);
}

/** Every action of a lesson, by route. */
export function lessonActions(lesson: Lesson): ActionTable {
  const settings = Object.entries(lesson.settings ?? {}).flatMap(([controller, { model, wrapper }]): [string, Action][] => [
    [`${controller}/get`, (call, machine) => getModel(model, wrapper, call, machine)],
    [`${controller}/set`, (call, machine) => setModel(model, wrapper, call, machine)],
  ]);
  const items = Object.entries(lesson.items ?? {}).flatMap(([at, each]) => itemActions(at, each));
  const services = Object.entries(lesson.services ?? {}).map(([module, service]) => ownServiceActions(serviceOf(module, service)));
  return { ...Object.fromEntries([...settings, ...items]), ...(Object.assign({}, ...services) as ActionTable), ...lesson.actions };
}

function serviceOf(module: string, { enabled, byDefault = false }: { readonly enabled: string; readonly byDefault?: boolean }): OwnService {
  return { module, daemon: module, isEnabled: document => (document.find(enabled)?.text ?? (byDefault ? '1' : '0')) === '1' };
}

function itemActions(at: string, { model, list, wrapper, sort }: TaughtItems): [string, Action][] {
  const cut = at.lastIndexOf('/') + 1;
  const named = (verb: string, perform: (items: ItemCalls, call: ApiCall) => unknown): [string, Action] => [
    `${at.slice(0, cut)}${verb}_${at.slice(cut)}`,
    (call, machine) => ({ json: perform(new ItemCalls({ model, path: list, wrapper }, call, machine), call) }),
  ];
  return [
    named('search', items => items.search(sort === undefined ? {} : { sort })),
    named('get', (items, { args }) => items.get(args[0])),
    named('add', items => items.add()),
    named('set', (items, { args }) => items.set(args[0])),
    named('del', (items, { args }) => items.remove(args[0])),
    named('toggle', (items, { args }) => items.toggle(args[0], args[1])),
  ];
}

/** The models of a lesson as a release has them, by name. */
export function lessonModels(lesson: Lesson, release: Release): [string, ModelSpec][] {
  return (lesson.models ?? []).map(model => [model.name, specOf(model, release)]);
}

function specOf({ name, mount, lists = [], fields }: TaughtModel, release: Release): ModelSpec {
  const inRelease = Object.entries(fields).filter(
    ([, { since = release, until = release }]) => compareReleases(release, since) >= 0 && compareReleases(release, until) <= 0,
  );
  return { name, mount, root: { kind: 'branch', name: '', arrayType: undefined, children: childrenOf('', inRelease, lists) } };
}

function childrenOf(prefix: string, fields: readonly (readonly [string, TaughtField])[], lists: readonly string[]): NodeSpec[] {
  const below = fields.filter(([path]) => path.startsWith(prefix)).map(([path, field]) => [path.slice(prefix.length), field] as const);
  const names = [...new Set(below.map(([path]) => path.split('.')[0] ?? ''))];
  return names.map((name): NodeSpec => {
    const own = below.find(([path]) => path === name)?.[1];
    if (own !== undefined) return fieldOf(name, own);
    const path = `${prefix}${name}`;
    return { kind: 'branch', name, arrayType: lists.includes(path) ? 'Array' : undefined, children: childrenOf(`${path}.`, fields, lists) };
  });
}

function fieldOf(name: string, { since: _since, until: _until, options, ...facts }: TaughtField): FieldSpec {
  return { kind: 'field', name, ...facts, ...(options === undefined ? {} : { options: Object.entries(options).map(([key, label]) => ({ key, label })) }) };
}
