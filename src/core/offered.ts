import { type DescribedTool } from './registered-tool';
import { type ToolRegistry } from './registry';

/** Something that plugins offer beside tools. */
export interface Beside {
  /** The id of the plugin. */
  readonly domain: string;
  /** The tool that answers the same. */
  readonly sameAs?: string | undefined;
}

/** True where `has` holds for the tool that answers the same, or without one for any of the plugin; always for a plugin without tools. */
export function isOffered(registry: ToolRegistry, { domain, sameAs }: Beside, has: (tool: DescribedTool) => boolean): boolean {
  const own = registry.tools().filter(tool => (sameAs === undefined ? tool.domain === domain : tool.facts.name === sameAs));
  return own.length === 0 ? sameAs === undefined : own.some(has);
}
