import { type Part, part, type Unavailable } from '../../../core';
import { type Fact, type FactSource } from '../../../core/audit';

/** The facts of one audit: each read once, when it is first asked for. */
export class Facts implements FactSource {
  readonly firewall: FactSource['firewall'];
  readonly config: FactSource['config'];
  readonly certificates: FactSource['certificates'];
  readonly now: number;
  private readonly values = new Map<Fact<unknown>, Promise<unknown>>();
  private readonly parts = new Map<Fact<unknown>, Promise<Part<unknown>>>();

  constructor({ firewall, config, certificates, now }: Pick<FactSource, 'firewall' | 'config' | 'certificates' | 'now'>) {
    this.firewall = firewall;
    this.config = config;
    this.certificates = certificates;
    this.now = now;
  }

  get<T>(fact: Fact<T>): Promise<T> {
    const value = this.values.get(fact) ?? fact.read(this);
    this.values.set(fact, value);
    return value as Promise<T>;
  }

  /** The facts by their names, or what of them could not be read; rejects only with what would fail every other fact as well. */
  async all(needs: Readonly<Record<string, Fact<unknown>>>): Promise<{ readonly values: Readonly<Record<string, unknown>>; readonly problems: readonly Unavailable[] }> {
    const entries = await Promise.all(Object.entries(needs).map(async ([name, fact]) => [name, await this.part(fact)] as const));
    return { values: Object.fromEntries(entries.map(([name, { value }]) => [name, value])), problems: entries.flatMap(([, { problem }]) => problem ?? []) };
  }

  private part(fact: Fact<unknown>): Promise<Part<unknown>> {
    const known = this.parts.get(fact) ?? part(fact.name, this.get(fact));
    this.parts.set(fact, known);
    return known;
  }
}
