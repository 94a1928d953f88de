/** What goes wrong with a request; `acted` says that it is carried out before that. */
type FaultKind =
  /** The answer comes `ms` later. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** The connection is reset. */
  | { readonly kind: 'reset'; readonly acted?: boolean }
  /** No answer ever comes. */
  | { readonly kind: 'silence'; readonly acted?: boolean }
  /** Another status, with that body. */
  | { readonly kind: 'status'; readonly status: number; readonly body?: string; readonly acted?: boolean }
  /** A page of the web GUI instead of JSON. */
  | { readonly kind: 'html'; readonly status?: number; readonly acted?: boolean }
  /** The connection ends after so many bytes of the body (half of it unless said); `announced` says that the length fits them, so that only the JSON is cut. */
  | { readonly kind: 'truncated'; readonly bytes?: number; readonly announced?: boolean }
  /** The body comes in pieces. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  /** The firewall reboots in the middle of the request. */
  | { readonly kind: 'reboot'; readonly downMs?: number; readonly acted?: boolean }
  /** The configuration cannot be written: the disk is full. Counts saves, not requests. */
  | { readonly kind: 'diskFull' }
  /** pf refuses the rules it is given. Counts loads, not requests. */
  | { readonly kind: 'rejectedRules'; readonly message?: string };

/** Something that goes wrong for the next requests. */
export type Fault = FaultKind & {
  /** How often; once unless said otherwise, Infinity for ever. */
  readonly times?: number;
  /** Only for this route (`module/controller/action` in snake_case), or for paths that match. */
  readonly route?: string | RegExp;
  /** Lets so many matching requests through first. */
  readonly after?: number;
};

interface Waiting {
  readonly fault: Fault;
  left: number;
  skip: number;
}

/** The faults that wait for requests; of several that match a request each counts it. */
export class Faults {
  private waiting: Waiting[] = [];

  /** Adds a fault; the answer takes it back. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? 1, skip: fault.after ?? 0 };
    this.waiting.push(entry);
    return () => {
      this.waiting = this.waiting.filter(each => each !== entry);
    };
  }

  /** True when none waits any more. */
  get areOver(): boolean {
    return this.waiting.length === 0;
  }

  /** Takes all of them back. */
  clear(): void {
    this.waiting = [];
  }

  /** The faults of a request that comes in now. */
  ofRequest(route: string, path: string): Fault[] {
    return this.take(route, path, fault => fault.kind !== 'diskFull' && fault.kind !== 'rejectedRules');
  }

  /** The fault of a save or a load of rules that a request causes. */
  of<K extends 'diskFull' | 'rejectedRules'>(kind: K, route: string): (Fault & { readonly kind: K }) | undefined {
    return this.take(route, route, fault => fault.kind === kind)[0] as (Fault & { readonly kind: K }) | undefined;
  }

  private take(route: string, path: string, wanted: (fault: Fault) => boolean): Fault[] {
    const found = this.waiting.filter(({ fault }) => wanted(fault) && matches(fault.route, route, path));
    const struck = found.filter(each => {
      if (each.skip > 0) {
        each.skip -= 1;
        return false;
      }
      each.left -= 1;
      return true;
    });
    this.waiting = this.waiting.filter(({ left }) => left > 0);
    return struck.map(({ fault }) => fault);
  }
}

function matches(wanted: Fault['route'], route: string, path: string): boolean {
  return wanted === undefined || (typeof wanted === 'string' ? wanted === route : wanted.test(path));
}
