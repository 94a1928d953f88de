import { addressRange, isWithin } from './addresses';
import { any, type Certainty, sure } from './certainty';
import { at, type Fields, listOf, textOf } from './configuration';
import { portRange, type PortRange } from './service-ports';
import { type ConfigValue } from '../../ports';

/** Types whose entries stand in the configuration. */
const LISTED = new Set(['host', 'network', 'networkgroup', 'port']);
const DEEPEST = 10;

/** For an address the names of the tables that hold it, as the firewall says. */
export type TableContents = ReadonlyMap<string, ReadonlySet<string>>;

/** What an alias holds, nested ones included. */
export interface AliasContent {
  /** Addresses, networks and ranges; `!` before one takes it out. */
  readonly addresses: readonly string[];
  readonly ports: readonly PortRange[];
  /** What only the firewall knows, in words: host names, lists from elsewhere. */
  readonly unknown: readonly string[];
}

/** The aliases of a configuration, nested ones resolved; what is only known while the firewall runs is `maybe` unless its tables are given. */
export class Aliases {
  private readonly byName: ReadonlyMap<string, Fields>;
  private readonly resolved = new Map<string, AliasContent>();
  private readonly answers = new Map<string, Certainty>();

  /** `models` is the section `OPNsense.Firewall`. */
  constructor(
    models: ConfigValue | undefined,
    private readonly tables: TableContents = new Map(),
  ) {
    this.byName = new Map(listOf(at(models, 'Alias', 'aliases', 'alias')).map(alias => [textOf(alias, 'name'), alias]));
  }

  /** True for the name of an alias. */
  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** The aliases as they are saved. */
  list(): readonly Fields[] {
    return [...this.byName.values()];
  }

  /** What the alias holds; one that is off, or that there is not, is unknown. */
  content(name: string): AliasContent {
    const known = this.resolved.get(name) ?? this.resolve(name, []);
    this.resolved.set(name, known);
    return known;
  }

  /** Whether the alias contains the address. */
  containsAddress(name: string, address: string): Certainty {
    const key = `${name} ${address}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const { addresses, unknown } = this.content(name);
    const answer = holds(addresses, address) ? 'yes' : unknown.length === 0 ? 'no' : this.tableContains(name, address);
    this.answers.set(key, answer);
    return answer;
  }

  /** Whether the alias contains the port. */
  containsPort(name: string, port: number): Certainty {
    const { ports, unknown } = this.content(name);
    return any([...ports.map(([from, to]) => sure(from <= port && port <= to)), ...unknown.map((): Certainty => 'maybe')]);
  }

  /** Whether the table of that name contains the address, as far as tables are given. */
  tableContains(table: string, address: string): Certainty {
    const tables = this.tables.get(address);
    return tables === undefined ? 'maybe' : sure(tables.has(table));
  }

  private resolve(name: string, within: readonly string[]): AliasContent {
    const alias = this.byName.get(name);
    if (alias === undefined) return unknownContent(`there is no alias ${name}`);
    // pf knows no table of a disabled alias, so a rule with it is not loaded as written.
    if (textOf(alias, 'enabled') === '0') return unknownContent(`the alias ${name} is off`);
    if (!LISTED.has(textOf(alias, 'type'))) return unknownContent(`what the alias ${name} (${textOf(alias, 'type')}) holds`);
    if (within.includes(name) || within.length > DEEPEST) return { addresses: [], ports: [], unknown: [] };
    const parts = entriesIn(alias).map(entry => this.entry(entry, textOf(alias, 'type') === 'port', [...within, name]));
    return { addresses: parts.flatMap(part => part.addresses), ports: parts.flatMap(part => part.ports), unknown: [...new Set(parts.flatMap(part => part.unknown))] };
  }

  private entry(entry: string, isPort: boolean, within: readonly string[]): AliasContent {
    if (this.has(entry)) return this.resolve(entry, within);
    if (isPort) {
      const range = portRange(entry);
      return range === undefined ? unknownContent(`the port ${entry}`) : { addresses: [], ports: [range], unknown: [] };
    }
    // A host name stands for what it resolves to on the firewall.
    return addressRange(entry.replace(/^!/, '')) === undefined ? unknownContent(`the addresses of ${entry}`) : { addresses: [entry], ports: [], unknown: [] };
  }
}

/** Whether a port, a range `from-to` or `from:to`, or a well-known name means the port. */
export function portMatches(text: string, port: number): Certainty {
  const range = portRange(text);
  return range === undefined ? 'maybe' : sure(range[0] <= port && port <= range[1]);
}

/** True when a table with those entries holds the address: of entries that overlap the narrowest decides. */
function holds(entries: readonly string[], address: string): boolean {
  let narrowest = -1;
  let isIn = false;
  for (const entry of entries) {
    const plain = entry.replace(/^!/, '');
    const bits = addressRange(plain)?.bits ?? 0;
    if (bits > narrowest && isWithin(address, plain) === true) [narrowest, isIn] = [bits, !entry.startsWith('!')];
  }
  return isIn;
}

function unknownContent(what: string): AliasContent {
  return { addresses: [], ports: [], unknown: [what] };
}

function entriesIn(alias: Fields): string[] {
  return textOf(alias, 'content').split('\n').map(entry => entry.trim()).filter(entry => entry !== '');
}
