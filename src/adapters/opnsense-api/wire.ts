/** One HTTP request to the OPNsense API as it goes over the wire, credentials included. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'HEAD';
  /** Path from the root, starting `/api/`, with its query string, already encoded. */
  readonly path: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One HTTP answer as it came over the wire; nothing is interpreted yet. */
export interface WireAnswer {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How long a request may take, and who may call it off. */
export interface WireOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** True when sending it twice does no harm: it is sent again, once, when a kept connection turns out to be dead. */
  readonly repeatable?: boolean;
  /** True when the answer to a like request that is on its way already will not do. */
  readonly anew?: boolean;
  /** True where the answer may be a file: each character of its body is a byte then, instead of UTF-8. */
  readonly bytes?: boolean;
  /** True for a request that may take minutes: such requests leave connections to the others. */
  readonly slow?: boolean;
  /** Whose request it is, where that is not its signal's holder: with many waiting, owners take turns. */
  readonly owner?: object;
}

/** Carries requests to one firewall: over HTTPS, or into the fake. Rejects with an OpnError when no answer came. */
export interface Wire {
  send(request: WireRequest, options?: WireOptions): Promise<WireAnswer>;
  /** Gives back sockets and processes; pending requests are called off. */
  close(): Promise<void>;
}
