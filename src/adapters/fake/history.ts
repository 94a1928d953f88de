import { compareReleases, type Release } from '../../ports';
import { type ConfigDocument } from './config-document';

/** One configuration as OPNsense keeps it in /conf/backup. */
export interface Revision {
  /** File name: `config-SECONDS.xml`, four decimals at most. */
  readonly id: string;
  /** The revision's own time in seconds, as that release writes it; from 25.7 on it has two decimals and never equals the one in `id`. */
  readonly time: string;
  readonly description: string;
  readonly username: string;
  /** Nobody changes it. */
  readonly document: ConfigDocument;
}

/** The last configurations, newest first; OPNsense keeps 100 unless its configuration says otherwise. */
export class History {
  private entries: Revision[] = [];
  private last = 0;
  private stamps = 0;

  constructor(private readonly release: Release) {}

  /** The revisions, newest first. */
  list(): readonly Revision[] {
    return this.entries;
  }

  newest(): Revision | undefined {
    return this.entries[0];
  }

  find(id: string): Revision | undefined {
    return this.entries.find(entry => entry.id === id);
  }

  /** Adds a revision and forgets those beyond `keep`. */
  add(revision: Revision, keep: number): void {
    this.entries = [revision, ...this.entries].slice(0, Math.max(keep, 1));
  }

  /** Removes a revision; false when there is none of that name. */
  remove(id: string): boolean {
    const before = this.entries.length;
    this.entries = this.entries.filter(entry => entry.id !== id);
    return this.entries.length < before;
  }

  /** The name and time of a revision made now (milliseconds since 1970); no two have the same name. */
  stamp(now: number): Pick<Revision, 'id' | 'time'> {
    const isRounded = compareReleases(this.release, '25.7') >= 0;
    const next = Math.max(Math.round(now * 10), this.last + 1);
    const tick = isRounded && next % 100 === 0 ? next + 1 : next;
    this.last = tick;
    this.stamps += 1;
    if (isRounded) return { id: `config-${seconds(tick)}.xml`, time: (tick / 10_000).toFixed(2) };
    // OPNsense reads the clock twice; up to 25.1 every tenth revision or so names a file that does not exist.
    return { id: `config-${seconds(tick)}.xml`, time: seconds(this.stamps % 10 === 9 ? tick + 1 : tick) };
  }
}

function seconds(tick: number): string {
  return String(tick / 10_000);
}
