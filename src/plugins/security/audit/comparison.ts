import { type SavedAudit, type SavedFinding } from '../../../ports';
import { type CheckResult } from './report';

/** How an audit differs from an earlier one. */
export interface Comparison {
  /** When the earlier one was. */
  readonly since: string;
  /** Ids of what is found now and was not then. */
  readonly fresh: ReadonlySet<string>;
  /** What was found then, and is not any more though its check was judged. */
  readonly gone: readonly SavedFinding[];
  /** Findings of both. */
  readonly same: number;
  /** Checks that were not judged then: nobody knows whether what they find is new. */
  readonly notCompared: readonly string[];
}

/** What a later audit compares itself with; from results of which nothing has been taken out. */
export function saved(at: string, results: readonly CheckResult[]): SavedAudit {
  return {
    at,
    judged: results.filter(({ outcome }) => outcome !== 'not_checked').map(({ check }) => check.id),
    findings: results.flatMap(result => (result.outcome === 'found' ? result.findings.map(({ id, check, severity, subject }) => ({ id, check: check.id, severity, subject })) : [])),
  };
}

/** Compares by the ids of findings, as far as both audits judged their checks. */
export function compare(earlier: SavedAudit, now: SavedAudit): Comparison {
  const [judgedThen, judgedNow] = [new Set(earlier.judged), new Set(now.judged)];
  const [then, here] = [new Set(earlier.findings.map(({ id }) => id)), new Set(now.findings.map(({ id }) => id))];
  const comparable = now.findings.filter(({ check }) => judgedThen.has(check));
  return {
    since: earlier.at,
    fresh: new Set(comparable.map(({ id }) => id).filter(id => !then.has(id))),
    gone: earlier.findings.filter(({ id, check }) => judgedNow.has(check) && !here.has(id)),
    same: comparable.filter(({ id }) => then.has(id)).length,
    notCompared: now.judged.filter(check => !judgedThen.has(check)),
  };
}
