import { type DescribedTool } from '../../core';
import { formatTable } from './table';

/** One row of the tool table. */
export interface ToolRow {
  readonly name: string;
  readonly domain: string;
  readonly effect: string;
  /** First OPNsense release that has what it needs. */
  readonly since: string;
}

/** The tools as rows, in the order given. */
export function toolRows(tools: readonly DescribedTool[]): readonly ToolRow[] {
  return tools.map(({ facts, domain }) => ({ name: facts.name, domain, effect: facts.effect, since: facts.since ?? '24.7' }));
}

/** The rows as aligned text with a heading. */
export function formatRows(rows: readonly ToolRow[]): string {
  return formatTable(['tool', 'domain', 'effect', 'since'], rows.map(({ name, ...row }) => ({ tool: name, ...row })));
}
