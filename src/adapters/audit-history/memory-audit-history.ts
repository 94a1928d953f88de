import { type AuditHistory, type SavedAudit } from '../../ports';

/** Audits that are kept of one firewall. */
export const KEPT_AUDITS = 50;

/** The audits with one more, newest first, without those that are too many. */
export function withAudit(audits: readonly SavedAudit[], audit: SavedAudit): readonly SavedAudit[] {
  return [audit, ...audits.filter(({ at }) => at !== audit.at)].slice(0, KEPT_AUDITS);
}

/** Keeps audits for as long as the process lives. */
export class MemoryAuditHistory implements AuditHistory {
  private audits: readonly SavedAudit[] = [];

  async save(audit: SavedAudit): Promise<void> {
    this.audits = withAudit(this.audits, audit);
  }

  async list(): Promise<readonly SavedAudit[]> {
    return this.audits;
  }
}
