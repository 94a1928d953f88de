import { type Area, auditTime, type Check, check, references, type Severity } from '../../../../src/core/audit';
import { findingId } from '../../../../src/plugins/security/audit/finding-id';
import { type CheckResult, type Finding, type Report } from '../../../../src/plugins/security/audit/report';

/** A check that is never run. */
export const checkNamed = (id: string, severity: Severity = 'medium'): Check =>
  check({ id, area: id.split('.')[0] as Area, title: `About ${id}`, question: 'Is it well?', severity, recommendation: 'Mend it.', references: references({ cis: ['4.2'] }), needs: { now: auditTime }, judge: () => [] });

/** Its result with a finding for each key. */
export function foundBy(of: Check, keys: readonly string[], more: Partial<Finding> = {}): CheckResult & { readonly outcome: 'found' } {
  return { check: of, outcome: 'found', findings: keys.map(key => ({ id: findingId(of.id, key), check: of, severity: of.severity, key, subject: key, says: `${key} is wrong.`, evidence: { key }, ...more })) };
}

/** A report of these results, of which nothing was accepted. */
export const reportOf = (results: readonly CheckResult[], more: Partial<Report> = {}): Report => ({ at: '2026-11-26T12:00:00.000Z', version: 'OPNsense 26.7.2', results, accepted: [], expired: [], unknown: [], ...more });
