import { type InjectionToken } from './token';
import { type EndpointRequest, type ReadEndpoint, type WriteEndpoint } from './endpoint';
import { type FirewallVersion } from './release';

/** How one request is carried. */
export interface RequestOptions {
  /** Calls the request off. Tools need not give it: the call's own signal is always listened to. */
  readonly signal?: AbortSignal;
  /** True for a request that must not be left half done: it goes out, and is waited for, even when the caller has cancelled. */
  readonly despiteCancel?: boolean;
  /** True for a read whose answer must be younger than the question; without it, one that is asked already by another call is waited for. */
  readonly anew?: boolean;
}

/** Reading the firewall. There is no write here: a write exists only on a Change. */
export interface FirewallApi {
  /** Asks a reading endpoint; rejects with an OpnError that says what failed and what to do. */
  read<T>(endpoint: ReadEndpoint<T>, request?: EndpointRequest, options?: RequestOptions): Promise<T>;
  /** The firewall's version from the first source the key may read; undefined when none can be read. Kept for a while, unless `fresh`. */
  version(options?: RequestOptions & { readonly fresh?: boolean }): Promise<FirewallVersion | undefined>;
}
/** Injects the firewall, for reading. */
export const FirewallApi: InjectionToken<FirewallApi> = Symbol.for('opnsense-mcp/FirewallApi');

/** Writing the firewall. Only savepoint managers hold one; tools get a Change. */
export interface FirewallWriter {
  /** Calls a changing endpoint once, never retried; rejects when the firewall did not report success. */
  write<T>(endpoint: WriteEndpoint<T>, request?: EndpointRequest, options?: RequestOptions): Promise<T>;
}
