import { type Release } from '../../ports';
import endpointFile from './endpoints.json';
import { bitOf, releasesIn } from './release-bits';

/** One API action as the catalogue knows it. */
export interface CatalogueEndpoint {
  /** `module/controller/action` in snake_case. */
  readonly route: string;
  readonly releases: readonly Release[];
  /** Path arguments it cannot be called without. */
  readonly required: number;
}

interface EndpointFile {
  readonly packages: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly classes: Readonly<Record<string, readonly [className: string, mask: number]>>;
  readonly spellings: Readonly<Record<string, readonly [action: string, mask: number]>>;
  readonly routes: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
}

interface Entry {
  readonly route: string;
  readonly mask: number;
  readonly required: number;
}

const stored = endpointFile as unknown as EndpointFile;
const controllers = new Map<string, ReadonlyMap<string, readonly Entry[]>>();
let packagesByController: ReadonlyMap<string, readonly (readonly [name: string, mask: number])[]> | undefined;

/** The releases that have a route (`module/controller/action` in snake_case), oldest first; empty when none has. */
export function releasesOf(route: string): readonly Release[] {
  return releasesIn(entryOf(route)?.mask ?? 0);
}

/** What the catalogue knows of a route; undefined when no release has it. */
export function endpointOf(route: string): CatalogueEndpoint | undefined {
  const entry = entryOf(route);
  return entry === undefined ? undefined : { route: entry.route, releases: releasesIn(entry.mask), required: entry.required };
}

/** Every route of the catalogue, sorted. */
export function allRoutes(): string[] {
  return Object.entries(stored.routes).flatMap(([module, names]) =>
    Object.keys(names).flatMap(controller => [...actionsOf(`${module}/${controller}`).values()].flat().map(entry => entry.route)),
  );
}

/** The OPNsense plugin package that brings a route in a release, or in the newest that has it; undefined for the core system. */
export function packageOf(route: string, release?: Release): string | undefined {
  const mask = release === undefined ? bitOf(releasesOf(route).at(-1) ?? '26.7') : bitOf(release);
  const [module = '', controller = ''] = route.split('/');
  packagesByController ??= indexPackages();
  const packages = [...(packagesByController.get(`${module}/${controller}`) ?? []), ...(packagesByController.get(module) ?? [])];
  return packages.find(([, releases]) => (releases & mask) !== 0)?.[0];
}

/** How the action must be written so that narrow privileges of that release grant the route: snake_case, except for some in 24.7 and 25.1. */
export function spelling(route: string, release: Release): string {
  const [action, mask] = stored.spellings[route] ?? ['', 0];
  return (mask & bitOf(release)) === 0 ? route : `${route.slice(0, route.lastIndexOf('/'))}/${action}`;
}

/**
 * Where OPNsense's router dispatches path segments in that release, plugins not considered: modules in any case, controllers in snake_case
 * or CamelCase, actions in any case with underscores anywhere; `module/controller/*` when a catch-all takes it. Undefined means 404.
 */
export function dispatch(segments: readonly string[], release: Release): CatalogueEndpoint | undefined {
  const [module, controller, action] = segments;
  if (module === undefined || controller === undefined) return undefined;
  const moduleName = fold(module);
  const className = upperCamel(controller);
  const name = Object.keys(stored.routes[moduleName] ?? {}).find(each => classOf(`${moduleName}/${each}`, release) === className);
  if (name === undefined) return undefined;
  const actions = actionsOf(`${moduleName}/${name}`);
  const inRelease = (entry: Entry): boolean => (entry.mask & bitOf(release)) !== 0;
  const found = actions.get(fold(action ?? 'index'))?.find(inRelease) ?? actions.get('*')?.find(inRelease);
  return found === undefined ? undefined : { route: found.route, releases: releasesIn(found.mask), required: found.required };
}

/** Action names as PHP compares them: without underscores, in lower case. */
export function fold(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function entryOf(route: string): Entry | undefined {
  const [module = '', controller = '', action = ''] = route.split('/');
  return actionsOf(`${module}/${controller}`).get(fold(action))?.find(entry => entry.route === route);
}

function actionsOf(path: string): ReadonlyMap<string, readonly Entry[]> {
  let actions = controllers.get(path);
  if (actions === undefined) {
    const [module = '', controller = ''] = path.split('/');
    const index = new Map<string, Entry[]>();
    for (const [code, names] of Object.entries(stored.routes[module]?.[controller] ?? {})) {
      for (const name of names.split(' ')) {
        const entries = index.get(fold(name)) ?? [];
        entries.push({ route: `${path}/${name}`, mask: Number(code) & 31, required: Number(code) >> 5 });
        index.set(fold(name), entries);
      }
    }
    actions = index;
    controllers.set(path, actions);
  }
  return actions;
}

function classOf(path: string, release: Release): string {
  const [className, mask] = stored.classes[path] ?? ['', 0];
  return (mask & bitOf(release)) === 0 ? upperCamel(path.slice(path.indexOf('/') + 1)) : className;
}

function upperCamel(name: string): string {
  return name.split('_').map(part => part.charAt(0).toUpperCase() + part.slice(1)).join('');
}

function indexPackages(): ReadonlyMap<string, readonly (readonly [string, number])[]> {
  const index = new Map<string, (readonly [string, number])[]>();
  for (const [name, places] of Object.entries(stored.packages)) {
    for (const [place, mask] of Object.entries(places)) index.set(place, [...(index.get(place) ?? []), [name, mask]]);
  }
  return index;
}
