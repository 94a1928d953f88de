import { type Machine } from '../machine';
import { addressFamily } from '../model/network';
import { type Row } from '../model/search';
import { networkDevices } from '../network-devices';
import { type Job } from '../running-state';
import { hostsOf } from '../sample';
import { pfMemory } from './pf-memory';
import { type PfState } from './pf-state';

const PACKET_EVERY_MS = 200;
const MOST_SHOWN = 500;
const ROUTER_MAC = '00:1b:17:00:01:01';

/** True while a capture waits for more packets: until it is stopped, or has as many as were wanted. */
export function isCapturing(job: Job, machine: Machine): boolean {
  if (job.started === undefined || job.stopped !== undefined) return false;
  const wanted = Number(job.settings['count']);
  return wanted === 0 || capturedDevices(job).some(device => packetsOn(device, job, machine, wanted).length < wanted);
}

/** The devices that a capture listens on. */
export function capturedDevices({ settings }: Job): string[] {
  return (settings['interface'] ?? '').split(',').filter(device => device !== '');
}

/** The packets a capture has of a device, as tcpdump prints them. */
export function capturedPackets(device: string, job: Job, machine: Machine): Row[] {
  return packetsOn(device, job, machine, Number(job.settings['count']) || MOST_SHOWN);
}

/** A packet of one of the device's states in turn, since the capture was started. */
function packetsOn(device: string, job: Job, machine: Machine, most: number): Row[] {
  const { started, stopped, settings } = job;
  const flows = pfMemory(machine).states.filter(state => state.device === device && isWanted(state, settings));
  if (started === undefined || flows.length === 0) return [];
  const macs = macsIn(machine, device);
  const number = Math.floor(((stopped ?? machine.now()) - started) / PACKET_EVERY_MS);
  return Array.from({ length: Math.min(number, most, MOST_SHOWN) }, (_, index) => packet(flows[index % flows.length] as PfState, index, started + index * PACKET_EVERY_MS, macs));
}

function isWanted({ source, destination, protocol }: PfState, settings: Job['settings']): boolean {
  const isIpv6 = addressFamily(destination.address) === 6;
  const { fam = 'any', protocol: wanted = 'any', host = '', port = '' } = settings;
  if ((fam === 'ip' && isIpv6) || (fam === 'ip6' && !isIpv6)) return false;
  if (wanted !== 'any' && (protocol.toUpperCase() === wanted.toUpperCase()) === (settings['protocol_not'] === '1')) return false;
  if (port !== '' && [source.port, destination.port].includes(port) === (settings['port_not'] === '1')) return false;
  const hosts = host.split(/\s+/).filter(word => addressFamily(word) !== undefined);
  return hosts.length === 0 || hosts.some(each => each === source.address || each === destination.address);
}

interface Macs {
  readonly own: string;
  readonly others: ReadonlyMap<string, string>;
}

function macsIn({ document }: Machine, device: string): Macs {
  const others = hostsOf(document).flatMap(({ ipv4, ipv6, mac }): [string, string][] => [[ipv4, mac], ...(ipv6 === undefined ? [] : [[ipv6, mac] as [string, string]])]);
  return { own: networkDevices(document).find(({ name }) => name === device)?.mac ?? '', others: new Map(others) };
}

function packet({ source, destination, protocol, direction }: PfState, index: number, time: number, macs: Macs): Row {
  const isAnswer = index % 2 === 1;
  const [from, to] = isAnswer ? [destination, source] : [source, destination];
  const { own } = macs;
  const other = macs.others.get(source.address) ?? macs.others.get(destination.address) ?? ROUTER_MAC;
  const comesIn = (direction === 'in') !== isAnswer;
  const isIpv6 = addressFamily(from.address) === 6;
  const length = protocol === 'tcp' ? 66 : 90;
  return {
    timestamp: new Date(time).toISOString().slice(0, 23),
    esrc: comesIn ? other : own,
    edst: comesIn ? own : other,
    raw: `ethertype ${isIpv6 ? 'IPv6' : 'IPv4'}, length ${String(length)}: ${from.address}.${from.port} > ${to.address}.${to.port}: ${protocol} 0\n`,
    fam: isIpv6 ? 'ip6' : 'ip',
  };
}
