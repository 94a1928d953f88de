import { type Effect, type Endpoint } from '../ports';
import { type Class } from './class';

/** Something of a plugin that the server calls, and what it may do then. */
export interface Callee {
  readonly name: string;
  /** The id of the plugin that declares it. */
  readonly domain: string;
  /** The class to make for the call; absent where a function is called. */
  readonly target?: Class;
  readonly uses: readonly Endpoint[];
  readonly effect: Effect;
  /** Seconds that a call may take; 120 when absent. */
  readonly takesUpTo?: number | undefined;
  /** True for one of a plugin that does not come with this server. */
  readonly external: boolean;
}
