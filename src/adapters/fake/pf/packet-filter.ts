import { ConfigDocument, element } from '../config-document';
import { type Machine } from '../machine';
import { antiLockout } from './anti-lockout';
import { endHolds, type Names } from './ends';
import { Interfaces } from './interfaces';
import { mappedAddress } from './one-to-one';
import { type Packet } from './packet';
import { type PfRule } from './pf-rule';
import { redirectOf } from './redirects';
import { inPfsWords, refusedByPf } from './rejection';
import { rulesOf } from './ruleset';
import { isScheduled, lastReload } from './schedules';
import { type RuleSource } from './source-rules';
import { isFilledBy, Tables } from './tables';

/** What becomes of a new connection. */
export interface Verdict {
  readonly action: 'pass' | 'block' | 'reject';
  /** Id and description of the rule that decided. */
  readonly rule: { readonly id: string; readonly description: string };
  /** True when packets that follow pass whatever the rules say by then. */
  readonly isRemembered: boolean;
}

const NOTHING = new ConfigDocument(element('opnsense', []));

/** pf with the rules and tables that it loaded last. */
export class PacketFilter {
  /** Entries added to tables while running, by table. */
  readonly added = new Map<string, Set<string>>();
  /** Entries removed from tables while running, by table. */
  readonly removed = new Map<string, Set<string>>();
  private rules: readonly PfRule[] = [];
  private interfaces: Interfaces | undefined;
  private rulesFrom: ConfigDocument | undefined;
  /** When the rules were loaded (milliseconds since 1970). */
  private loadedAt = 0;
  private tablesFrom: ConfigDocument | undefined;

  constructor(private readonly firewall: Pick<RuleSource, 'release' | 'hasPackage'> & Pick<Machine, 'now'>) {}

  /** The configuration whose rules are loaded; undefined when none ever were. */
  get rulesDocument(): ConfigDocument | undefined {
    return this.rulesFrom;
  }

  /** The rules that are loaded, by their numbers. */
  get loaded(): readonly PfRule[] {
    return this.rules;
  }

  /** The configuration whose tables are loaded; undefined when none ever were. */
  get tablesDocument(): ConfigDocument | undefined {
    return this.tablesFrom;
  }

  /** When the rules should have been loaded anew because some of them follow schedules; undefined when they are up to date. */
  reloadDue(now: number): number | undefined {
    const due = lastReload(now);
    return due > this.loadedAt && this.rules.some(({ schedule }) => schedule !== '') ? due : undefined;
  }

  /** Loads rules and NAT as of a time, now unless given; answers what pf says when it refuses them and keeps those it has. */
  loadRules(document: ConfigDocument, time = this.firewall.now()): string | undefined {
    const { release } = this.firewall;
    const rules = rulesOf({ release, document, hasPackage: name => this.firewall.hasPackage(name) });
    const at = rules.findIndex(rule => refusedByPf(rule) !== undefined);
    const refused = rules[at];
    if (refused !== undefined) return `/tmp/rules.debug:${String(at + 1)}: ${refusedByPf(refused) ?? ''}; line ${String(at + 1)} reads: ${inPfsWords(refused)}`;
    this.rules = rules;
    this.interfaces = new Interfaces(document);
    this.rulesFrom = document;
    this.loadedAt = time;
    return undefined;
  }

  /** Fills the tables with what the aliases hold; those that others fill keep what they have. */
  loadTables(document: ConfigDocument): void {
    this.tablesFrom = document;
    for (const changed of [this.added, this.removed]) for (const name of changed.keys()) if (isFilledBy(document, name)) changed.delete(name);
  }

  /** The tables as they are now. */
  get tables(): Tables {
    const document = this.tablesFrom ?? this.rulesFrom ?? NOTHING;
    return new Tables(document, this.interfaces ?? new Interfaces(document), this.added, this.removed);
  }

  /** What becomes of a connection that starts with this packet. */
  judge(packet: Packet): Verdict {
    const names = this.names();
    // Without any rules pf lets everything pass.
    if (names === undefined || packet.key === 'lo0' || names.document.find('system/disablefilter') !== undefined) return verdict('pass', { id: '', description: 'pf does not look at it' }, false);
    const redirect = isProtected(packet, names) ? undefined : redirectOf(packet, names);
    if (redirect !== undefined && !names.interfaces.own().includes(redirect.address)) return verdict('block', { id: '', description: `port forward to ${redirect.address}` });
    if (redirect?.passes === true) return verdict('pass', { id: '', description: 'port forward' });
    if (redirect !== undefined) return this.decide({ ...packet, destination: redirect.address, port: redirect.port }, names);
    const mapped = mappedAddress(packet, names);
    if (mapped !== undefined && !names.interfaces.own().includes(mapped)) return verdict('block', { id: '', description: `one-to-one NAT to ${mapped}` });
    return this.decide(mapped === undefined ? packet : { ...packet, destination: mapped }, names);
  }

  private names(): Names | undefined {
    const { rulesFrom, interfaces } = this;
    if (rulesFrom === undefined || interfaces === undefined) return undefined;
    return { document: rulesFrom, interfaces, tables: this.tables };
  }

  private runs({ schedule }: PfRule, { document }: Names): boolean {
    return schedule === '' || isScheduled(document, schedule, this.loadedAt);
  }

  private decide(packet: Packet, names: Names): Verdict {
    let last: PfRule | undefined;
    for (const rule of this.rules) {
      if (!matches(rule, packet, names) || !this.runs(rule, names)) continue;
      last = rule;
      if (rule.quick) break;
    }
    return last === undefined ? verdict('pass', { id: '', description: 'no rule' }, false) : verdict(last.action, last, last.keepsState);
  }
}

function matches(rule: PfRule, packet: Packet, names: Names): boolean {
  if (rule.direction === 'out' || rule.tagged !== '' || !['', 'tcp', 'tcp/udp'].includes(rule.protocol)) return false;
  if (rule.family !== 'inet46' && rule.family !== packet.family) return false;
  const { flags } = rule;
  if (flags !== undefined && flags.of.some(flag => flags.set.includes(flag) !== (flag === 'syn'))) return false;
  return isOn(rule, packet.key, names.interfaces) && endHolds(rule.source, packet.source, packet.sourcePort, names) && endHolds(rule.destination, packet.destination, packet.port, names);
}

function isOn({ interfaces, isInterfaceNegated }: PfRule, key: string, known: Interfaces): boolean {
  return interfaces.length === 0 || interfaces.some(name => known.has(name) && known.isIn(key, name) !== isInterfaceNegated);
}

/** True when the anti-lockout rules keep port forwards off. */
function isProtected({ key, destination, port }: Packet, { document, interfaces }: Names): boolean {
  const lockout = antiLockout(document);
  return lockout?.key === key && lockout.ports.includes(String(port)) && interfaces.addresses(key).includes(destination);
}

function verdict(action: Verdict['action'], { id, description }: Verdict['rule'], isRemembered = true): Verdict {
  return { action, rule: { id, description }, isRemembered: action === 'pass' && isRemembered };
}
