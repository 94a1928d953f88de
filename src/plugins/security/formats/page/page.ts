import { AREAS, type Area, citations } from '../../../../core/audit';
import { type Acceptance } from '../../../../ports';
import { areasOf, countOutcomes, type Finding, type FindingGroup, gapsOf, groupsOf, type Report } from '../../audit/report';
import { type Selection } from '../markdown';
import { html, Markup } from './markup';
import { picture } from './picture';
import { STYLE } from './style';

/** A report as one HTML page that loads nothing and runs nothing; with evidence in it, folded away. */
export function page(report: Report, selection: Omit<Selection, 'evidence'>): string {
  const groups = groupsOf(report, selection.minSeverity);
  const areas = areasOf(report);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Security audit, ${report.at}</title><style>${STYLE_SHEET}</style></head>
<body><a class="skip" href="#findings">Skip to the findings</a>
<header><h1>Security audit</h1><p class="soft">${report.at}${report.version === undefined ? undefined : `, ${report.version}`}</p><p>${checkCounts(report)}</p></header>
<main>${picture(areas, new Set(groups.map(({ check }) => check.area)))}
${changes(report)}
<h2 id="findings" tabindex="-1">Findings</h2>
${groups.length === 0 ? html`<p>Nothing was found.</p>` : AREAS.map(area => areaSection(area, groups.filter(({ check }) => check.area === area), selection, report.compared?.fresh))}
${list('Accepted', report.accepted.map(({ finding, acceptance }) => html`${finding.subject}: ${accepted(acceptance)} <code>${finding.id}</code>`))}
${list('Acceptances that have expired', report.expired.map(each => html`<code>${each.id}</code>: ${accepted(each)}`))}
${list('Acceptances of checks that there are not', report.unknown.map(({ id }) => html`<code>${id}</code>`))}
${list('Not checked', gapsOf(report).map(({ problem, checks }) => html`${problem.what}: ${problem.why} ${problem.hint}<br><span class="soft">Needed by ${checks.map(({ id }) => id).join(', ')}.</span>`))}
<h2>Areas in numbers</h2>
<div class="wide" tabindex="0" role="region" aria-label="Areas in numbers"><table><thead><tr>${['area', 'critical', 'high', 'medium', 'low', 'info', 'passed', 'not applicable', 'not checked'].map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${areas.map(({ area, findings, checks }) => html`<tr><th scope="row">${area}</th>${[...Object.values(findings), checks.passed, checks.not_applicable, checks.not_checked].map(count => html`<td>${count}</td>`)}</tr>`)}</tbody></table></div>
</main></body></html>
`.text;
}

// Our own text: escaped, its quotes would be no CSS.
const STYLE_SHEET = new Markup(STYLE);

function checkCounts(report: Report): string {
  const { passed, found, accepted: lived, not_applicable, not_checked } = countOutcomes(report.results);
  return `Of ${String(report.results.length)} checks ${String(passed)} passed, ${String(found)} found something, ${lived === 0 ? '' : `${String(lived)} found only what is accepted, `}${String(not_applicable)} do not apply, ${String(not_checked)} could not be checked.`;
}

function changes({ compared }: Report): Markup | undefined {
  if (compared === undefined) return undefined;
  const { since, fresh, gone, same, notCompared } = compared;
  return html`<h2>Since ${since}</h2><p>${fresh.size} new, ${gone.length} gone, ${same} the same.${notCompared.length === 0 ? undefined : ` Not judged then: ${notCompared.join(', ')}.`}</p>${gone.length === 0 ? undefined : html`<ul>${gone.map(({ id, subject }) => html`<li>gone: ${subject} <code>${id}</code></li>`)}</ul>`}`;
}

function areaSection(area: Area, groups: readonly FindingGroup[], selection: Omit<Selection, 'evidence'>, fresh: ReadonlySet<string> | undefined): Markup | undefined {
  if (groups.length === 0) return undefined;
  return html`<section id="area-${area}" tabindex="-1" aria-label="${area}"><h3>${area}</h3>${groups.map(group => groupText(group, selection, fresh))}</section>`;
}

function groupText({ check, severity, findings }: FindingGroup, { framework }: Omit<Selection, 'evidence'>, fresh: ReadonlySet<string> | undefined): Markup {
  const cited = citations(check.references.filter(each => framework === undefined || each.framework === framework));
  return html`<article><h4>${badge(severity)} ${check.title}</h4><ul>${findings.map(finding => item(finding, severity, fresh))}</ul><p>${check.recommendation}</p><p class="soft"><code>${check.id}</code>${cited.length === 0 ? undefined : `, serves ${cited.join('; ')}`}</p></article>`;
}

function item({ id, subject, severity, says, evidence, fix }: Finding, ofCheck: string, fresh: ReadonlySet<string> | undefined): Markup {
  return html`<li><b>${subject}</b>${fresh?.has(id) === true ? ' (new)' : undefined}${severity === ofCheck ? undefined : html` ${badge(severity)}`}: ${says}<details><summary>evidence for ${subject}</summary><pre>${JSON.stringify(evidence, undefined, 1)}</pre>${fix === undefined ? undefined : html`<p>Fix: <code>${fix.tool} ${JSON.stringify(fix.arguments)}</code></p>`}<p><code>${id}</code></p></details></li>`;
}

function list(title: string, items: readonly Markup[]): Markup | undefined {
  return items.length === 0 ? undefined : html`<h2>${title}</h2><ul>${items.map(each => html`<li>${each}</li>`)}</ul>`;
}

const badge = (severity: string): Markup => html`<span class="badge ${severity}">${severity}</span>`;
const accepted = ({ reason, until }: Acceptance): string => `${reason}${until === undefined ? '' : ` (until ${until})`}`;
