import { AppliedState } from './applied-state';
import { type HaproxyMemory } from './haproxy/running';
import { type CrowdsecMemory } from './live/crowdsec';
import { type FilterLogLine } from './live/filter-log';
import { type IntrusionMemory } from './live/intrusions';
import { type IpsecMemory } from './live/ipsec';
import { type OpenvpnMemory } from './live/openvpn';
import { LeaseMemory } from './live/lease-memory';
import { type Measured } from './live/measured';
import { type PfMemory } from './live/pf-state';
import { type RouteMemory } from './live/route-memory';
import { type PeerMemory } from './live/wireguard';

/** A ping or a packet capture: its settings by field, and when it was started and stopped (milliseconds since 1970). */
export interface Job {
  readonly settings: Readonly<Record<string, string>>;
  started?: number;
  stopped?: number;
}

/** What a firewall knows while it runs: which services were started or stopped, and whether it has looked for updates. */
export class RunningState extends AppliedState {
  private readonly switched = new Map<string, boolean>();
  private background: { readonly at: number; readonly work: () => void }[] = [];
  /** Ping jobs by id. */
  readonly pings = new Map<string, Job>();
  /** Packet captures by id. */
  readonly captures = new Map<string, Job>();
  /** What pf has in memory; undefined until somebody looks. */
  pf: PfMemory | undefined;
  /** The packet filter's log, newest line first; made up from the clock unless given. */
  filterLog: readonly FilterLogLine[] | undefined;
  /** What a test knows better. */
  measured: Measured = {};
  /** What happened to the DHCP servers' leases. */
  readonly leases = new LeaseMemory();
  /** CrowdSec's database; undefined until somebody looks. */
  crowdsec: CrowdsecMemory | undefined;
  /** Suricata's files; undefined until somebody looks. */
  intrusions: IntrusionMemory | undefined;
  /** IPsec's connections; undefined until somebody looks. */
  ipsec: IpsecMemory | undefined;
  /** True when IPsec's old pages say that something was not applied yet. */
  ipsecDirty = false;
  /** OpenVPN's sessions; undefined until somebody looks. */
  openvpn: OpenvpnMemory | undefined;
  /** HAProxy's files and servers; undefined until somebody looks. */
  haproxy: HaproxyMemory | undefined;
  /** WireGuard peers by public key; undefined until somebody looks. */
  wireguardPeers: Map<string, PeerMemory> | undefined;
  /** When it booted, in milliseconds since 1970; undefined until somebody looks. */
  booted: number | undefined;
  /** When the ARP table was flushed, in milliseconds since 1970. */
  arpFlushed: number | undefined;
  /** Static routes of the kernel; undefined until somebody looks. */
  routes: RouteMemory | undefined;
  /** Routes (`destination,gateway`) that were deleted by hand since they were made. */
  readonly deletedRoutes = new Set<string>();
  carpAllowed = true;
  /** Until when each log (`core/system`) was cleared. */
  readonly clearedLogs = new Map<string, number>();
  /** The last job on the firmware and what it wrote; undefined for a check for updates. */
  firmwareJob: { readonly request: string; readonly lines: readonly string[] } | undefined;
  /** True once an update check ran since boot. */
  updatesChecked = false;

  /** Whether a service runs, given whether it would after a boot. */
  runs(service: string, atBoot: boolean): boolean {
    return this.switched.get(service) ?? atBoot;
  }

  /** Notes what a script in the background will have done at that time (milliseconds since 1970). */
  later(at: number, work: () => void): void {
    this.background.push({ at, work });
  }

  /** Does what scripts in the background should have done by now. */
  catchUp(now: number): void {
    const due = this.background.filter(({ at }) => at <= now);
    this.background = this.background.filter(({ at }) => at > now);
    for (const { work } of due.sort((left, right) => left.at - right.at)) work();
  }

  /** Starts or stops a service until the next boot. */
  switch(service: string, on: boolean): void {
    this.switched.set(service, on);
  }
}
