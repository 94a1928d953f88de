import { type Document, type ResourceLink } from './documents';
import { type Question, type Reply } from './people';
import { type InjectionToken } from './token';

/** The call in progress, for tools that take long: when to stop, and where to say how far they are. */
export interface Call {
  /** Fires when the caller cancels or the connection ends; requests to the firewall already listen to it. */
  readonly signal: AbortSignal;
  /** Tells the caller how far the work is; never fails, and costs nothing when nobody asked. */
  progress(done: number, total?: number, message?: string): void;
  /** Asks the person before the host. Absent where the host cannot ask, and for tools: they ask in their own name, as `People`. */
  ask?(question: Question): Promise<Reply>;
  /** Hears of everything that the result is to link to, with the document where it is to hold that. */
  linked?(link: ResourceLink, shown?: Document): void;
}
/** Injects the call in progress. */
export const Call: InjectionToken<Call> = Symbol.for('opnsense-mcp/Call');
