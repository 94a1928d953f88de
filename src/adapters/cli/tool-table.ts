import { type RegisteredTool } from '../../core';

/** One row of the tool table. */
export interface ToolRow {
  readonly name: string;
  readonly domain: string;
  readonly effect: string;
  /** First OPNsense release that has what it needs. */
  readonly since: string;
}

/** The tools as rows, in the order given. */
export function toolRows(tools: readonly RegisteredTool[]): readonly ToolRow[] {
  return tools.map(({ facts, domain }) => ({ name: facts.name, domain, effect: facts.effect, since: facts.since ?? '24.7' }));
}

/** The rows as aligned text with a heading. */
export function formatRows(rows: readonly ToolRow[]): string {
  const heading: ToolRow = { name: 'TOOL', domain: 'DOMAIN', effect: 'EFFECT', since: 'SINCE' };
  const columns = ['name', 'domain', 'effect', 'since'] as const;
  const widths = columns.map(column => Math.max(...[heading, ...rows].map(row => row[column].length)));
  const line = (row: ToolRow): string => columns.map((column, index) => row[column].padEnd(widths[index] ?? 0)).join('  ').trimEnd();
  return [heading, ...rows].map(line).join('\n');
}
