import { type DescribedTool } from '../../core';
import { RELEASES, type Release } from '../../ports';
import { actionOf } from './addresses';
import { ALLOWS_CHANGES } from './cautions';
import { leastPrivileges, type NeededPrivilege } from './least-privilege';

interface Row {
  /** By release, as it names the privilege. */
  readonly names: Map<Release, string>;
  readonly toRead: Set<Release>;
  readonly toChange: Set<Release>;
}

/** The least privileges of every toolset on every release, and what else they grant, as Markdown. */
export function privilegeTables(toolsets: ReadonlyMap<string, readonly DescribedTool[]>, looksOnly: (tool: DescribedTool) => boolean): string {
  const cautions = new Map<string, readonly string[]>();
  const ungranted = new Map<string, { readonly tools: readonly string[]; readonly on: Set<Release> }>();
  const parts = [...toolsets].map(([toolset, tools]) => {
    const rows = new Map<string, Row>();
    const note = (release: Release, column: 'toRead' | 'toChange') => (needed: NeededPrivilege): void => {
      const row = rows.get(needed.id) ?? { names: new Map(), toRead: new Set(), toChange: new Set() };
      row.names.set(release, needed.name);
      row[column].add(release);
      rows.set(needed.id, row);
      cautions.set(needed.name, needed.cautions.filter(caution => caution !== ALLOWS_CHANGES));
    };
    for (const release of RELEASES) {
      leastPrivileges(tools.filter(looksOnly), release).privileges.forEach(note(release, 'toRead'));
      const { privileges, onlyAllPages } = leastPrivileges(tools, release);
      privileges.forEach(note(release, 'toChange'));
      for (const need of onlyAllPages) ungranted.set(actionOf(need), { tools: need.tools, on: (ungranted.get(actionOf(need))?.on ?? new Set()).add(release) });
    }
    const cells = [...rows.values()].map(({ names, toRead, toChange }) => [named(names), listed(toRead), listed(toChange)]);
    return `**${toolset}**\n\n${table(['privilege', 'to read', 'to read and change'], cells)}`;
  });
  const beware = [...cautions].filter(([, each]) => each.length > 0).map(([name, each]) => [name, each.join('; ')]);
  const onlyAll = [...ungranted].map(([action, { tools, on }]) => [action, listed(on), tools.join(', ')]);
  return [
    '## What each toolset needs',
    ...parts,
    ...(onlyAll.length === 0 ? [] : ["## What only 'All pages' grants", 'No narrower privilege opens these. The tools do without, and say so; give the user `All pages` for none of them.', table(['request', 'on', 'asked by'], onlyAll)]),
    '## What grants more than it seems',
    table(['privilege', 'what else it grants'], beware),
    '',
  ].join('\n\n');
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heading), `|${heading.map(() => '---').join('|')}|`, ...rows.map(line).sort()].join('\n');
}

const listed = (releases: ReadonlySet<Release>): string => (releases.size === RELEASES.length ? 'all' : [...releases].join(', '));

/** The newest name first; releases only where names differ. */
function named(names: ReadonlyMap<Release, string>): string {
  const distinct = [...new Set(names.values())].reverse();
  if (distinct.length === 1) return distinct.join();
  return distinct.map(name => `${name} (${[...names].filter(([, each]) => each === name).map(([release]) => release).join(', ')})`).join(', ');
}
