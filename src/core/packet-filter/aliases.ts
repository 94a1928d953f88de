import { isWithin } from './addresses';
import { any, type Certainty } from './certainty';
import { at, type Fields, listOf, textOf } from './configuration';
import { type ConfigValue } from '../../ports';

/** Types whose entries stand in the configuration. */
const LISTED = new Set(['host', 'network', 'networkgroup', 'port']);
const DEEPEST = 10;

/** The aliases of a configuration, nested ones resolved; what is only known while the firewall runs is `maybe`. */
export class Aliases {
  private readonly byName: ReadonlyMap<string, Fields>;

  /** `models` is the section `OPNsense.Firewall`. */
  constructor(models: ConfigValue | undefined) {
    this.byName = new Map(listOf(at(models, 'Alias', 'aliases', 'alias')).map(alias => [textOf(alias, 'name'), alias]));
  }

  /** True for the name of an alias. */
  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** Whether the alias contains the address. */
  containsAddress(name: string, address: string, depth = 0): Certainty {
    const alias = this.byName.get(name);
    if (alias === undefined || depth > DEEPEST) return 'maybe';
    // pf knows no table of a disabled alias, so a rule with it is not loaded as written.
    if (textOf(alias, 'enabled') === '0' || !LISTED.has(textOf(alias, 'type'))) return 'maybe';
    const entries = entriesIn(alias);
    const negated = entries.filter(entry => entry.startsWith('!'));
    if (negated.some(entry => isWithin(address, entry.slice(1)) === true)) return 'no';
    return any(entries.filter(entry => !entry.startsWith('!')).map(entry => this.entryContains(entry, address, depth)));
  }

  /** Whether the alias contains the port. */
  containsPort(name: string, port: number, depth = 0): Certainty {
    const alias = this.byName.get(name);
    if (alias === undefined || depth > DEEPEST || textOf(alias, 'enabled') === '0' || textOf(alias, 'type') !== 'port') return 'maybe';
    return any(entriesIn(alias).map(entry => (this.has(entry) ? this.containsPort(entry, port, depth + 1) : portMatches(entry, port))));
  }

  private entryContains(entry: string, address: string, depth: number): Certainty {
    if (this.has(entry)) return this.containsAddress(entry, address, depth + 1);
    const within = isWithin(address, entry);
    // A host name stands for what it resolves to on the firewall.
    return within === undefined ? 'maybe' : within ? 'yes' : 'no';
  }
}

/** Names that rules may use for a port. */
const WELL_KNOWN: Readonly<Record<string, number>> = { http: 80, https: 443, ssh: 22, domain: 53, ftp: 21, smtp: 25, ntp: 123, imap: 143, imaps: 993, pop3: 110, pop3s: 995, snmp: 161, telnet: 23, ldap: 389, openvpn: 1194 };

/** Whether a port, a range `from-to` or `from:to`, or a well-known name means the port. */
export function portMatches(text: string, port: number): Certainty {
  const [from, to = from, ...rest] = text.split(/[-:]/).map(end => (/^\d+$/.test(end.trim()) ? Number(end) : WELL_KNOWN[end.trim().toLowerCase()]));
  if (from === undefined || to === undefined || rest.length > 0) return 'maybe';
  return from <= port && port <= to ? 'yes' : 'no';
}

function entriesIn(alias: Fields): string[] {
  return textOf(alias, 'content').split('\n').map(entry => entry.trim()).filter(entry => entry !== '');
}
