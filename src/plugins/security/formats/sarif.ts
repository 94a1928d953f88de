import { referenceText, type Severity } from '../../../core/audit';
import { type Acceptance, type SavedFinding } from '../../../ports';
import { type CheckResult, type Finding, gapsOf, groupsOf, type Report } from '../audit/report';

/** Which program made the report. */
export interface Maker {
  readonly name: string;
  readonly version: string;
}

type Json = Readonly<Record<string, unknown>>;

const LEVELS: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' };
/** As code scanning services rank: 9 and more is critical, 7 high, 4 medium. */
const SCORES: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5', info: '0.1' };

/**
 * A report as SARIF 2.1.0: one run, a rule for each check, a result for each finding (accepted ones suppressed) and for each check that found nothing.
 * Where the audit was compared with an earlier one, results say how they stand to it.
 */
export function sarif(report: Report, { name, version }: Maker, minSeverity: Severity): string {
  const indexes = new Map(report.results.map(({ check }, index) => [check.id, index]));
  const rule = (id: string): Json => ({ ruleId: id, ...(indexes.has(id) ? { ruleIndex: indexes.get(id) } : {}) });
  const open = groupsOf(report, minSeverity).flatMap(({ findings }) => findings).map(finding => found(finding, rule, report));
  const suppressed = report.accepted.map(({ finding, acceptance }) => found(finding, rule, report, acceptance));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name, version, rules: report.results.map(ruleOf) } },
        invocations: [{ executionSuccessful: true, endTimeUtc: report.at, toolExecutionNotifications: gapsOf(report).map(({ problem, checks }) => ({ level: 'warning', message: { text: `${problem.what}: ${problem.why}${problem.hint === undefined ? '' : ` ${problem.hint}`} Needed by ${checks.map(({ id }) => id).join(', ')}.` } })) }],
        results: [...open, ...suppressed, ...report.results.flatMap(result => notFound(result, rule)), ...(report.compared?.gone ?? []).map(each => gone(each, rule))],
        ...(report.version === undefined ? {} : { properties: { firewallVersion: report.version } }),
      },
    ],
  };
  return JSON.stringify(log, undefined, 1);
}

function ruleOf({ check }: CheckResult): Json {
  return {
    id: check.id,
    shortDescription: { text: `${check.title}.` },
    fullDescription: { text: check.question },
    help: { text: check.recommendation },
    defaultConfiguration: { level: LEVELS[check.severity] },
    properties: { area: check.area, severity: check.severity, 'security-severity': SCORES[check.severity], tags: ['security', ...check.references.map(referenceText)] },
  };
}

function found({ id, check, severity, subject, says, evidence, fix, key }: Finding, rule: (id: string) => Json, { compared }: Report, acceptance?: Acceptance): Json {
  const isCompared = compared !== undefined && !compared.notCompared.includes(check.id);
  return {
    ...rule(check.id),
    kind: 'fail',
    level: LEVELS[severity],
    message: { text: `${subject}: ${says}` },
    locations: [{ logicalLocations: [{ name: subject, fullyQualifiedName: `${check.area}/${key}`, kind: 'resource' }] }],
    fingerprints: { 'opnsenseFinding/v1': id },
    ...(isCompared ? { baselineState: compared.fresh.has(id) ? 'new' : 'unchanged' } : {}),
    ...(acceptance === undefined ? {} : { suppressions: [{ kind: 'external', status: 'accepted', justification: acceptance.reason }] }),
    properties: { severity, evidence, ...(fix === undefined ? {} : { fix }) },
  };
}

function notFound(result: CheckResult, rule: (id: string) => Json): Json[] {
  const shown = (kind: string, text: string): Json[] => [{ ...rule(result.check.id), kind, level: 'none', message: { text } }];
  switch (result.outcome) {
    case 'passed':
      return shown('pass', `Passed: ${result.check.question}`);
    case 'not_applicable':
      return shown('notApplicable', result.reason);
    case 'not_checked':
      return shown('open', result.problems.map(({ what, why }) => `${what}: ${why}`).join(' '));
    default:
      return [];
  }
}

function gone({ id, check, severity, subject }: SavedFinding, rule: (id: string) => Json): Json {
  return { ...rule(check), kind: 'pass', level: 'none', baselineState: 'absent', message: { text: `${subject} is not found any more.` }, fingerprints: { 'opnsenseFinding/v1': id }, properties: { severity } };
}
