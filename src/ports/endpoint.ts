import { type Release } from './release';

/** What a caller must know about an endpoint before calling it. */
export interface EndpointFacts {
  /** `module/controller/action` in snake_case, without `/api/`. */
  readonly path: string;
  readonly method: 'GET' | 'POST';
  /** How the body of the answer is read; `search` is JSON with rows and their total, `bytes` a file as Uint8Array. */
  readonly answer: 'json' | 'text' | 'search' | 'bytes';
  /** First release series that has it; absent means 24.7. */
  readonly since?: Release;
  /** Last release series that has it; absent means it still exists. */
  readonly until?: Release;
  /** The OPNsense plugin package that brings it, such as `os-haproxy`; absent means the core system. */
  readonly package?: string;
  /** Up to this release narrow privileges grant the action only in camelCase. */
  readonly camelUntil?: Release;
  /** First path arguments that it is called with, where privileges tell them apart: the name of a log. */
  readonly within?: readonly string[];
  /** Path of the endpoint that it stands in for, only where the key may not ask that one: nobody needs a privilege for it as well. */
  readonly insteadOf?: string;
  /** True for an endpoint that may take minutes. */
  readonly slow?: boolean;
  /** True for a reading endpoint that starts something: it is not asked again when its answer was lost. */
  readonly once?: boolean;
  /** True for a writing endpoint that goes on after it has saved: when it says that it failed, what it saved may be there all the same. */
  readonly savesFirst?: boolean;
  /** What is wrong with the shape of its answer (of a search: with one row); undefined when it fits. An answer that does not is OPN_BAD_ANSWER. */
  readonly shape?: (value: unknown) => string | undefined;
}

declare const answerType: unique symbol;

/** An endpoint known to change nothing that the firewall keeps, whatever its HTTP method. `T` is its answer. */
export interface ReadEndpoint<T = unknown> extends EndpointFacts {
  readonly kind: 'read';
  readonly [answerType]?: T;
}

/** An endpoint that changes the saved configuration, or makes it run. `T` is its answer. */
export interface WriteEndpoint<T = unknown> extends EndpointFacts {
  readonly kind: 'write';
  readonly [answerType]?: T;
}

/** Any declared endpoint. */
export type Endpoint<T = unknown> = ReadEndpoint<T> | WriteEndpoint<T>;

/** What goes along with one request. */
export interface EndpointRequest {
  /** Path arguments after the action, each one segment; checked and encoded by the adapter. */
  readonly path?: readonly string[];
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** What every OPNsense search answers. */
export interface SearchAnswer<Row> {
  readonly rows: readonly Row[];
  /** Matches on the firewall, not rows in this answer. */
  readonly total: number;
  readonly rowCount: number;
  readonly current: number;
}
