import { type Unavailable } from '../../../core';
import { AREAS, type Area, type Check, compareSeverities, type Observation, SEVERITIES, type Severity } from '../../../core/audit';
import { type Acceptances } from './acceptance';
import { type Comparison } from './comparison';

/** One observation of one check, identified across audits. */
export interface Finding extends Observation {
  /** Stays the same as long as the subject does: the check's id and a hash of the subject's key. */
  readonly id: string;
  readonly check: Check;
  readonly severity: Severity;
}

/** What came of one check. */
export type CheckResult =
  | { readonly check: Check; readonly outcome: 'passed' }
  | { readonly check: Check; readonly outcome: 'found'; readonly findings: readonly Finding[] }
  /** Everything found was accepted by the operator. */
  | { readonly check: Check; readonly outcome: 'accepted' }
  | { readonly check: Check; readonly outcome: 'not_applicable'; readonly reason: string }
  | { readonly check: Check; readonly outcome: 'not_checked'; readonly problems: readonly Unavailable[] };

/** How a check can come out. */
export type Outcome = CheckResult['outcome'];

/** One whole audit, whatever form it is shown in. */
export interface Report extends Acceptances {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The firewall's version; undefined when nobody may read it. */
  readonly version: string | undefined;
  /** In the order of the areas. */
  readonly results: readonly CheckResult[];
  /** What changed since an earlier audit, if that was asked. */
  readonly compared?: Comparison;
}

/** How many findings there are of each severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

/** One area in numbers. */
export interface AreaSummary {
  readonly area: Area;
  /** Checks by how they came out. */
  readonly checks: Readonly<Record<Outcome, number>>;
  readonly findings: SeverityCounts;
}

/** The findings of a report, worst first, those of one check together. */
export function findingsOf(report: Report): readonly Finding[] {
  return report.results
    .flatMap(result => (result.outcome === 'found' ? [{ result, worst: worstOf(result.findings) }] : []))
    .sort((a, b) => compareSeverities(b.worst, a.worst))
    .flatMap(({ result }) => [...result.findings].sort((a, b) => compareSeverities(b.severity, a.severity)));
}

/** The findings of one check. */
export interface FindingGroup {
  readonly check: Check;
  /** The worst of its findings. */
  readonly severity: Severity;
  readonly findings: readonly Finding[];
}

/** The findings that are bad enough, by check, worst first. */
export function groupsOf(report: Report, minSeverity: Severity): readonly FindingGroup[] {
  const byCheck = new Map<Check, Finding[]>();
  for (const finding of findingsOf(report)) {
    if (compareSeverities(finding.severity, minSeverity) < 0) continue;
    const same = byCheck.get(finding.check);
    if (same === undefined) byCheck.set(finding.check, [finding]);
    else same.push(finding);
  }
  return [...byCheck].map(([check, findings]) => ({ check, severity: worstOf(findings), findings }));
}

/** The worst severity among findings; info when there are none. */
export function worstOf(findings: readonly Finding[]): Severity {
  return findings.map(({ severity }) => severity).reduce((a, b) => (compareSeverities(a, b) >= 0 ? a : b), 'info');
}

/** How many findings there are of each severity. */
export function countSeverities(findings: readonly Finding[]): SeverityCounts {
  return Object.fromEntries([...SEVERITIES].reverse().map(severity => [severity, findings.filter(finding => finding.severity === severity).length])) as SeverityCounts;
}

/** How many checks came out which way. */
export function countOutcomes(results: readonly CheckResult[]): Readonly<Record<Outcome, number>> {
  const count = (outcome: Outcome): number => results.filter(result => result.outcome === outcome).length;
  return { passed: count('passed'), found: count('found'), accepted: count('accepted'), not_applicable: count('not_applicable'), not_checked: count('not_checked') };
}

/** The areas that were audited, in numbers. */
export function areasOf(report: Report): readonly AreaSummary[] {
  return AREAS.flatMap(area => {
    const results = report.results.filter(({ check }) => check.area === area);
    if (results.length === 0) return [];
    return [{ area, checks: countOutcomes(results), findings: countSeverities(results.flatMap(result => (result.outcome === 'found' ? result.findings : []))) }];
  });
}

/** Something that could not be read, and the checks that would have needed it. */
export interface Gap {
  readonly problem: Unavailable;
  readonly checks: readonly Check[];
}

/** What could not be checked, by what was missing. */
export function gapsOf(report: Report): readonly Gap[] {
  const gaps = new Map<string, { problem: Unavailable; checks: Check[] }>();
  for (const result of report.results) {
    for (const problem of result.outcome === 'not_checked' ? result.problems : []) {
      const key = JSON.stringify([problem.what, problem.why, problem.hint]);
      const gap = gaps.get(key) ?? { problem, checks: [] };
      gap.checks.push(result.check);
      gaps.set(key, gap);
    }
  }
  return [...gaps.values()];
}
