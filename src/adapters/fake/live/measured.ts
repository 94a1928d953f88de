import { type Row } from '../model/search';
import { type Device } from '../network-devices';
import { type Ruleset } from './rulesets';
import { type WireguardRecord } from './wireguard';

/** Packets of a device since it came up. */
export interface Traffic {
  readonly received: number;
  readonly sent: number;
}

/** A machine in the tables of neighbours. */
export interface Neighbour {
  readonly device: string;
  readonly address: string;
  readonly mac: string;
  /** Seconds until it is forgotten; IPv4 only, and none for the firewall itself. */
  readonly expires?: number;
  /** Who made its network card. */
  readonly maker?: string;
  /** What its address resolves to. */
  readonly name?: string;
  /** The name it gave to the DHCP server. */
  readonly leasedName?: string;
}

/** A route of the kernel's tables. */
export interface MeasuredRoute {
  readonly destination: string;
  readonly gateway: string;
  readonly flags: string;
  /** Number of its next hop. */
  readonly hop: string;
  readonly mtu: string;
  readonly device: string;
}

/** What would be measured, where a test knows better than the fake; everything else is derived from the configuration and the clock. */
export interface Measured {
  /** Packets by device, and by address of it; without addresses they share its packets. */
  readonly traffic?: Readonly<Record<string, Traffic & { readonly addresses?: Readonly<Record<string, Traffic>> }>>;
  /** What the kernel says of every device beside its packets, by the kernel's names. */
  readonly counters?: Readonly<Record<string, string>>;
  /** Devices that nothing in the configuration makes; after the cards in menus. */
  readonly devices?: readonly Device[];
  /** Groups of devices that somebody made, by device. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly neighbours?: readonly Neighbour[];
  readonly routes?: readonly MeasuredRoute[];
  /** Processes as `top` lists them. */
  readonly processes?: readonly Readonly<Record<string, string>>[];
  /** Makers of network cards by the first six digits of a hardware address, in capitals. */
  readonly makers?: Readonly<Record<string, string>>;
  /** Who talks on a device, as the backend reads it from iftop. */
  readonly talkers?: Readonly<Record<string, readonly Row[]>>;
  /** WireGuard's instances and peers, as in `wg show all dump`. */
  readonly wireguard?: readonly WireguardRecord[];
  readonly ipsec?: MeasuredIpsec;
  readonly intrusions?: MeasuredIntrusions;
  /** The lines of syslog-ng's counters below the heading, fields separated by semicolons. */
  readonly syslogCounters?: readonly string[];
  /** OpenVPN's tunnels by role and number, each with what its management socket tells. */
  readonly openvpn?: Readonly<Partial<Record<'client' | 'server', Readonly<Record<string, Row>>>>>;
  readonly resolver?: MeasuredResolver;
  /** The plugins that the update server offers by name, with what it says otherwise of them, and the releases it tells of. */
  readonly updates?: { readonly plugins: Readonly<Record<string, Row>>; readonly changelog: readonly Row[] };
  /** Shells that are installed. */
  readonly shells?: readonly string[];
  /** Milliseconds there and back of what every ping sent so far. */
  readonly pingDelays?: readonly number[];
}

/** What the IKE daemon and the kernel say of IPsec. */
export interface MeasuredIpsec {
  /** Connections by name, as the daemon knows them. */
  readonly status: Readonly<Record<string, IpsecStatus>>;
  readonly associations: readonly Row[];
  readonly policies: readonly Row[];
  /** Addresses that were given out of pools. */
  readonly leases: readonly Row[];
}

/** What Suricata's scripts print. */
export interface MeasuredIntrusions {
  /** Rulesets in order of their file names; times in milliseconds since 1970. */
  readonly rulesets: readonly (Ruleset & { readonly downloaded?: number })[];
  readonly rules: readonly Row[];
  readonly alerts: readonly Row[];
  readonly logs: readonly { readonly size: number; readonly modified: number; readonly filename: string; readonly sequence: number | null }[];
}

/** A connection of the IKE daemon: facts, and the tunnels of each of its associations by name. */
export interface IpsecStatus {
  readonly facts: Row;
  readonly tunnels: readonly Readonly<Record<string, Row>>[];
}

/** What the resolver has in memory. */
export interface MeasuredResolver {
  readonly statistics: Row;
  readonly cache: readonly Row[];
  readonly upstreams: readonly Row[];
  readonly records: readonly Row[];
  readonly zones: readonly Row[];
  readonly insecureDomains: readonly string[];
  /** What was counted of the log of queries, lists by their keys. */
  readonly totals: Row;
}
