import { type Journal, type JournalEntry } from '../../ports';

/** A journal of the running process: the newest `capacity` entries. */
export class MemoryJournal implements Journal {
  private readonly entries: JournalEntry[] = [];

  constructor(private readonly capacity = 1000) {}

  async append(entry: JournalEntry): Promise<void> {
    this.entries.push(entry);
    if (this.entries.length > this.capacity) this.entries.shift();
  }

  async latest(count: number): Promise<readonly JournalEntry[]> {
    return count <= 0 ? [] : this.entries.slice(-count);
  }
}
