import { type InjectionToken } from './token';

/** What a later audit needs of a finding to compare itself. */
export interface SavedFinding {
  readonly id: string;
  readonly check: string;
  readonly severity: string;
  readonly subject: string;
}

/** An audit of the past. */
export interface SavedAudit {
  /** When it was, ISO 8601, UTC; tells it from others. */
  readonly at: string;
  /** The ids of the checks that could be judged. */
  readonly judged: readonly string[];
  /** Everything found, accepted findings too. */
  readonly findings: readonly SavedFinding[];
}

/** The newest audits of this firewall. */
export interface AuditHistory {
  save(audit: SavedAudit): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly SavedAudit[]>;
}
/** Injects the audits of the past. */
export const AuditHistory: InjectionToken<AuditHistory> = Symbol.for('opnsense-mcp/AuditHistory');
