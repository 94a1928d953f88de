import { RELEASES, type Release } from '../../ports';
import { type Openers } from '../opnsense-api';
import { allRoutes, dispatch, releasesOf, spelling } from './endpoints';
import privilegeFile from './privileges.json';
import { bitOf } from './release-bits';

/** One privilege that a user or group of OPNsense can be given. */
export interface Privilege {
  /** As the configuration names it, such as `page-filter-api`. */
  readonly id: string;
  /** As that release's web GUI names it in English. */
  readonly name: string;
  /** Addresses it opens, without the leading slash; `*` stands for anything. */
  readonly patterns: readonly string[];
}

type ByMask = Readonly<Record<string, string>>;

const stored = privilegeFile as unknown as { readonly privileges: Readonly<Record<string, readonly [name: string, patterns: ByMask, older?: ByMask]>> };
const byRelease = new Map<Release, ReadonlyMap<string, Privilege>>();
const routesByRelease = new Map<Release, readonly string[]>();
/** A privilege is one release's. */
const openedBy = new WeakMap<Privilege, readonly string[]>();
const compiled = new Map<string, RegExp>();

/** The privileges of a release by id, those of plugins included; a privilege that opens no address is left out. */
export function privilegesIn(release: Release): ReadonlyMap<string, Privilege> {
  let privileges = byRelease.get(release);
  if (privileges === undefined) {
    const has = ([mask]: [string, string]): boolean => (Number(mask) & bitOf(release)) !== 0;
    privileges = new Map(
      Object.entries(stored.privileges).flatMap(([id, [newest, byMask, older = {}]]) => {
        const patterns = Object.entries(byMask).filter(has).flatMap(([, list]) => list.split(' '));
        const name = Object.entries(older).find(has)?.[1] ?? newest;
        return patterns.length === 0 ? [] : [[id, { id, name, patterns }]];
      }),
    );
    byRelease.set(release, privileges);
  }
  return privileges;
}

/** Names of the privileges that open an API path (`module/controller/action`, spelt as it is sent), narrowest first, without `All pages`; of the newest release when it is unknown. */
export function privilegesFor(path: string, release: Release | undefined): readonly string[] {
  const uri = `/${path.replace(/^\/?(api\/)?/, 'api/')}`;
  const known = release ?? RELEASES[RELEASES.length - 1] ?? '26.7';
  const opening = [...privilegesIn(known).values()].filter(({ patterns }) => !patterns.includes('*') && patterns.some(pattern => opens(pattern, uri)));
  if (opening.length < 2) return opening.map(({ name }) => name);
  return opening
    .map(privilege => ({ name: privilege.name, width: widthOf(privilege, known), fit: fitOf(privilege, uri) }))
    .sort((a, b) => a.width - b.width || b.fit - a.fit || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/** What opens an API path, spelt as it is sent: as `privilegesFor`, and whether nothing but `All pages` does in a known release that has it. */
export function openersOf(path: string, release: Release | undefined): Openers {
  const privileges = privilegesFor(path, release);
  if (release === undefined || privileges.length > 0) return { privileges };
  const route = dispatch(path.split('/'), release)?.route;
  if (route === undefined || route.endsWith('*')) return { privileges };
  const spelt = privilegesFor(spelling(route, release), release);
  return spelt.length === 0 ? { privileges, onlyAllPagesOn: release } : { privileges: spelt };
}

/** The API actions (`module/controller/action`) that a privilege opens in a release. */
export function actionsOpenedBy(privilege: Privilege, release: Release): readonly string[] {
  let actions = openedBy.get(privilege);
  if (actions === undefined) {
    actions = routesIn(release).filter(route => [route, spelling(route, release)].some(spelt => privilege.patterns.some(pattern => opens(pattern, `/api/${spelt}`))));
    openedBy.set(privilege, actions);
  }
  return actions;
}

function routesIn(release: Release): readonly string[] {
  const routes = routesByRelease.get(release) ?? allRoutes().filter(route => releasesOf(route).includes(release));
  routesByRelease.set(release, routes);
  return routes;
}

/** An old page does what many API actions do. */
const ACTIONS_OF_A_PAGE = 20;

/** How much a privilege opens in a release: its API actions, old pages counted as many. */
export function widthOf(privilege: Privilege, release: Release): number {
  return actionsOpenedBy(privilege, release).length + ACTIONS_OF_A_PAGE * privilege.patterns.filter(pattern => pattern.includes('.php')).length;
}

/** How exactly a privilege names an address: characters of its longest pattern that opens it. */
function fitOf({ patterns }: Privilege, uri: string): number {
  return Math.max(...patterns.filter(pattern => opens(pattern, uri)).map(pattern => pattern.length));
}

/** True when a privilege's pattern opens an address, compared as OPNsense does: as written, query string included. */
export function opens(pattern: string, uri: string): boolean {
  let regExp = compiled.get(pattern);
  if (regExp === undefined) {
    const literal = pattern.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '\\?');
    // A pattern that ends in /* (or &*, ?*) opens the address without that ending, too.
    regExp = new RegExp(`^/${literal.replace(/([/&?])\.\*$/, '($1.*)?')}$`);
    compiled.set(pattern, regExp);
  }
  return regExp.test(uri.replace(/#.*$/, ''));
}
