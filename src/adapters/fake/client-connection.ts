/** Requests that lighttpd serves on one connection. */
export const REQUESTS_PER_CONNECTION = 15;
/** Milliseconds after which lighttpd closes a connection that nobody uses. */
export const IDLE_MS = 30_000;

/** Where a client is. */
export interface Client {
  /** Its address, as the firewall sees it. */
  readonly address: string;
  /** The interface it is behind, such as `lan`; found by its address unless said. */
  readonly interface?: string;
}

/** A kept connection of a client to the web server. */
export class ClientConnection {
  private requests = 0;
  private usedAt: number;
  private cutters: (() => void)[] = [];
  private closed = false;

  constructor(
    readonly client: Client,
    /** Id of the rule that let it in. */
    readonly rule: string,
    /** True when pf lets its packets pass whatever the rules say by now. */
    readonly isRemembered: boolean,
    now: number,
  ) {
    this.usedAt = now;
  }

  /** True when no request was sent on it yet. */
  get isUnused(): boolean {
    return this.requests === 0;
  }

  /** True as long as another request can be sent on it. */
  isOpen(now: number): boolean {
    return !this.closed && this.requests < REQUESTS_PER_CONNECTION && now - this.usedAt < IDLE_MS;
  }

  /** Counts a request. */
  use(now: number): void {
    this.requests += 1;
    this.usedAt = now;
  }

  /** Tells when the connection is cut from the firewall's side. */
  onCut(listener: () => void): void {
    this.cutters.push(listener);
  }

  /** Ends it. */
  cut(): void {
    if (this.closed) return;
    this.closed = true;
    for (const cutter of this.cutters) cutter();
    this.cutters = [];
  }
}
