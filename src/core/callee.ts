import { type Effect, type Endpoint } from '../ports';
import { type Class } from './class';
import { type RegisteredTool } from './registry';

/** Something of a plugin that the server calls, and what it may do then. */
export interface Callee {
  readonly name: string;
  /** The id of the plugin that declares it. */
  readonly domain: string;
  readonly target: Class;
  readonly uses: readonly Endpoint[];
  readonly effect: Effect;
  /** Seconds that a call may take; 120 when absent. */
  readonly takesUpTo?: number | undefined;
  /** True for one of a plugin that does not come with this server. */
  readonly external: boolean;
}

/** A tool as something that is called. */
export function calledTool({ facts: { name, uses, effect, takesUpTo }, domain, target, external }: RegisteredTool): Callee {
  return { name, domain, target, uses, effect, takesUpTo, external };
}
