import { addressFamily } from '../model/network';
import { type Device, networkDevices } from '../network-devices';
import { type Machine } from '../machine';
import { Random } from '../random';
import { hostsOf } from '../sample';
import { matchingBits } from '../pf/addresses';
import { type PfEndpoint, type PfLabel, type PfState } from './pf-state';
import { bootedAt } from './uptime';

type Host = ReturnType<typeof hostsOf>[number];

/** A state before it has an id and a rule. */
type Flow = Pick<PfState, 'device' | 'protocol' | 'direction' | 'source' | 'destination' | 'nat' | 'state'> & { readonly passedBy: readonly string[] };

const LAN_RULES = ['Default allow LAN to any rule', 'Default allow LAN IPv6 to any rule'];
const OUT_RULES = ['let out anything from firewall host itself (force gw)', 'let out anything from firewall host itself'];
const SERVERS = [['192.0.2.80', '443'], ['198.51.100.20', '443'], ['192.0.2.81', '80']] as const;
const THINGS_SERVER = ['198.51.100.77', '8883'] as const;
const SERVER_V6 = '2001:db8:80::80';
const VISITOR = '192.0.2.77';
const ESTABLISHED = 'ESTABLISHED:ESTABLISHED';

/** The states of a small office: what the sample's machines talk about, as far as the configuration has their networks. */
export function sampleStates(machine: Machine, rules: readonly PfLabel[]): PfState[] {
  const creator = new Random('pf creator').hex(8);
  const booted = bootedAt(machine);
  return flowsOf(machine).map(({ passedBy, ...flow }, index) => {
    const random = new Random(`state ${String(index)}`);
    const packets: readonly [number, number] = [4 + random.below(900), 3 + random.below(1200)];
    const rule = rules.find(({ description }) => passedBy.includes(description))?.id;
    return {
      ...flow,
      id: random.hex(16),
      creator,
      since: Math.max(booted, machine.now() - 1000 * (5 + random.below(80_000))),
      idle: flow.protocol === 'tcp' ? 86_400 - random.below(600) : 10 + random.below(50),
      packets,
      bytes: [packets[0] * (60 + random.below(200)), packets[1] * (80 + random.below(1100))],
      ...(rule === undefined ? {} : { rule }),
    };
  });
}

function flowsOf(machine: Machine): Flow[] {
  const devices = networkDevices(machine.document).filter(({ up }) => up);
  const wan = devices.find(({ assigned }) => assigned?.key === 'wan');
  const inside = devices.filter(device => (device.kind === 'card' || device.kind === 'vlan') && device !== wan);
  const hosts = hostsOf(machine.document);
  const own = inside.flatMap((device, index) => hosts.filter(host => isOn(device, host)).flatMap((host, position) => hostFlows(host, device, wan, index * 40 + position)));
  return [...own, ...ownFlows(wan), ...forwarded(machine, wan, devices)];
}

function isOn(device: Device, { ipv4 }: Pick<Host, 'ipv4'>): boolean {
  return device.ipv4.some(({ address, bits }) => matchingBits(`${address}/${String(bits)}`, ipv4) !== undefined);
}

/** What one machine does: asks the firewall for a name, talks to a server, and by IPv6 where it can. */
function hostFlows(host: Host, device: Device, wan: Device | undefined, number: number): Flow[] {
  const [server, port] = device.assigned?.key === 'opt1' ? THINGS_SERVER : (SERVERS[number % SERVERS.length] ?? SERVERS[0]);
  const at = (address: string, offset: number): PfEndpoint => ({ address, port: String(49_152 + ((number * 7 + offset) % 16_000)) });
  const passedBy = device.assigned?.key === 'lan' ? LAN_RULES : ['Things to the internet', 'Guests to the web'];
  const source = at(host.ipv4, 0);
  const destination = { address: server, port };
  const outside = wan?.ipv4[0]?.address;
  const firewall = device.ipv4[0]?.address ?? '';
  const tcp = { protocol: 'tcp', state: ESTABLISHED };
  return [
    { ...tcp, device: device.name, direction: 'in', source, destination, passedBy },
    ...(wan === undefined || outside === undefined ? [] : [{ ...tcp, device: wan.name, direction: 'out' as const, source: at(outside, 3), destination, nat: source, passedBy: OUT_RULES }]),
    { device: device.name, protocol: 'udp', direction: 'in', source: at(host.ipv4, 1), destination: { address: firewall, port: '53' }, state: 'SINGLE:MULTIPLE', passedBy: ['Things may ask for names', ...passedBy] },
    ...(host.ipv6 === undefined || wan === undefined || device.ipv6.length < 2 ? [] : ipv6Flows(at(host.ipv6, 2), device, wan, passedBy)),
  ];
}

function ipv6Flows(source: PfEndpoint, device: Device, wan: Device, passedBy: readonly string[]): Flow[] {
  const flow = { protocol: 'tcp', state: ESTABLISHED, source, destination: { address: SERVER_V6, port: '443' } };
  return [{ ...flow, device: device.name, direction: 'in', passedBy }, { ...flow, device: wan.name, direction: 'out', passedBy: OUT_RULES }];
}

/** What the firewall does itself: measures its uplink, and asks a name server. */
function ownFlows(wan: Device | undefined): Flow[] {
  const address = wan?.ipv4.find(each => addressFamily(each.address) === 4)?.address;
  if (wan === undefined || address === undefined) return [];
  const flow = { device: wan.name, direction: 'out' as const, passedBy: OUT_RULES };
  return [
    { ...flow, protocol: 'icmp', source: { address, port: '4711' }, destination: { address: '198.51.100.1', port: '8' }, state: '0:0' },
    { ...flow, protocol: 'tcp', source: { address, port: '38112' }, destination: { address: '198.51.100.53', port: '853' }, state: ESTABLISHED },
    { ...flow, protocol: 'udp', source: { address, port: '123' }, destination: { address: '192.0.2.123', port: '123' }, state: 'MULTIPLE:SINGLE' },
  ];
}

/** A visitor who came through the port forward. */
function forwarded(machine: Machine, wan: Device | undefined, devices: readonly Device[]): Flow[] {
  const rule = machine.document.find('nat/rule');
  const text = (name: string): string => rule?.children.find(each => each.name === name)?.text ?? '';
  const outside = wan?.ipv4[0]?.address;
  const destination = { address: text('target'), port: text('local-port') };
  const towards = devices.find(device => isOn(device, { ipv4: destination.address }));
  if (rule === undefined || wan === undefined || outside === undefined || towards === undefined) return [];
  const source = { address: VISITOR, port: '40211' };
  const port = machine.document.text('nat/rule/destination/port');
  const flow = { protocol: 'tcp', source, destination, state: ESTABLISHED };
  return [
    { ...flow, device: wan.name, direction: 'in', nat: { address: outside, port }, passedBy: [] },
    { ...flow, device: towards.name, direction: 'out', passedBy: OUT_RULES },
  ];
}
