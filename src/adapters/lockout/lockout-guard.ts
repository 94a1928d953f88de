import { at, type Decision, fieldsOf, type FilterConfiguration, FILTER_SECTIONS, isSet, isWithin, normalAddress, type Packet, PacketFilter, textOf } from '../../core/packet-filter';
import { type ChangeStep, type FirewallApi, type FirewallConfig, type LockoutGuard, type LockoutVerdict } from '../../ports';
import { readHistoryIfAllowed } from '../savepoints/configuration-history';
import { withPlanned } from './planned-configuration';

/** Where this server stands as the firewall sees it. */
export interface ManagementPath {
  /** Scheme, host and port of the API. */
  readonly origin: string;
  /** The address that packets to the firewall leave from here by; undefined when nothing tells. */
  localAddress(): Promise<string | undefined>;
  /** The address that a host name of the firewall stands for. */
  addressOf(host: string): Promise<string | undefined>;
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
      const configuration = withPlanned(await this.configuration(), planned);
      const source = await this.source();
      if (source === undefined) return unknown('the address that the firewall sees this server under is not known');
      const { hostname, port, protocol } = new URL(this.path.origin);
      const host = hostname.replace(/^\[|\]$/g, '');
      const destination = normalAddress(host) ?? (await this.path.addressOf(host));
      if (destination === undefined) return unknown(`${host} has no address`);
      return judgePacket(configuration, source, destination, Number(port) || (protocol === 'http:' ? 80 : 443));
    } catch (problem) {
      return unknown(`the saved configuration could not be read (${problem instanceof Error ? problem.message : 'unknown reason'})`);
    }
  }

  private async configuration(): Promise<FilterConfiguration> {
    await this.config.sections({ fresh: true });
    const entries = Object.entries(FILTER_SECTIONS).map(async ([field, section]) => [field, await this.config.section(section)] as const);
    return Object.fromEntries(await Promise.all(entries)) as FilterConfiguration;
  }

  /** The history names the address that the last change through the API came from; that is ours, seen from the other side of any NAT. */
  private async source(): Promise<string | undefined> {
    const last = (await readHistoryIfAllowed(this.firewall))?.filter(({ request }) => request !== undefined).at(-1);
    const seen = last === undefined ? undefined : normalAddress(last.user.slice(last.user.lastIndexOf('@') + 1));
    return seen ?? this.path.localAddress();
  }
}

function judgePacket(configuration: FilterConfiguration, source: string, destination: string, port: number): LockoutVerdict {
  if (isSet(fieldsOf(configuration.system), 'disablefilter')) return { path: 'open', reason: 'The packet filter is switched off.' };
  const filter = new PacketFilter(configuration);
  const incoming = filter.interfaces.towards(source);
  if (incoming === undefined) return unknown(`no interface leads to ${source}`);
  const { label, name } = incoming;
  const detour = filter.interfaces.detour(source);
  if (detour !== undefined) return { path: 'cut', reason: `The static route to ${detour.network} would send the answers to ${source} to the gateway ${detour.gateway} instead of ${label}.` };
  // pf skips lo0 or, on 24.7, passes it before all others: where an SSH tunnel to the firewall ends.
  if (name === 'lo0') return { path: 'open', reason: 'The packet filter leaves the loopback interface alone.' };
  if (incoming.blocksPrivate && PRIVATE.some(net => isWithin(source, net) === true)) return { path: 'cut', reason: `${label} blocks private networks, and ${source} is in one.` };
  if (antiLockout(configuration, filter, name, port)) return { path: 'open', reason: `The anti-lockout rule of ${label} passes it before all others.` };
  const packet: Packet = { source, destination, protocol: 'tcp', destinationPort: port, interface: name, direction: 'in', toFirewall: true };
  const [redirect] = filter.redirects(packet);
  if (redirect?.matches === 'yes') return { path: 'cut', reason: `The port forward "${redirect.description}" on ${label} takes the API's port to ${redirect.target}.` };
  if (redirect !== undefined) return unknown(`the port forward "${redirect.description}" may take the API's port`);
  return verdictOf(filter.decide(packet), `TCP from ${source} to port ${String(port)} on ${label}`);
}

function verdictOf({ action, rule, candidates }: Decision, what: string): LockoutVerdict {
  if (action === 'unknown') {
    const doubtful = candidates.find(({ matches }) => matches === 'maybe')?.rule;
    return unknown(`whether the rule "${doubtful?.description ?? ''}" matches ${what} shows only on the firewall`);
  }
  const by = rule === undefined ? 'no rule passes it, so the default blocks it' : `the rule "${rule.description}" ${rule.action === 'pass' ? 'passes' : 'blocks'} it`;
  return { path: action === 'pass' ? 'open' : 'cut', reason: `${what}: ${by}.` };
}

/** True when the rule that OPNsense makes itself, ahead of all others, passes the port on that interface. */
function antiLockout(configuration: FilterConfiguration, filter: PacketFilter, name: string, port: number): boolean {
  const webgui = fieldsOf(at(configuration.system, 'webgui'));
  if (isSet(webgui, 'noantilockout')) return false;
  const names = filter.interfaces.list.map(each => each.name).filter(each => each === 'lan' || each === 'wan' || /^opt\d+$/.test(each));
  const [first] = names.sort((left, right) => left.localeCompare(right, 'en', { numeric: true }));
  if (first !== name) return false;
  const isPlain = textOf(webgui, 'protocol') === 'http';
  const own = Number(textOf(webgui, 'port')) || (isPlain ? 80 : 443);
  const redirect = isPlain || isSet(webgui, 'disablehttpredirect') ? [] : [80];
  const ssh = fieldsOf(at(configuration.system, 'ssh'));
  return [own, ...redirect, ...(textOf(ssh, 'enabled') === '' ? [] : [Number(textOf(ssh, 'port')) || 22])].includes(port);
}

function unknown(why: string): LockoutVerdict {
  return { path: 'unknown', reason: `It cannot be told: ${why}.` };
}
