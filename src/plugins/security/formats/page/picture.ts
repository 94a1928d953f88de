import { SEVERITIES, type Severity } from '../../../../core/audit';
import { type AreaSummary } from '../../audit/report';
import { html, type Markup } from './markup';

const WORST_FIRST: readonly Severity[] = [...SEVERITIES].reverse();
const [WIDTH, LEFT, RIGHT, ROW, BAR] = [640, 104, 96, 30, 20];

/** The findings by area and severity as bars. Each part carries its number, so that nothing is told by colour alone; an area's name leads to its findings. */
export function picture(areas: readonly AreaSummary[], found: ReadonlySet<string>): Markup {
  const most = Math.max(1, ...areas.map(({ findings }) => total(findings)));
  const height = areas.length * ROW + 8;
  return html`<figure><svg viewBox="0 0 ${WIDTH} ${height}" role="group" aria-labelledby="picture-title"><title id="picture-title">Findings by area and severity</title>${areas.map((area, index) => row(area, index, most, found))}</svg>
<figcaption>${WORST_FIRST.map(severity => html`<span class="key"><i class="${severity}"></i>${severity}</span> `)}</figcaption></figure>`;
}

function row({ area, findings, checks }: AreaSummary, index: number, most: number, found: ReadonlySet<string>): Markup {
  const top = index * ROW + 4;
  const base = top + BAR / 2 + 5;
  const label = html`<text x="${LEFT - 8}" y="${base}" text-anchor="end">${area}</text>`;
  const sum = total(findings);
  const says = sum > 0 ? `${String(sum)} found` : checks.not_checked > 0 ? 'not checked' : checks.passed + checks.accepted > 0 ? 'clean' : 'not applicable';
  return html`${found.has(area) ? html`<a href="#area-${area}" aria-label="${area}: ${spoken(findings)}">${label}</a>` : label}${bars(findings, top, most)}<text class="says" x="${LEFT + width(sum, most) + 8}" y="${base}">${says}</text>`;
}

function bars(findings: AreaSummary['findings'], top: number, most: number): Markup[] {
  let left = LEFT;
  return WORST_FIRST.filter(severity => findings[severity] > 0).map(severity => {
    const wide = width(findings[severity], most);
    const x = left;
    left += wide;
    return html`<rect class="${severity}" x="${x}" y="${top}" width="${wide}" height="${BAR}"><title>${findings[severity]} ${severity}</title></rect>${wide < 14 ? undefined : html`<text class="on-${severity}" x="${x + wide / 2}" y="${top + BAR / 2 + 5}" text-anchor="middle">${findings[severity]}</text>`}`;
  });
}

const width = (count: number, most: number): number => Math.round(((WIDTH - LEFT - RIGHT) * count * 10) / most) / 10;
const total = (findings: AreaSummary['findings']): number => Object.values(findings).reduce((a, b) => a + b, 0);
const spoken = (findings: AreaSummary['findings']): string => WORST_FIRST.filter(severity => findings[severity] > 0).map(severity => `${String(findings[severity])} ${severity}`).join(', ');
