import ipaddr from 'ipaddr.js';
import { defaultGateway, healthOf, type LiveGateway, liveGateways } from '../gateways';
import { type Machine } from '../machine';
import { addressFamily } from '../model/network';
import { type Address, type Device, networkDevices } from '../network-devices';
import { hostsOf } from '../sample';
import { nameOf } from './names';

/** How packets to an address fare. */
export interface Reach {
  /** Milliseconds there and back; undefined when nothing answers. */
  readonly delay: number | undefined;
  /** Of so many packets one is lost; 0 when none is. */
  readonly loses: number;
  /** What the system says instead of sending, such as `sendto: No route to host`. */
  readonly refusal?: string;
  /** The router that takes the packets; undefined for a neighbour. */
  readonly via?: LiveGateway;
}

/** A router or the target on the way to an address. */
export interface Hop {
  readonly ttl: number;
  readonly address: string;
  readonly host: string;
  readonly system: string;
  readonly delay: number;
}

const OWN = 0.05;
const NEIGHBOUR = 0.42;
const INTERNET = 11;
const LAB = 2.3;
const SATELLITE = '198.51.100.250';
const SATELLITE_DELAY = 620;

/** How packets fare that the firewall sends to an address, from one of its own addresses if one is given. */
export function reachOf(machine: Machine, address: string, source = ''): Reach {
  const family = addressFamily(address) === 6 ? 'inet6' : 'inet';
  const devices = networkDevices(machine.document).filter(({ up }) => up);
  const own = devices.flatMap(addresses);
  if (source !== '' && !own.some(each => each.address === source)) return { delay: undefined, loses: 0, refusal: "bind: Can't assign requested address" };
  if (own.some(each => each.address === address)) return { delay: OWN, loses: 0 };
  const gateways = liveGateways(machine).filter(each => each.family === family && !each.disabled && each.address !== '');
  if (devices.some(device => addresses(device).some(net => contains(net, address)))) return { delay: isNeighbour(address, machine, gateways) ? NEIGHBOUR : undefined, loses: 0 };
  const via = gateways.find(each => isOn(each, source, devices)) ?? defaultGateway(gateways, family);
  if (via === undefined) return { delay: undefined, loses: 0, refusal: 'sendto: No route to host' };
  if (isPrivate(address)) return { delay: gateways.some(each => each.interface === 'lan') && address.startsWith('10.20.') ? LAB : undefined, loses: 0, via };
  const health = healthOf(via);
  const measured = Number.parseFloat(health.delay);
  const isSlow = health.status !== 'none' && Number.isFinite(measured);
  return { delay: address === SATELLITE ? SATELLITE_DELAY : isSlow ? measured : INTERNET, loses: isSlow ? 7 : 0, via };
}

/** The routers to an address that answer, and the address if it does; routers that keep silent leave a gap in `ttl`. */
export function hopsTo(machine: Machine, address: string, source = ''): Hop[] {
  const { delay, via } = reachOf(machine, address, source);
  const hop = (ttl: number, each: string, system: string, ms: number): Hop => ({ ttl, address: each, host: nameOf(machine, each) ?? each, system, delay: ms });
  const near = via === undefined ? [] : [hop(1, via.address.split('%')[0] ?? '', isPrivate(via.address) ? 'AS0' : 'AS64500', 1.211)];
  if (delay === undefined) return near;
  const isFar = address.startsWith('192.0.2.') || address.startsWith('2001:db8:80:');
  return [...near, hop(via === undefined ? 1 : isFar ? 4 : 2, address, isPrivate(address) ? 'AS0' : 'AS64501', delay === INTERNET ? 5.902 : delay)];
}

function addresses(device: Device): Address[] {
  return [...device.ipv4, ...device.ipv6];
}

/** True when a network holds an address of the same family. */
function contains(net: Address, address: string): boolean {
  const subnet = ipaddr.parse(net.address);
  const candidate = ipaddr.parse(address);
  return subnet.kind() === candidate.kind() && candidate.match([subnet, net.bits] as [ipaddr.IPv4, number]);
}

function isNeighbour(address: string, { document }: Machine, gateways: readonly LiveGateway[]): boolean {
  return hostsOf(document).some(host => host.ipv4 === address || host.ipv6 === address) || gateways.some(each => each.address.split('%')[0] === address);
}

function isOn(gateway: LiveGateway, source: string, devices: readonly Device[]): boolean {
  return source !== '' && devices.some(device => device.assigned?.key === gateway.interface && device.assigned.key !== 'lan' && addresses(device).some(each => each.address === source));
}

// ipaddr.js keeps the documentation networks apart as `reserved`.
function isPrivate(address: string): boolean {
  const plain = address.split('%')[0] ?? '';
  return addressFamily(plain) !== undefined && ['private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat'].includes(ipaddr.parse(plain).range());
}
