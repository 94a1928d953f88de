import { configDownload } from '../../core';
import { antiLockout, type Decision, fieldsOf, type FilterConfiguration, FILTER_SECTIONS, isSet, isWithin, normalAddress, type Packet, PacketFilter, readFilterConfiguration, textOf, webGuiPort } from '../../core/packet-filter';
import { type ChangeStep, type FirewallApi, type FirewallConfig, type LockoutGuard, type LockoutVerdict } from '../../ports';
import { sectionValue } from '../config/config-value';
import { parseXml } from '../xml';
import { ownAddress } from './own-address';
import { sinceGoingBack, withPlanned } from './planned-configuration';
import { tunnelOf } from './tunnel-networks';

/** Where this server finds the firewall. */
export interface ManagementPath {
  /** Scheme, host and port of the API. */
  readonly origin: string;
  /** The addresses that a host name of the firewall stands for; empty when nobody knows. */
  addressesOf(host: string): Promise<readonly string[]>;
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8', 'fc00::/7'];

/** Judges the way to the API by the saved configuration: what its rules would make of a new connection from here once they are applied. */
export class ConfigurationGuard implements LockoutGuard {
  constructor(
    private readonly firewall: Pick<FirewallApi, 'read'>,
    private readonly config: FirewallConfig,
    private readonly path: ManagementPath,
  ) {}

  async judge(planned: readonly ChangeStep[]): Promise<LockoutVerdict> {
    try {
      const { entry, steps } = sinceGoingBack(planned);
      const configuration = withPlanned(await (entry === undefined ? this.saved() : this.earlier(entry)), steps);
      if (isSet(fieldsOf(configuration.system), 'disablefilter')) return { path: 'open', reason: 'The packet filter is switched off.' };
      const source = await ownAddress(this.firewall);
      if (source === undefined) return unknown('the firewall does not tell the address that it sees this server under');
      const { hostname, port, protocol } = new URL(this.path.origin);
      const host = hostname.replace(/^\[|\]$/g, '');
      const destinations = await this.destinations(host, source);
      if (destinations.length === 0) return unknown(`${host} has no address`);
      const tunnel = await tunnelOf(source, this.config);
      return inAll(destinations.map(destination => judgePacket({ configuration, source, destination, port: Number(port) || (protocol === 'http:' ? 80 : 443), tunnel })));
    } catch (problem) {
      return unknown(`the saved configuration could not be read (${problem instanceof Error ? problem.message : 'unknown reason'})`);
    }
  }

  private async saved(): Promise<FilterConfiguration> {
    await this.config.sections({ fresh: true });
    return readFilterConfiguration(this.config);
  }

  private async earlier(entry: string): Promise<FilterConfiguration> {
    const root = parseXml(await this.firewall.read(configDownload, { path: ['this', entry] }));
    return Object.fromEntries(Object.entries(FILTER_SECTIONS).map(([field, section]) => [field, sectionValue(root, section)]));
  }

  /** The addresses that the API may be reached at from that one; those of the other family do not matter, as the way by this one is in use. */
  private async destinations(host: string, source: string): Promise<string[]> {
    const literal = normalAddress(host);
    const all = literal === undefined ? (await this.path.addressesOf(host)).flatMap(each => normalAddress(each) ?? []) : [literal];
    const same = all.filter(each => each.includes(':') === source.includes(':'));
    return [...new Set(same.length === 0 ? all : same)];
  }
}

/** One verdict where a name has several addresses: nobody knows which is taken. */
function inAll(verdicts: readonly LockoutVerdict[]): LockoutVerdict {
  const [first] = verdicts;
  if (first === undefined || verdicts.every(({ path }) => path === first.path)) return first ?? unknown('there is no way');
  return unknown(`the name has several addresses: ${verdicts.map(({ reason }) => reason).join(' ')}`);
}

interface Way {
  readonly configuration: FilterConfiguration;
  readonly source: string;
  readonly destination: string;
  readonly port: number;
  /** The tunnel that it may lead through. */
  readonly tunnel: string | undefined;
}

function judgePacket({ configuration, source, destination, port, tunnel }: Way): LockoutVerdict {
  const filter = new PacketFilter(configuration);
  const incoming = entrance(configuration, filter, source, destination);
  if (incoming === undefined) return unknown(`which interface leads to ${source} depends on more than the configuration`);
  const { label, name } = incoming;
  const detour = filter.routes.detour(source);
  if (detour !== undefined) return { path: 'cut', reason: `The static route to ${detour.network} would send the answers to ${source} to the gateway ${detour.gateway} instead of ${label}.` };
  // pf skips lo0 or, on 24.7, passes it before all others: where an SSH tunnel to the firewall ends.
  if (name === 'lo0') return { path: 'open', reason: 'The packet filter leaves the loopback interface alone.' };
  // Rules stand on the tunnel's group and device as well, which only the running firewall knows.
  if (tunnel !== undefined) return unknown(`${source} is at the other end of ${tunnel}, and what its rules pass shows only on the firewall`);
  if (incoming.blocksPrivate && PRIVATE.some(net => isWithin(source, net) === true)) return { path: 'cut', reason: `${label} blocks private networks, and ${source} is in one.` };
  const isOwn = ownAddresses(filter).includes(destination) || isDynamic(configuration, name, destination);
  const lockout = antiLockout(configuration, filter.interfaces);
  if (lockout?.interface === name && lockout.ports.includes(isOwn ? port : webGuiPort(configuration))) return { path: 'open', reason: `The anti-lockout rule of ${label} passes it before all others.` };
  if (!isOwn) return unknown(`${destination} is none of the firewall's own addresses, so something on the way translates it`);
  const packet: Packet = { source, destination, protocol: 'tcp', destinationPort: port, interface: name, direction: 'in', toFirewall: true };
  const [redirect] = filter.nat.redirects(packet).filter(({ translates }) => translates);
  if (redirect?.matches === 'yes' && (isWithin(redirect.target, '127.0.0.0/8') === true || ownAddresses(filter).includes(redirect.target))) {
    return unknown(`the port forward "${redirect.description}" takes the API's port to ${redirect.target}, which is the firewall itself`);
  }
  if (redirect?.matches === 'yes') return { path: 'cut', reason: `The port forward "${redirect.description}" on ${label} takes the API's port to ${redirect.target}.` };
  if (redirect !== undefined) return unknown(`the port forward "${redirect.description}" may take the API's port`);
  if (port !== webGuiPort(configuration)) return unknown(`the web GUI does not listen on port ${String(port)}, so something on the way translates it`);
  return verdictOf(filter.decide(packet), `TCP from ${source} to port ${String(port)} on ${label}`);
}

/** Where packets from that address come in; of several interfaces that lead outside it is the one whose address is asked for, or the only one whose address is not known; undefined when nothing tells. */
function entrance(configuration: FilterConfiguration, { interfaces, routes }: PacketFilter, source: string, destination: string): ReturnType<PacketFilter['routes']['towards']> {
  const found = routes.towards(source);
  const isNear = interfaces.list.some(({ addresses }) => addresses.some(net => net.includes('/') && isWithin(source, net) === true));
  const outside = interfaces.list.filter(({ hasGateway }) => hasGateway);
  if (isNear || outside.length < 2 || (found !== undefined && !found.hasGateway)) return found;
  const owner = outside.find(({ addresses }) => addresses.some(own => own.split('/', 1)[0] === destination));
  const dynamic = outside.filter(({ name }) => isDynamic(configuration, name, destination));
  return owner ?? (dynamic.length === 1 ? dynamic[0] : undefined);
}

/** True when the interface gets its addresses of that family only while the firewall runs. */
function isDynamic(configuration: FilterConfiguration, name: string, address: string): boolean {
  const text = textOf(fieldsOf(fieldsOf(configuration.interfaces)[name]), address.includes(':') ? 'ipaddrv6' : 'ipaddr');
  return text !== '' && normalAddress(text) === undefined;
}

function ownAddresses({ interfaces }: PacketFilter): string[] {
  return interfaces.list.flatMap(({ addresses }) => addresses.flatMap(own => normalAddress(own.split('/', 1)[0] ?? '') ?? []));
}

function verdictOf({ action, rule, candidates }: Decision, what: string): LockoutVerdict {
  if (action === 'unknown') {
    const doubtful = candidates.find(({ matches }) => matches === 'maybe')?.rule;
    return unknown(`whether the rule "${doubtful?.description ?? ''}" matches ${what} shows only on the firewall`);
  }
  const by = rule === undefined ? 'no rule passes it, so the default blocks it' : `the rule "${rule.description}" ${rule.action === 'pass' ? 'passes' : 'blocks'} it`;
  return { path: action === 'pass' ? 'open' : 'cut', reason: `${what}: ${by}.` };
}

function unknown(why: string): LockoutVerdict {
  return { path: 'unknown', reason: `It cannot be told: ${why}.` };
}
