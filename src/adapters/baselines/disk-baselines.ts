import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Baseline, type Baselines, OpnError } from '../../ports';
import { writePrivateFile } from '../private-files/private-file';
import { refuseTooMany } from './memory-baselines';

const END = '.json';

/** Keeps baselines in a folder of the operator (mode 0700, files 0600). */
export class DiskBaselines implements Baselines {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = path.join(folder, 'baselines');
  }

  async save(name: string, baseline: Baseline): Promise<void> {
    refuseTooMany(await this.names(), name);
    await writePrivateFile(this.file(name), JSON.stringify(baseline)).catch((problem: unknown) => {
      throw this.unusable(name, 'kept', problem);
    });
  }

  async load(name: string): Promise<Baseline | undefined> {
    try {
      return JSON.parse(await readFile(this.file(name), 'utf8')) as Baseline;
    } catch (problem) {
      if (codeOf(problem) === 'ENOENT') return undefined;
      throw this.unusable(name, 'read', problem);
    }
  }

  async names(): Promise<readonly string[]> {
    const files = await readdir(this.folder).catch((problem: unknown) => {
      if (codeOf(problem) === 'ENOENT') return [];
      throw this.unusable('', 'listed', problem);
    });
    return files.filter(file => file.endsWith(END)).map(file => decodeURIComponent(file.slice(0, -END.length))).sort();
  }

  private file(name: string): string {
    return path.join(this.folder, `${encodeURIComponent(name)}${END}`);
  }

  private unusable(name: string, what: string, problem: unknown): OpnError {
    return new OpnError('OPN_CONFIG', `The baseline ${name} cannot be ${what} in ${this.folder}: ${codeOf(problem) ?? 'it is not JSON'}.`, 'Let this user read and write there, or name another folder with OPNSENSE_STATE_DIR.');
  }
}

const codeOf = (problem: unknown): string | undefined => (problem as NodeJS.ErrnoException).code;
