import { IsArray, IsIn, IsInt, IsObject, IsString } from 'class-validator';
import { ListOf, Nested, Optional, present, Unavailable } from '../../../core';
import { type Area, AREAS, compareSeverities, type Framework, referenceText, SEVERITIES, type Severity } from '../../../core/audit';
import { areasOf, type CheckResult, countOutcomes, countSeverities, type Finding, findingsOf, gapsOf, type Report, worstOf } from '../audit/report';

/** Findings by severity. */
export class SeverityTable {
  @IsInt() critical!: number;
  @IsInt() high!: number;
  @IsInt() medium!: number;
  @IsInt() low!: number;
  @IsInt() info!: number;
}

/** Checks by how they came out. */
export class OutcomeTable {
  @IsInt() passed!: number;
  @IsInt() found!: number;
  @IsInt() not_applicable!: number;
  @IsInt() not_checked!: number;
}

/** One area in numbers. */
export class AreaResult {
  @IsIn([...AREAS]) area!: Area;
  @Nested(() => OutcomeTable) checks!: OutcomeTable;
  @Nested(() => SeverityTable) findings!: SeverityTable;
}

/** A tool call that would fix a finding. */
export class FixCall {
  @IsString() tool!: string;
  @IsObject() arguments!: object;
}

/** One thing that fails a check. */
export class FoundSubject {
  /** The same in every audit. */
  @IsString() id!: string;
  @IsString() subject!: string;
  @IsString() says!: string;
  /** Where it differs from the check's. */
  @Optional() @IsIn([...SEVERITIES]) severity?: Severity;
  @Optional() @IsObject() evidence?: object;
  @Optional() @Nested(() => FixCall) fix?: FixCall;
}

/** A check that failed, with everything that fails it. */
export class FailedCheck {
  @IsString() check!: string;
  @IsIn([...AREAS]) area!: Area;
  /** The worst of its findings. */
  @IsIn([...SEVERITIES]) severity!: Severity;
  @IsString() title!: string;
  @Optional() @IsString() question?: string;
  @IsString() recommendation!: string;
  @Optional() @IsArray() @IsString({ each: true }) references?: string[];
  @IsInt() total!: number;
  @ListOf(() => FoundSubject) found!: FoundSubject[];
}

/** What could not be read, and the checks that would have needed it. */
export class NotChecked extends Unavailable {
  @IsArray() @IsString({ each: true }) checks!: string[];
}

/** A check that is about nothing on this firewall. */
export class NotApplicableCheck {
  @IsString() check!: string;
  @IsString() reason!: string;
}

/** One audit as a structured result. */
export class StructuredReport {
  /** ISO 8601, UTC. */
  @IsString() audited_at!: string;
  @Optional() @IsString() firewall_version?: string;
  @Nested(() => SeverityTable) findings_by_severity!: SeverityTable;
  @Nested(() => OutcomeTable) checks!: OutcomeTable;
  @ListOf(() => AreaResult) areas!: AreaResult[];
  /** Worst first. */
  @ListOf(() => FailedCheck) findings!: FailedCheck[];
  @Optional() @ListOf(() => NotChecked) not_checked?: NotChecked[];
  @Optional() @ListOf(() => NotApplicableCheck) not_applicable?: NotApplicableCheck[];
  @Optional() @IsArray() @IsString({ each: true }) passed?: string[];
  @Optional() @IsString() more?: string;
}

/** How much of a report to show. */
export interface Detail {
  readonly minSeverity: Severity;
  /** Only references to that standard. */
  readonly framework?: Framework | undefined;
  /** Values behind each finding, the question of each check, and the checks that passed or do not apply. */
  readonly evidence: boolean;
  /** Findings of one check. */
  readonly limit: number;
}

/** Shows a report as a structured result. */
export function structured(report: Report, detail: Detail): StructuredReport {
  const findings = findingsOf(report).filter(({ severity }) => compareSeverities(severity, detail.minSeverity) >= 0);
  const byCheck = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = byCheck.get(finding.check.id);
    if (same === undefined) byCheck.set(finding.check.id, [finding]);
    else same.push(finding);
  }
  const failed = [...byCheck.values()].map(each => failedCheck(each, detail));
  const beside = present<Partial<StructuredReport>>({
    firewall_version: report.version,
    not_checked: gapsOf(report).map(({ problem, checks }) => ({ ...problem, checks: checks.map(({ id }) => id) })),
    not_applicable: detail.evidence ? report.results.flatMap(result => (result.outcome === 'not_applicable' ? [{ check: result.check.id, reason: result.reason }] : [])) : [],
    passed: detail.evidence ? report.results.filter(isPassed).map(({ check }) => check.id) : [],
    more: moreOf(failed, detail),
  });
  return {
    audited_at: report.at, findings_by_severity: countSeverities(findings), checks: countOutcomes(report.results), areas: [...areasOf(report)], findings: failed, ...beside,
  };
}

const isPassed = ({ outcome }: CheckResult): boolean => outcome === 'passed';

function failedCheck(findings: readonly Finding[], { framework, evidence, limit }: Detail): FailedCheck {
  const { check } = findings[0] as Finding;
  const severity = worstOf(findings);
  const cited = check.references.filter(each => framework === undefined || each.framework === framework);
  return present<FailedCheck>({
    check: check.id,
    area: check.area,
    severity,
    title: check.title,
    question: evidence ? check.question : undefined,
    recommendation: check.recommendation,
    references: cited.map(referenceText),
    total: findings.length,
    found: findings.slice(0, limit).map(finding =>
      present<FoundSubject>({
        id: finding.id, subject: finding.subject, says: finding.says, severity: finding.severity === severity ? undefined : finding.severity,
        evidence: evidence ? finding.evidence : undefined, fix: finding.fix,
      }),
    ),
  });
}

function moreOf(failed: readonly FailedCheck[], { limit, evidence }: Detail): string | undefined {
  const cut = failed.filter(({ total }) => total > limit).map(({ check, total }) => `${check} (${String(total)})`);
  const parts = [
    ...(cut.length === 0 ? [] : [`Only the first ${String(limit)} of ${cut.join(', ')}: ask with checks and a higher limit.`]),
    ...(evidence || failed.length === 0 ? [] : ['evidence=true shows the values behind each finding.']),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}
