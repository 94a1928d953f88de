/** An address with a port; for ICMP what stands in its place. */
export interface PfEndpoint {
  readonly address: string;
  readonly port: string;
}

/** A connection that pf lets through because it knows it. */
export interface PfState {
  /** 16 hex digits. */
  readonly id: string;
  /** Which firewall made it: 8 hex digits. */
  readonly creator: string;
  readonly device: string;
  readonly protocol: string;
  readonly direction: 'in' | 'out';
  readonly source: PfEndpoint;
  readonly destination: PfEndpoint;
  /** What stood in the packet before NAT: the source of a state that goes out, the destination of one that comes in. */
  readonly nat?: PfEndpoint;
  /** Both ends, as pf words them: `ESTABLISHED:ESTABLISHED`. */
  readonly state: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Seconds it lives on without a packet. */
  readonly idle: number;
  /** In the state's direction, and back. */
  readonly packets: readonly [number, number];
  readonly bytes: readonly [number, number];
  /** Id of the rule that let it in; undefined when a port forward did. */
  readonly rule?: string;
}

/** A rule that pf has loaded, as far as its states and log name it. */
export interface PfLabel {
  /** Of model rules the uuid, of others 32 hex digits. */
  readonly id: string;
  readonly description: string;
}

/** What pf has in memory: its states, and its rules by number where those that were loaded do not count. */
export interface PfMemory {
  readonly rules?: readonly PfLabel[];
  states: readonly PfState[];
}
