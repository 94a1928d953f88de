/** The lease databases of the DHCP servers; ISC and Kea keep one for each address family. */
export type LeaseServer = 'dnsmasq' | 'isc4' | 'isc6' | 'kea4' | 'kea6';

/** A lease as its server keeps it. */
export interface Lease {
  readonly address: string;
  /** Lower case with colons. */
  readonly mac: string;
  /** Empty when the client told none. */
  readonly hostname: string;
  /** How the client calls itself: client id, or DUID with IPv6; empty when it does not. */
  readonly clientId: string;
  /** Identity association; only with IPv6. */
  readonly iaid?: number;
  /** Seconds since 1970. */
  readonly starts: number;
  /** Seconds; 0 is for ever. */
  readonly lifetime: number;
  /** By which of its ids the running server (Kea from 26.1 on) has it reserved; by the configuration unless given. */
  readonly reserved?: readonly string[];
  /** Kea's number of the subnet. */
  readonly subnet?: number;
}

/** What happened to lease databases that does not follow from configuration and clock. */
export class LeaseMemory {
  private readonly given = new Map<LeaseServer, readonly Lease[]>();
  private readonly removals = new Map<string, number>();

  /** Puts leases in place of those that the sample's machines would have. */
  give(server: LeaseServer, leases: readonly Lease[]): void {
    this.given.set(server, leases);
  }

  /** The leases that were given; undefined when none were. */
  givenTo(server: LeaseServer): readonly Lease[] | undefined {
    return this.given.get(server);
  }

  /** Takes a lease out of the database; its client gets a new one when it renews. */
  remove(server: LeaseServer, address: string, time: number): void {
    this.removals.set(`${server} ${address}`, time);
  }

  /** True for a lease that was taken out after its client renewed it last. */
  isRemoved(server: LeaseServer, { address, starts }: Lease): boolean {
    return (this.removals.get(`${server} ${address}`) ?? -1) >= starts;
  }
}
