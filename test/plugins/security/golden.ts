import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigDocument, type ConfigNode, element } from '../../../src/adapters/fake/config-document';
import { type FakeFirewallOptions } from '../../../src/adapters/fake/fake-options';
import { startTestServer, type TestServer } from '../../../src/adapters/testkit';
import { LIST_ELEMENTS } from '../../../src/adapters/config/list-elements';
import { compareReleases, isRelease, type Release } from '../../../src/ports';
import { SecurityPlugin } from '../../../src/plugins/security/security.plugin';

const FIXTURES = join(__dirname, '../../fixtures/audit');

/** The configurations that every check is tried on: one without a fault, one in which things are set up wrongly, and one in which they are not set up at all. */
export const GOLDEN = ['hardened', 'bad', 'bare'] as const;

/** One of those configurations. */
export type Golden = (typeof GOLDEN)[number];

/** What an area's `AREA.state.ts` exports as `state`: what no configuration says of a firewall. */
export interface GoldenState {
  readonly actions?: (release: Release) => NonNullable<FakeFirewallOptions['actions']>;
  /** Plugin packages to be installed. */
  readonly packages?: readonly string[];
  readonly given?: (kit: TestServer) => void | Promise<void>;
}

/** A finding that was planted: its key, everywhere or on some releases. */
export type Planted = string | { readonly key: string; readonly releases: readonly Release[] };

/** The keys planted for each check on that release, from every `AREA.json` of a configuration; what has none is left out. */
export function planted(golden: Golden, release: Release): Readonly<Record<string, readonly string[]>> {
  const files = filesOf(golden, '.json').map(file => JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, readonly Planted[]>>);
  const keysOn = (keys: readonly Planted[]): string[] => keys.flatMap(each => (typeof each === 'string' ? [each] : each.releases.includes(release) ? [each.key] : []));
  return Object.fromEntries(files.flatMap(checks => Object.entries(checks).map(([check, keys]) => [check, keysOn(keys)] as const)).filter(([, keys]) => keys.length > 0));
}

/** A server before a firewall with that configuration, of which every part holds on that release. */
export async function goldenServer(golden: Golden, release: Release): Promise<TestServer> {
  const states = filesOf(golden, '.state.ts').map(stateIn);
  const kit = await startTestServer({
    plugins: [SecurityPlugin],
    release,
    now: timeOf(golden, release),
    fake: {
      document: goldenDocument(golden, release),
      packages: states.flatMap(({ packages }) => packages ?? []),
      actions: Object.assign({}, ...states.map(({ actions }) => actions?.(release) ?? {})),
    },
  });
  for (const { given } of states) await given?.(kit);
  return kit;
}

/** Good firewalls are audited while their release is supported, bad ones when none of them is. */
function timeOf(golden: Golden, release: Release): number {
  const [year = 0, month = 0] = release.split('.').map(Number);
  return golden === 'hardened' ? Date.UTC(2000 + year, month + 1, 15) : Date.UTC(2027, 2, 1);
}

/** The configuration of that release: the common base and the parts of all areas, merged. */
export function goldenDocument(golden: Golden, release: Release): ConfigDocument {
  const parts = [join(FIXTURES, 'base.xml'), ...filesOf(golden, '.xml')].map(file => ConfigDocument.parse(readFileSync(file, 'utf8')).root);
  return new ConfigDocument(parts.map(part => withRelease(part, release)).reduce((whole, part) => merged(whole, part)));
}

function filesOf(golden: Golden, ending: string): string[] {
  const folder = join(FIXTURES, golden);
  return existsSync(folder) ? readdirSync(folder).filter(file => file.endsWith(ending)).sort().map(file => join(folder, file)) : [];
}

function stateIn(file: string): GoldenState {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the files are found, not known
  return (require(file) as { readonly state: GoldenState }).state;
}

/** Without the elements that are for other releases: `since` and `until` say so. */
function withRelease(node: ConfigNode, release: Release): ConfigNode {
  const { since: _since, until: _until, ...attributes } = node.attributes;
  const children = node.children.filter(each => {
    const [first, last] = [each.attributes['since'], each.attributes['until']];
    for (const mark of [first, last]) if (mark !== undefined && !isRelease(mark)) throw new Error(`<${each.name}> is marked with '${mark}', which is no release`);
    return (first === undefined || compareReleases(release, first as Release) >= 0) && (last === undefined || compareReleases(release, last as Release) <= 0);
  });
  return children.length === 0 ? element(node.name, node.text, attributes) : element(node.name, children.map(each => withRelease(each, release)), attributes);
}

/** The second put into the first: lists grow, other elements of one name become one, texts replace. */
function merged(into: ConfigNode, from: ConfigNode): ConfigNode {
  if (from.children.length === 0 && from.text !== '') return from;
  const children = [...into.children];
  for (const child of from.children) {
    const index = isListed(from, child) ? -1 : children.findIndex(each => each.name === child.name);
    if (index < 0) children.push(child);
    else children[index] = merged(children[index]!, child);
  }
  return element(into.name, children.length === 0 ? into.text : children, { ...into.attributes, ...from.attributes });
}

const isListed = (parent: ConfigNode, { name, attributes }: ConfigNode): boolean =>
  attributes['uuid'] !== undefined || LIST_ELEMENTS.has(`${parent.name}/${name}`) || LIST_ELEMENTS.has(`*/${name}`);
