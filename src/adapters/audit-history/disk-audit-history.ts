import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type AuditHistory, OpnError, type SavedAudit } from '../../ports';
import { withAudit } from './memory-audit-history';

const FILE = 'audits.json';

/** Keeps audits in a folder of the operator (mode 0700, file 0600). */
export class DiskAuditHistory implements AuditHistory {
  constructor(private readonly folder: string) {}

  async save(audit: SavedAudit): Promise<void> {
    const draft = path.join(this.folder, `${FILE}.${randomUUID()}`);
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, JSON.stringify(withAudit(await this.list(), audit)), { mode: 0o600 });
      await rename(draft, path.join(this.folder, FILE));
    } catch (problem) {
      await rm(draft, { force: true }).catch(() => undefined);
      if (problem instanceof OpnError) throw problem;
      throw new OpnError('OPN_CONFIG', `Audits cannot be kept in ${this.folder}: ${reasonOf(problem)}.`, 'Let this user write there, or name another folder with OPNSENSE_STATE_DIR.');
    }
  }

  async list(): Promise<readonly SavedAudit[]> {
    const file = path.join(this.folder, FILE);
    try {
      return JSON.parse(await readFile(file, 'utf8')) as readonly SavedAudit[];
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw new OpnError('OPN_CONFIG', `The audits kept in ${file} cannot be read: ${reasonOf(problem)}.`, 'Remove the file: the next audit starts it anew.');
    }
  }
}

const reasonOf = (problem: unknown): string => (problem as NodeJS.ErrnoException).code ?? 'it is not JSON';
