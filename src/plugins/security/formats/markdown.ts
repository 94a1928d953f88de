import { citations, type Framework, type Severity } from '../../../core/audit';
import { areasOf, countOutcomes, countSeverities, type Finding, type FindingGroup, gapsOf, groupsOf, type Report } from '../audit/report';

/** What of a report a document shows. */
export interface Selection {
  readonly minSeverity: Severity;
  /** Only references to that standard. */
  readonly framework?: Framework | undefined;
  /** The values behind each finding. */
  readonly evidence: boolean;
}

/** A report as Markdown for people (CommonMark with GitHub's tables). What the firewall says of itself is escaped, so that it stays text. */
export function markdown(report: Report, selection: Selection): string {
  const groups = groupsOf(report, selection.minSeverity);
  return [
    '# Security audit',
    intro(report, groups),
    areaTable(report),
    ...changes(report),
    ...section('Findings', groups.length === 0 ? ['Nothing was found.'] : groups.map(group => groupText(group, selection, report.compared?.fresh))),
    ...section('Accepted', lines(report.accepted.map(({ finding, acceptance: { reason, until } }) => `${code(finding.id)} ${escaped(finding.subject)}: ${escaped(reason)}${until === undefined ? '' : ` (until ${until})`}`))),
    ...section('Acceptances that have expired', lines(report.expired.map(({ id, reason, until = '' }) => `${code(id)} until ${until}: ${escaped(reason)}`))),
    ...section('Acceptances of checks that there are not', lines(report.unknown.map(({ id }) => code(id)))),
    ...section('Not checked', lines(gapsOf(report).map(({ problem, checks }) => `${escaped(problem.what)}: ${escaped(problem.why)}${problem.hint === undefined ? '' : ` ${escaped(problem.hint)}`} Needed by ${checks.map(({ id }) => code(id)).join(', ')}.`))),
  ].join('\n\n').concat('\n');
}

function intro(report: Report, groups: readonly FindingGroup[]): string {
  const { passed, found, accepted, not_applicable, not_checked } = countOutcomes(report.results);
  const counts = Object.entries(countSeverities(groups.flatMap(({ findings }) => findings))).filter(([, count]) => count > 0).map(([severity, count]) => `${String(count)} ${severity}`);
  const checks = [`${String(passed)} passed`, `${String(found)} found something`, ...(accepted === 0 ? [] : [`${String(accepted)} found only what is accepted`]), `${String(not_applicable)} do not apply`, `${String(not_checked)} could not be checked`];
  return `${report.at}${report.version === undefined ? '' : `, ${escaped(report.version)}`}. Findings: ${counts.length === 0 ? 'none' : counts.join(', ')}. Checks: ${checks.join(', ')}.`;
}

function areaTable(report: Report): string {
  const rows = areasOf(report).map(({ area, checks, findings }) => [area, ...Object.values(findings), checks.passed, checks.not_applicable, checks.not_checked]);
  const row = (cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;
  const head = ['area', 'critical', 'high', 'medium', 'low', 'info', 'passed', 'not applicable', 'not checked'];
  return [row(head), row(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(row)].join('\n');
}

function changes({ compared }: Report): string[] {
  if (compared === undefined) return [];
  const { since, fresh, gone, same, notCompared } = compared;
  return section(`Since ${since}`, [
    `${String(fresh.size)} new, ${String(gone.length)} gone, ${String(same)} the same.${notCompared.length === 0 ? '' : ` Not judged then: ${notCompared.map(code).join(', ')}.`}`,
    ...lines(gone.map(({ id, subject }) => `gone: ${code(id)} ${escaped(subject)}`)),
  ]);
}

function groupText({ check, severity, findings }: FindingGroup, { framework, evidence }: Selection, fresh: ReadonlySet<string> | undefined): string {
  const cited = citations(check.references.filter(each => framework === undefined || each.framework === framework));
  const own = ({ severity: its }: Finding): string => (its === severity ? '' : ` (${its})`);
  return [
    `### ${severity}: ${check.title} (${code(check.id)})`,
    findings.map(finding => `- **${escaped(finding.subject)}**${fresh?.has(finding.id) === true ? ' (new)' : ''}${own(finding)}: ${escaped(finding.says)} ${code(finding.id)}${evidence ? `\n  ${code(JSON.stringify(finding.evidence))}` : ''}${finding.fix === undefined ? '' : `\n  Fix: ${code(`${finding.fix.tool} ${JSON.stringify(finding.fix.arguments)}`)}`}`).join('\n'),
    check.recommendation,
    ...(cited.length === 0 ? [] : [`Serves ${cited.join('; ')}.`]),
  ].join('\n\n');
}

const section = (title: string, parts: readonly string[]): string[] => (parts.length === 0 ? [] : [`## ${title}`, ...parts]);
const lines = (items: readonly string[]): string[] => (items.length === 0 ? [] : [items.map(item => `- ${item}`).join('\n')]);

/** Text that Markdown and HTML leave alone. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~&!]/g, character => `\\${character}`);
}

/** The backticks around it are more than any inside. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
