import { type ChangeStep } from './savepoint-manager';

/** Whether the way from this server to the firewall's API stays open. */
export interface LockoutVerdict {
  /** `open`: it would pass; `cut`: it would not; `unknown`: it could not be worked out. */
  readonly path: 'open' | 'cut' | 'unknown';
  /** Why, in a sentence; names the deciding rule. */
  readonly reason: string;
}

/** Works out, before rules are applied, whether the way to the firewall's API would stay open. */
export interface LockoutGuard {
  /** Judges the saved configuration with `planned` steps carried out on it; never rejects. */
  judge(planned: readonly ChangeStep[]): Promise<LockoutVerdict>;
}
