import { type Part, part } from '../../../core';
import {
  derivedAutomaticRules, fieldsOf, type FilterConfiguration, isSet, listedAutomaticRules, listedRules, localTime, type Packet, PacketFilter, readFilterConfiguration, tellsFamilies, textOf,
} from '../../../core/packet-filter';
import { findStates, type PfState, toPfState } from '../../../core/pf-states';
import { type Clock, type FirewallApi, type FirewallConfig } from '../../../ports';
import { type KnownFirewall } from './explanation';
import { devices, routingTable, tablesWith } from './traffic.endpoints';

/** What the firewall tells of itself for explaining packets, and what it does not. */
export interface FirewallFacts {
  readonly configuration: FilterConfiguration;
  readonly release: Awaited<ReturnType<FirewallApi['version']>>;
  readonly rows: Part<Awaited<ReturnType<typeof listedRules>>>;
  readonly routes: Part<NonNullable<ConstructorParameters<typeof PacketFilter>[1]>['routes']>;
  readonly addresses: Part<NonNullable<ConstructorParameters<typeof PacketFilter>[1]>['addresses']>;
}

const ALL_ROWS = -1;
const MOST_STATES = 5;

/** Reads everything about the firewall that does not depend on a packet, at once. */
export async function readFacts(firewall: FirewallApi, config: FirewallConfig): Promise<FirewallFacts> {
  const [release, rows, routes, addresses, configuration] = await Promise.all([
    firewall.version(),
    part("OPNsense's own rules", listedRules(firewall, { search: '', interface: undefined })),
    part('the routing table', readRoutes(firewall)),
    part('addresses of interfaces', readAddresses(firewall)),
    readFilterConfiguration(config),
  ]);
  return { configuration, release, rows, routes, addresses };
}

/** For each address the tables that hold it; addresses of which the firewall does not tell are left out. */
export async function readTables(firewall: FirewallApi, addresses: readonly string[]): Promise<Part<ReadonlyMap<string, ReadonlySet<string>>>> {
  const asked = addresses.map(async address => {
    const { status, matches } = await firewall.read(tablesWith, { body: { ip: address } });
    return status === 'ok' ? [[address, new Set(matches)] as const] : [];
  });
  return part('which tables hold the addresses', Promise.all(asked).then(found => new Map(found.flat())));
}

/** States of the same protocol and ends, as far as ends are given. */
export async function readStates(firewall: FirewallApi, { source, destination, protocol, sourcePort, destinationPort }: Packet): Promise<Part<readonly PfState[]>> {
  const found = await part('states', findStates(firewall, { search: `${source} ${destination}`, rule_id: '', limit: 500, page: 1 }));
  if (found.value === undefined) return found as Part<never>;
  const states = found.value.rows.map(row => toPfState(row, false)).filter(state => {
    const sourceFits = state.source === source || state.before_nat?.startsWith(source) === true;
    const portsFit = (sourcePort === undefined || state.source_port === sourcePort) && (destinationPort === undefined || state.destination_port === destinationPort || state.before_nat?.endsWith(`:${String(destinationPort)}`) === true);
    return sourceFits && portsFit && state.protocol === protocol;
  });
  return { value: states.slice(0, MOST_STATES) };
}

/** The firewall as a judge of packets. */
export function knownFirewall(facts: FirewallFacts, tables: ReadonlyMap<string, ReadonlySet<string>>, clock: Clock): Omit<KnownFirewall, 'states'> {
  const { configuration, rows, routes, addresses } = facts;
  const release = facts.release?.release;
  const system = fieldsOf(configuration.system);
  const filter = new PacketFilter(configuration, {
    release,
    automatic: interfaces => (rows.value === undefined ? derivedAutomaticRules(configuration, interfaces) : listedAutomaticRules(rows.value, interfaces, tellsFamilies(release))),
    time: localTime(clock.now(), textOf(system, 'timezone')),
    tables,
    ...(routes.value === undefined ? {} : { routes: routes.value }),
    ...(addresses.value === undefined ? {} : { addresses: addresses.value }),
  });
  return { filter, isOff: isSet(system, 'disablefilter') };
}

async function readRoutes(firewall: FirewallApi): Promise<NonNullable<FirewallFacts['routes']['value']>> {
  const rows = Object.values(await firewall.read(routingTable));
  return rows.map(({ proto, destination, gateway, netif }) => ({ destination: destination.split('%', 1)[0] ?? '', gateway, device: netif, isIpv6: proto === 'ipv6' }));
}

async function readAddresses(firewall: FirewallApi): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await firewall.read(devices, { body: { current: 1, rowCount: ALL_ROWS } });
  const assigned = rows.filter(({ identifier = '' }) => identifier !== '');
  return new Map(assigned.map(({ identifier = '', ipv4 = [], ipv6 = [] }) => [identifier, [...Object.values(ipv4), ...Object.values(ipv6)].map(({ ipaddr }) => ipaddr.replace(/%[^/]*/, ''))]));
}
