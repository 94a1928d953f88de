import { type InjectionToken } from './token';

/** A finding of the security audit that the operator lives with. */
export interface Acceptance {
  /** Of one finding, or of a check for all of its findings. */
  readonly id: string;
  readonly reason: string;
  /** The last day on which it counts, `2027-01-31`, UTC; for good when absent. */
  readonly until?: string;
}

/** The findings that the operator has accepted. */
export interface AcceptedFindings {
  /** As they are now; rejects with OPN_CONFIG when the operator's list cannot be used. */
  list(): Promise<readonly Acceptance[]>;
}
/** Injects the accepted findings. */
export const AcceptedFindings: InjectionToken<AcceptedFindings> = Symbol.for('opnsense-mcp/AcceptedFindings');
