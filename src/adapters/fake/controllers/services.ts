import { compareReleases, type Release } from '../../../ports';
import { childText, type ConfigNode } from '../config-document';
import { liveGateways } from '../gateways';
import { ipsecRuns, isIpsecConfigured, switchIpsec } from '../live/ipsec';
import { RESOLVER, startResolver } from '../live/resolver';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { isEmpty } from '../model/php';
import { type Row, searchRows } from '../model/search';
import { HAPROXY, haproxyServiceRows, switchHaproxy } from '../haproxy/service';
import { dhcpServiceRows, KEA_DAEMON } from './dhcp-services';
import { pluginServiceRows } from './plugin-services';

/** A service as OPNsense lists it. */
interface Service {
  readonly name: string;
  /** Which of several, such as a gateway's monitor. */
  readonly instance?: string;
  readonly description: string;
  /** Cannot be stopped. */
  readonly locked?: boolean;
  readonly atBoot: boolean;
}

interface CoreService {
  readonly name: string;
  readonly description: string;
  /** What 26.7 calls it, when it is not the same. */
  readonly renamed?: string;
  readonly locked?: boolean;
  readonly isPresent?: (machine: Machine) => boolean;
  /** False for a service that is installed but not switched on. */
  readonly off?: boolean;
}

const since = (machine: Machine, release: Release): boolean => compareReleases(machine.release, release) >= 0;
const isOn = (machine: Machine, path: string): boolean => !isEmpty(machine.document.text(path));

const IKE_DAEMON = 'strongswan';

const CORE: readonly CoreService[] = [
  { name: 'configd', description: 'System Configuration Daemon', renamed: 'Configd', locked: true },
  { name: 'cron', description: 'Cron' },
  { name: 'crowdsec', description: 'CrowdSec', isPresent: machine => machine.hasPackage('os-crowdsec') },
  { name: 'hostwatch', description: 'Host discovery service', renamed: 'Hostwatch', isPresent: machine => since(machine, '25.7') },
  { name: 'iperf', description: 'iperf Performance Test', off: true, isPresent: machine => machine.hasPackage('os-iperf') },
  { name: 'login', description: 'Users and Groups', locked: true },
  { name: 'monit', description: 'Monit System Monitoring', isPresent: machine => isOn(machine, 'OPNsense/monit/general/enabled') },
  { name: 'nginx', description: 'Reverse Proxy and Web Server', off: true, isPresent: machine => machine.hasPackage('os-nginx') },
  { name: 'ntpd', description: 'Network Time Daemon', renamed: 'Ntpd', isPresent: machine => isOn(machine, 'system/timeservers') },
  { name: 'openssh', description: 'Secure Shell Daemon', isPresent: machine => isOn(machine, 'system/ssh/enabled') },
  { name: 'pf', description: 'Packet Filter', locked: true },
  { name: 'qemu-ga', description: 'QEMU Guest Agent', off: true, isPresent: machine => machine.hasPackage('os-qemu-guest-agent') },
  { name: 'routing', description: 'System routing', locked: true },
  { name: 'snmpd', description: 'Net-SNMP', isPresent: machine => isOn(machine, 'OPNsense/netsnmp/general/enabled') },
  { name: 'stunnel', description: 'Stunnel', off: true, isPresent: machine => machine.hasPackage('os-stunnel') },
  { name: 'suricata', description: 'Intrusion Detection', isPresent: machine => isOn(machine, 'OPNsense/IDS/general/enabled') },
  { name: 'sysctl', description: 'System tunables', locked: true },
  { name: 'syslog-ng', description: 'Syslog-ng Daemon', renamed: 'Syslog-ng' },
  { name: 'unbound', description: 'Unbound DNS', renamed: 'Unbound', isPresent: machine => isOn(machine, 'OPNsense/unboundplus/general/enabled') },
  { name: 'webgui', description: 'Web GUI', locked: true },
];

/** core/service: every service that runs or could. */
export const serviceActions: ActionTable = {
  'core/service/search': (call, machine) => ({ json: searchRows(services(machine).map(service => row(service, machine)), call) }),
  'core/service/start': (call, machine) => control(call, machine, true),
  'core/service/stop': (call, machine) => control(call, machine, false),
  'core/service/restart': (call, machine) => control(call, machine, true),
};

function services(machine: Machine): Service[] {
  const core = CORE.filter(({ isPresent }) => isPresent === undefined || isPresent(machine)).map(({ name, description, renamed, locked, off }) => ({
    name, description: since(machine, '26.7') ? (renamed ?? description) : description, locked: locked === true, atBoot: off !== true,
  }));
  const others = [...dhcpServiceRows(machine), ...pluginServiceRows(machine), ...haproxyServiceRows(machine)].map(({ running, ...each }) => ({ ...each, atBoot: running }));
  return [...core, ...others, ...monitors(machine), ...tunnels(machine)].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

function monitors(machine: Machine): Service[] {
  const watched = liveGateways(machine).filter(gateway => gateway.monitor !== undefined && !gateway.disabled);
  if (watched.length === 0) return [];
  const [watcher, monitor] = since(machine, '26.7') ? ['Gateway Watcher', (name: string) => `Gateway ${name}`] as const : ['Gateway monitor watcher', (name: string) => `Gateway monitor (${name})`] as const;
  return [
    { name: 'dpinger', instance: ':watcher:', description: watcher, locked: true, atBoot: true },
    ...watched.map(({ name }) => ({ name: 'dpinger', instance: name, description: monitor(name), atBoot: true })),
  ];
}

function tunnels(machine: Machine): Service[] {
  const items = (path: string): readonly ConfigNode[] => (machine.document.find(path)?.children ?? []).filter(node => childText(node, 'enabled') === '1');
  return [
    ...(isIpsecConfigured(machine.document) ? [{ name: IKE_DAEMON, description: 'IPsec VPN', atBoot: ipsecRuns(machine) }] : []),
    ...(isOn(machine, 'OPNsense/wireguard/general/enabled') ? items('OPNsense/wireguard/server/servers') : []).map(node => ({
      name: 'wireguard', instance: node.attributes['uuid'] ?? '', description: `WireGuard ${childText(node, 'name')}`, atBoot: true,
    })),
    ...items('OPNsense/OpenVPN/Instances').map(node => ({
      name: 'openvpn', instance: node.attributes['uuid'] ?? '', description: `OpenVPN ${childText(node, 'role')}: ${childText(node, 'description')}`, atBoot: true,
    })),
  ];
}

function idOf({ name, instance }: Service): string {
  return instance === undefined ? name : `${name}/${instance}`;
}

function row(service: Service, machine: Machine): Row {
  const id = idOf(service);
  return { id, locked: service.locked === true ? 1 : 0, running: machine.running.runs(id, service.atBoot) ? 1 : 0, description: service.description, name: service.name };
}

// Any name gets ok: OPNsense does not look whether there is such a service.
function control({ method, route, args: [name = '', instance] }: ApiCall, machine: Machine, on: boolean): { readonly json: unknown } {
  if (method !== 'POST') return { json: { result: 'failed' } };
  if (on && name === RESOLVER) startResolver(machine, route);
  else if (name === HAPROXY) switchHaproxy(machine, on);
  else if (name === IKE_DAEMON) switchIpsec(machine, on, route);
  else machine.running.switch(name.startsWith(KEA_DAEMON) ? KEA_DAEMON : instance === undefined ? name : `${name}/${instance}`, on);
  return { json: { result: 'ok' } };
}

