import { IsArray, IsIn, IsInt, IsObject, IsString } from 'class-validator';
import { bytesOf, LARGEST_RESULT, ListOf, Nested, Optional, present, Unavailable } from '../../../core';
import { type Area, AREAS, citations, type Framework, SEVERITIES, type Severity } from '../../../core/audit';
import { type DocumentLink } from '../../../ports';
import { areasOf, type CheckResult, countOutcomes, countSeverities, type FindingGroup, gapsOf, groupsOf, type Outcome, type Report } from '../audit/report';

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
  /** Where everything found was accepted. */
  @Optional() @IsInt() accepted?: number;
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
  /** Where it is not this server's own. */
  @Optional() @IsString() plugin?: string;
  /** The worst of its findings. */
  @IsIn([...SEVERITIES]) severity!: Severity;
  @IsString() title!: string;
  @Optional() @IsString() question?: string;
  @IsString() recommendation!: string;
  /** One text for each standard. */
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

/** A finding that the operator has accepted. */
export class Accepted {
  @IsString() id!: string;
  @IsIn([...SEVERITIES]) severity!: Severity;
  @IsString() subject!: string;
  @IsString() reason!: string;
  /** Last day, UTC. */
  @Optional() @IsString() until?: string;
}

/** An acceptance that is past its last day. */
export class Expired {
  @IsString() id!: string;
  @IsString() reason!: string;
  @IsString() until!: string;
}

/** A finding of an earlier audit that is gone. */
export class Gone {
  @IsString() id!: string;
  @IsString() severity!: string;
  @IsString() subject!: string;
}

/** How it differs from an earlier audit. */
export class Compared {
  @IsString() since!: string;
  /** Ids. */
  @Optional() @IsArray() @IsString({ each: true }) new?: string[];
  @Optional() @ListOf(() => Gone) gone?: Gone[];
  @IsInt() same!: number;
  /** Checks not judged then. */
  @Optional() @IsArray() @IsString({ each: true }) not_compared?: string[];
}

/** The report as a document of its own. */
export class ReportDocument {
  @IsString() uri!: string;
  @IsString() media_type!: string;
  @IsInt() bytes!: number;
}

/** One audit as a structured result. */
export class StructuredReport {
  /** ISO 8601, UTC. */
  @IsString() audited_at!: string;
  @Optional() @IsString() firewall_version?: string;
  @Nested(() => SeverityTable) findings_by_severity!: SeverityTable;
  @Nested(() => OutcomeTable) checks!: OutcomeTable;
  @Optional() @Nested(() => Compared) compared?: Compared;
  @Optional() @ListOf(() => AreaResult) areas?: AreaResult[];
  /** Worst first. */
  @Optional() @ListOf(() => FailedCheck) findings?: FailedCheck[];
  @Optional() @ListOf(() => Accepted) accepted?: Accepted[];
  @Optional() @ListOf(() => Expired) expired_acceptances?: Expired[];
  /** Acceptances of checks that there are not. */
  @Optional() @IsArray() @IsString({ each: true }) unknown_acceptances?: string[];
  @Optional() @ListOf(() => NotChecked) not_checked?: NotChecked[];
  @Optional() @ListOf(() => NotApplicableCheck) not_applicable?: NotApplicableCheck[];
  @Optional() @IsArray() @IsString({ each: true }) passed?: string[];
  /** Checks whose findings are too many for one result; ask for them by id. */
  @Optional() @IsArray() @IsString({ each: true }) left_out?: string[];
  @Optional() @IsString() more?: string;
  /** As Markdown or SARIF. */
  @Optional() @IsString() text?: string;
  @Optional() @Nested(() => ReportDocument) document?: ReportDocument;
}

/** An audit whose findings are all in the result. */
export type FullReport = StructuredReport & Required<Pick<StructuredReport, 'areas' | 'findings'>>;

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
export function structured(report: Report, detail: Detail): FullReport {
  const groups = groupsOf(report, detail.minSeverity);
  const lists = present<Partial<StructuredReport>>({
    not_applicable: detail.evidence ? report.results.flatMap(result => (result.outcome === 'not_applicable' ? [{ check: result.check.id, reason: result.reason }] : [])) : [],
    passed: detail.evidence ? report.results.filter(isPassed).map(({ check }) => check.id) : [],
  });
  const about = { ...summary(report, detail), areas: areasOf(report).map(({ checks, ...area }) => ({ ...area, checks: outcomes(checks) })) };
  const { failed, leftOut } = fitting(groups.map(each => failedCheck(each, detail)), LARGEST_RESULT - RESERVED - bytesOf(about) - bytesOf(lists));
  return { ...about, findings: failed, ...lists, ...present<Partial<StructuredReport>>({ left_out: leftOut, more: moreOf(failed, leftOut, detail) }) };
}

/** For what is said of the result itself: the link to its document, what is missing. */
const RESERVED = 8 * 1024;

/** Failed checks as far as they fit, worst first: one that does not fit keeps as many findings as there is room for, and those after it are left out. */
function fitting(all: readonly FailedCheck[], most: number): { readonly failed: FailedCheck[]; readonly leftOut: string[] } {
  let room = most;
  const failed: FailedCheck[] = [];
  for (const each of all) {
    const size = bytesOf(each);
    if (size <= room) {
      room -= size + 1;
      failed.push(each);
      continue;
    }
    const head = size - bytesOf(each.found);
    const sizes = each.found.map(found => bytesOf(found) + 1);
    let [count, taken] = [0, head];
    while (count < sizes.length && taken + (sizes[count] ?? 0) <= room) taken += sizes[count++] ?? 0;
    // The worst check is never without a finding.
    const found = each.found.slice(0, Math.max(count, failed.length === 0 ? 1 : 0));
    if (found.length > 0) failed.push({ ...each, found });
    break;
  }
  return { failed, leftOut: all.slice(failed.length).map(({ check }) => check) };
}

/** A report in numbers, and what may change how they are read; for results that show the findings in another form. */
export function summary(report: Report, { minSeverity }: Pick<Detail, 'minSeverity'>): StructuredReport {
  const findings = groupsOf(report, minSeverity).flatMap(group => group.findings);
  const { compared } = report;
  return {
    audited_at: report.at,
    findings_by_severity: countSeverities(findings),
    checks: outcomes(countOutcomes(report.results)),
    ...present<Partial<StructuredReport>>({
      firewall_version: report.version,
      compared: compared === undefined ? undefined : present<Compared>({ since: compared.since, new: [...compared.fresh], gone: compared.gone.map(({ id, severity, subject }) => ({ id, severity, subject })), same: compared.same, not_compared: [...compared.notCompared] }),
      accepted: report.accepted.map(({ finding: { id, severity, subject }, acceptance: { reason, until } }) => present<Accepted>({ id, severity, subject, reason, until })),
      expired_acceptances: report.expired.map(({ id, reason, until = '' }) => ({ id, reason, until })),
      unknown_acceptances: report.unknown.map(({ id }) => id),
      not_checked: gapsOf(report).map(({ problem, checks }) => ({ ...problem, checks: checks.map(({ id }) => id) })),
    }),
  };
}

/** Where a document is, as a result says it. */
export function documentOf({ uri, mediaType, bytes }: DocumentLink): ReportDocument {
  return { uri, media_type: mediaType, bytes };
}

/** Where nothing was accepted, nobody needs to read that. */
function outcomes({ accepted, ...others }: Readonly<Record<Outcome, number>>): OutcomeTable {
  return accepted === 0 ? others : { ...others, accepted };
}

const isPassed = ({ outcome }: CheckResult): boolean => outcome === 'passed';

function failedCheck({ check, severity, findings }: FindingGroup, { framework, evidence, limit }: Detail): FailedCheck {
  const cited = check.references.filter(each => framework === undefined || each.framework === framework);
  return present<FailedCheck>({
    check: check.id,
    area: check.area,
    plugin: check.plugin,
    severity,
    title: check.title,
    question: evidence ? check.question : undefined,
    recommendation: check.recommendation,
    references: citations(cited),
    total: findings.length,
    found: findings.slice(0, limit).map(finding =>
      present<FoundSubject>({
        id: finding.id, subject: finding.subject, says: finding.says, severity: finding.severity === severity ? undefined : finding.severity,
        evidence: evidence ? finding.evidence : undefined, fix: finding.fix,
      }),
    ),
  });
}

function moreOf(failed: readonly FailedCheck[], leftOut: readonly string[], { limit, evidence }: Detail): string | undefined {
  const cut = failed.filter(({ total }) => total > limit).map(({ check, total }) => `${check} (${String(total)})`);
  const short = failed.find(({ total, found }) => found.length < Math.min(total, limit));
  const parts = [
    ...(cut.length === 0 ? [] : [`Only the first ${String(limit)} of ${cut.join(', ')}: ask with checks and a higher limit.`]),
    ...(short === undefined ? [] : [`Only ${String(short.found.length)} of ${short.check} (${String(short.total)}) fit into one result.`]),
    ...(leftOut.length === 0 ? [] : [`What ${leftOut.length === 1 ? 'a milder check' : `${String(leftOut.length)} milder checks`} found does not fit: ask with checks=left_out.`]),
    ...(short === undefined && leftOut.length === 0 ? [] : ['The document holds everything.']),
    ...(evidence || failed.length === 0 ? [] : ['evidence=true shows the values behind each finding.']),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}
