import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Journal, type JournalEntry } from '../../ports';
import { cannotKeep } from '../savepoints/disk-change-store';

const NAME = 'journal.jsonl';
const LARGEST = 1_048_576;
const KEPT_FILES = 5;

/** A journal on disk, safe from the death of this process; what has to survive that of the machine stands in the open change. One JSON line an entry, files of about 1 MiB (mode 0600), the last five older ones kept. */
export class DiskJournal implements Journal {
  private last: Promise<void> = Promise.resolve();
  private isFirst = true;

  constructor(private readonly folder: string) {}

  append(entry: JournalEntry): Promise<void> {
    const mine = this.last.then(() => this.write(entry));
    this.last = mine.catch(() => undefined);
    return mine;
  }

  async latest(count: number): Promise<readonly JournalEntry[]> {
    if (count <= 0) return [];
    let entries: JournalEntry[] = [];
    for (let age = 0; age <= KEPT_FILES && entries.length < count; age++) entries = [...(await this.read(age)), ...entries];
    return entries.slice(-count);
  }

  private async write(entry: JournalEntry): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await this.rotate();
      // A line that a crash cut off must not take this one along.
      const start = this.isFirst && (await this.isCutOff()) ? '\n' : '';
      await appendFile(this.file(0), `${start}${JSON.stringify(entry)}\n`, { mode: 0o600 });
      this.isFirst = false;
    } catch (problem) {
      throw cannotKeep(this.folder, problem);
    }
  }

  private async isCutOff(): Promise<boolean> {
    const text = await readFile(this.file(0), 'utf8').catch(() => '');
    return text !== '' && !text.endsWith('\n');
  }

  private async rotate(): Promise<void> {
    const size = await stat(this.file(0)).then(({ size }) => size, () => 0);
    if (size < LARGEST) return;
    for (let age = KEPT_FILES - 1; age >= 0; age--) await rename(this.file(age), this.file(age + 1)).catch(() => undefined);
  }

  private async read(age: number): Promise<JournalEntry[]> {
    const text = await readFile(this.file(age), 'utf8').catch(() => '');
    // A line that a crash cut off says nothing.
    return text.split('\n').flatMap(line => {
      try {
        return line === '' ? [] : [JSON.parse(line) as JournalEntry];
      } catch {
        return [];
      }
    });
  }

  private file(age: number): string {
    return path.join(this.folder, age === 0 ? NAME : `journal.${String(age)}.jsonl`);
  }
}
