import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type AuditHistory, OpnError, type SavedAudit } from '../../ports';
import { writePrivateFile } from '../private-files/private-file';
import { withAudit } from './memory-audit-history';

const FILE = 'audits.json';

/** Keeps audits in a folder of the operator (mode 0700, file 0600). */
export class DiskAuditHistory implements AuditHistory {
  constructor(private readonly folder: string) {}

  async save(audit: SavedAudit): Promise<void> {
    try {
      await writePrivateFile(path.join(this.folder, FILE), JSON.stringify(withAudit(await this.list(), audit)));
    } catch (problem) {
      if (problem instanceof OpnError) throw problem;
      throw new OpnError('OPN_CONFIG', `Audits cannot be kept in ${this.folder}: ${reasonOf(problem)}.`, 'Let this user write there, or name another folder with OPNSENSE_STATE_DIR.');
    }
  }

  async list(): Promise<readonly SavedAudit[]> {
    const file = path.join(this.folder, FILE);
    try {
      return JSON.parse(await readFile(file, 'utf8')) as readonly SavedAudit[];
    } catch (problem) {
      if (['ENOENT', 'ENOTDIR'].includes((problem as NodeJS.ErrnoException).code ?? '')) return [];
      throw new OpnError('OPN_CONFIG', `The audits kept in ${file} cannot be read: ${reasonOf(problem)}.`, 'Remove the file: the next audit starts it anew.');
    }
  }
}

const reasonOf = (problem: unknown): string => (problem as NodeJS.ErrnoException).code ?? 'it is not JSON';
