import { type ConfigDocument } from './config-document';
import { type Machine } from './machine';
import { PacketFilter } from './pf/packet-filter';
import { RollbackTimer } from './rollback-timer';

/** Why pf did not take the last rules it was given, and when (milliseconds since 1970). */
export interface RulesError {
  readonly message: string;
  readonly time: number;
}

/** What the parts of the firewall run with: the configuration that each of them loaded last, which need not be the saved one. */
export class AppliedState {
  /** Takes back filter rules that nobody confirms (up to 26.1). */
  readonly rollback: RollbackTimer;
  private filter: PacketFilter | undefined;
  private readonly services = new Map<string, ConfigDocument>();
  private error: RulesError | undefined;

  /** Everything starts with `boot`, which nobody may change any more. */
  constructor(
    private readonly firewall: Pick<Machine, 'release' | 'hasPackage' | 'now'>,
    private readonly boot: () => ConfigDocument,
    rollbackStartMs = 0,
  ) {
    this.rollback = new RollbackTimer(rollbackStartMs);
  }

  /** pf with its rules and tables. */
  get packetFilter(): PacketFilter {
    if (this.filter === undefined) {
      this.filter = new PacketFilter(this.firewall);
      this.loadRules(this.boot());
      this.filter.loadTables(this.boot());
    }
    return this.filter;
  }

  /** Set once pf refused rules, until somebody dismisses it. */
  get rulesError(): RulesError | undefined {
    void this.packetFilter;
    return this.error;
  }

  /** Forgets that rules were refused; those that run stay. */
  dismissRulesError(): void {
    this.error = undefined;
  }

  /**
   * The configuration that a part loaded last: `filter` is pf's rules and NAT, `aliases` its tables; others are called by the module of their
   * service (`unbound`), or by module and controller (`routes/routes`).
   */
  applied(part: string): ConfigDocument {
    if (part === 'filter') return this.packetFilter.rulesDocument ?? this.boot();
    if (part === 'aliases') return this.packetFilter.tablesDocument ?? this.boot();
    return this.services.get(part) ?? this.boot();
  }

  /** When pf should have loaded its rules anew by itself; undefined when it is up to date, or nobody has looked at it yet. */
  reloadDue(now: number): number | undefined {
    return this.filter?.reloadDue(now);
  }

  /** Lets pf load the rules of a configuration, which nobody may change afterwards, as of an earlier time. */
  reload(document: ConfigDocument, at: number): void {
    this.loadRules(document, undefined, at);
  }

  /** Lets parts load a configuration, which nobody may change afterwards; `refusal` makes pf refuse the rules. */
  load(parts: readonly string[], document: ConfigDocument, refusal?: string): void {
    for (const part of parts) {
      if (part === 'filter') this.loadRules(document, refusal);
      else if (part === 'aliases') this.packetFilter.loadTables(document);
      else this.services.set(part, document);
    }
  }

  private loadRules(document: ConfigDocument, refusal?: string, at?: number): void {
    const message = refusal ?? this.packetFilter.loadRules(document, at);
    if (message !== undefined) this.error = { message: `The rules could not be loaded: ${message}`, time: this.firewall.now() };
  }
}
