import { type Baseline, type Baselines, OpnError } from '../../ports';

/** Baselines that are kept of one firewall. */
const MOST = 20;

/** Throws OPN_CONFIG when one more of that name would be too many. */
export function refuseTooMany(names: readonly string[], name: string): void {
  if (names.length < MOST || names.includes(name)) return;
  throw new OpnError('OPN_CONFIG', `There are ${String(MOST)} baselines of this firewall already: ${names.join(', ')}.`, 'Save over one of them.');
}

/** Keeps baselines for as long as the process lives. */
export class MemoryBaselines implements Baselines {
  private readonly kept = new Map<string, Baseline>();

  async save(name: string, baseline: Baseline): Promise<void> {
    refuseTooMany(await this.names(), name);
    this.kept.set(name, baseline);
  }

  async load(name: string): Promise<Baseline | undefined> {
    return this.kept.get(name);
  }

  async names(): Promise<readonly string[]> {
    return [...this.kept.keys()].sort();
  }
}
