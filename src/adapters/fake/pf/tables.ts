import { childText, type ConfigDocument, type ConfigNode } from '../config-document';
import { HOSTS } from '../sample';
import { isAddressEntry, matchingBits } from './addresses';
import { type Interfaces } from './interfaces';

/** Not here: the documentation networks, which stand for the internet in samples. */
const BOGONS = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '198.18.0.0/15', '240.0.0.0/4'];
const BOGONS_V6 = ['::/8', 'fc00::/7'];
/** Machines that made too many connections. */
const OVERLOADED = ['198.51.100.66', '198.51.100.67'];
const ALWAYS: Readonly<Record<string, readonly string[]>> = { bogons: BOGONS, bogonsv6: BOGONS_V6, virusprot: OVERLOADED, sshlockout: [] };

/** Types of aliases whose entries are addresses or names of other aliases; the content of the others comes from elsewhere. */
const WRITTEN = ['host', 'network', 'networkgroup'];

/** pf's tables: what the aliases held when they were last loaded, and what was added and removed while running. */
export class Tables {
  constructor(
    private readonly document: ConfigDocument,
    private readonly interfaces: Interfaces,
    private readonly added: ReadonlyMap<string, ReadonlySet<string>>,
    private readonly removed: ReadonlyMap<string, ReadonlySet<string>>,
  ) {}

  /** The tables there are: built-in ones, one for each interface with addresses, and those of aliases that are on. */
  names(): string[] {
    const interfaces = (this.document.find('interfaces')?.children ?? []).map(({ name }) => name).filter(name => name !== 'lo0' && this.interfaces.networks(name).length > 0);
    const aliases = (this.document.find('OPNsense/Firewall/Alias/aliases')?.children ?? []).filter(node => !['', '0'].includes(childText(node, 'enabled')) && !['port', 'internal'].includes(childText(node, 'type')));
    return [...new Set([...Object.keys(ALWAYS), ...interfaces.map(name => `__${name}_network`), ...aliases.map(node => childText(node, 'name'))])];
  }

  /** True when the table holds the address; of entries that overlap the narrowest decides. */
  holds(name: string, address: string): boolean {
    let narrowest = -1;
    let isIn = false;
    for (const entry of this.entries(name)) {
      const isNot = entry.startsWith('!');
      const bits = matchingBits(isNot ? entry.slice(1) : entry, address);
      if (bits !== undefined && bits > narrowest) [narrowest, isIn] = [bits, !isNot];
    }
    return isIn;
  }

  /** The entries of a table; those of nested aliases are among them. */
  entries(name: string, visited: readonly string[] = []): string[] {
    const removed = this.removed.get(name);
    const entries = this.loaded(name, visited);
    return removed === undefined ? entries : entries.filter(entry => !removed.has(entry));
  }

  private loaded(name: string, visited: readonly string[]): string[] {
    const own = [...(Object.hasOwn(ALWAYS, name) ? (ALWAYS[name] ?? []) : []), ...(this.added.get(name) ?? [])];
    const ifname = /^__(.+)_network$/.exec(name)?.[1];
    if (ifname !== undefined) return [...own, ...this.interfaces.networks(ifname)];
    const alias = aliasNamed(this.document, name);
    if (alias === undefined || visited.includes(name) || ['', '0'].includes(childText(alias, 'enabled'))) return own;
    return [...own, ...contentOf(alias).flatMap(entry => this.resolve(entry, childText(alias, 'type'), [...visited, name]))];
  }

  private resolve(entry: string, type: string, visited: readonly string[]): string[] {
    if (type === 'mac') return HOSTS.filter(({ mac }) => mac.startsWith(entry.toLowerCase())).flatMap(({ ipv4, ipv6 }) => (ipv6 === undefined ? [ipv4] : [ipv4, ipv6]));
    if (!WRITTEN.includes(type)) return [];
    if (isAddressEntry(entry.replace(/^!/, ''))) return [entry];
    return this.entries(entry, visited);
  }
}

const aliases = new WeakMap<ConfigDocument, ReadonlyMap<string, ConfigNode>>();

/** The alias of that name in a configuration that does not change any more. */
function aliasNamed(document: ConfigDocument, name: string): ConfigNode | undefined {
  let known = aliases.get(document);
  if (known === undefined) {
    known = new Map(document.find('OPNsense/Firewall/Alias/aliases')?.children.map(node => [childText(node, 'name'), node]));
    aliases.set(document, known);
  }
  return known.get(name);
}

/** True for a table that holds what its alias says, and nothing else. */
export function isFilledBy(document: ConfigDocument, name: string): boolean {
  const alias = aliasNamed(document, name);
  return alias !== undefined && childText(alias, 'type') !== 'external';
}

/** True for a name that stands for a table in rules. */
export function isTable(document: ConfigDocument, name: string): boolean {
  if (Object.hasOwn(ALWAYS, name) || /^__.+_network$/.test(name)) return true;
  const alias = aliasNamed(document, name);
  return alias !== undefined && childText(alias, 'type') !== 'port';
}

/** The ports and ranges (`80`, `8000:8010`) of a port alias, nested ones included; undefined when there is no such alias. */
export function aliasPorts(document: ConfigDocument, name: string, visited: readonly string[] = []): string[] | undefined {
  const alias = aliasNamed(document, name);
  if (alias === undefined || childText(alias, 'type') !== 'port') return undefined;
  if (visited.includes(name) || ['', '0'].includes(childText(alias, 'enabled'))) return [];
  return contentOf(alias).flatMap(entry => aliasPorts(document, entry, [...visited, name]) ?? [entry]);
}

function contentOf(alias: ConfigNode): string[] {
  return childText(alias, 'content').split(/[\n,]/).map(entry => entry.trim()).filter(entry => entry !== '');
}
