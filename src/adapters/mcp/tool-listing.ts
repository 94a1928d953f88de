import { ErrorCode, type ListToolsResult, type Tool, type ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import { type DescribedTool, type ToolDescription, viewUri } from '../../core';
import { changes, type Effect } from '../../ports';
import { PAGE_VIEW_URI } from './page-view';
import { ProtocolError } from './protocol-error';

/** What clients are told of a tool's behaviour; follows from its effect alone, and from whether a change may be repeated. */
export function annotationsOf({ effect, idempotent }: Pick<ToolDescription, 'effect' | 'idempotent'>): ToolAnnotations {
  return {
    readOnlyHint: effect === 'read' || effect === 'probe',
    destructiveHint: effect === 'destroy',
    idempotentHint: changes(effect) ? idempotent === true : effect === 'read',
    openWorldHint: effect === 'probe',
  };
}

/** Hints for single hosts, which the others skip: a person confirms every call that overwrites or removes. */
const META: Partial<Record<Effect, Tool['_meta']>> = {
  destroy: { 'anthropic/requiresUserInteraction': true },
};

/** Where a host that shows MCP Apps finds the view of a tool; the second name is the older one. */
const viewMeta = (uri: string): NonNullable<Tool['_meta']> => ({ ui: { resourceUri: uri }, 'ui/resourceUri': uri });

/** A tool as `tools/list` shows it, with its view to hosts that can show one. */
export function listedTool({ facts, domain, inputSchema, outputSchema }: DescribedTool, showsApps: boolean): Tool {
  const shown = facts.view === undefined ? (facts.showsPage === true ? PAGE_VIEW_URI : undefined) : viewUri(domain, facts.view);
  const view = showsApps && shown !== undefined ? viewMeta(shown) : undefined;
  const meta = view === undefined ? META[facts.effect] : { ...META[facts.effect], ...view };
  return {
    name: facts.name,
    title: facts.title,
    description: facts.description,
    inputSchema: inputSchema as Tool['inputSchema'],
    outputSchema: outputSchema as NonNullable<Tool['outputSchema']>,
    annotations: annotationsOf(facts),
    ...(meta === undefined ? {} : { _meta: meta }),
  };
}

/** The answers to `tools/list`, made once: one per cursor, in the order of the tools given. */
export class ToolPages {
  private readonly pages = new Map<string | undefined, ListToolsResult>();

  constructor(tools: readonly DescribedTool[], size: number, showsApps = false) {
    for (let start = 0; start === 0 || start < tools.length; start += size) {
      const page = { tools: tools.slice(start, start + size).map(tool => listedTool(tool, showsApps)) };
      const nextCursor = cursorTo(tools[start + size]);
      this.pages.set(start === 0 ? undefined : cursorTo(tools[start]), nextCursor === undefined ? page : { ...page, nextCursor });
    }
  }

  /** The page a cursor leads to, the first one without a cursor; throws -32602 for a cursor this list never gave. */
  page(cursor: unknown): ListToolsResult {
    const page = this.pages.get(cursor as string | undefined);
    if (page === undefined) throw new ProtocolError(ErrorCode.InvalidParams, 'tools/list: `cursor` must be a nextCursor of this list; leave it out to start over.');
    return page;
  }
}

function cursorTo(tool: DescribedTool | undefined): string | undefined {
  return tool === undefined ? undefined : Buffer.from(tool.facts.name).toString('base64url');
}
