import { childText, type ConfigDocument } from '../config-document';
import { type Content } from './content';
import { HOSTS, type SampleHost } from './hosts';
import { type SampleKit } from './sample-kit';

const HOSTS_PER_OFFICE = 400;
const MOST_OFFICES = 512;
const FIRST_ADDRESS = 10;

/** An office's network: one /23, its first half for fixed addresses, its second half for a pool that is as large as it has guests. */
export interface Office {
  readonly key: string;
  readonly name: string;
  readonly vlan: string;
  /** The first two octets, and the third of the first half. */
  readonly net: readonly [string, number];
  readonly fixed: number;
  readonly dynamic: number;
}

/** Offices for so many hosts beyond those of the small network. */
function officesFor(hosts: number): Office[] {
  if (hosts > HOSTS_PER_OFFICE * MOST_OFFICES) throw new RangeError(`The sample network has room for ${String(HOSTS_PER_OFFICE * MOST_OFFICES)} hosts.`);
  return Array.from({ length: Math.ceil(hosts / HOSTS_PER_OFFICE) }, (_, index) => {
    const here = Math.min(HOSTS_PER_OFFICE, hosts - index * HOSTS_PER_OFFICE);
    return {
      key: `opt${String(10 + index)}`,
      name: `OFFICE${String(index + 1)}`,
      vlan: String(100 + index),
      net: [`10.${String(40 + Math.floor(index / 128))}`, (index % 128) * 2],
      fixed: Math.ceil(here / 2),
      dynamic: Math.floor(here / 2),
    };
  });
}

/** The offices of a sample. */
export function officesOf({ size }: SampleKit): Office[] {
  return officesFor(Math.max(0, (size.hosts ?? 0) - HOSTS.length));
}

/** Machines with a fixed address, by office. */
export function fixedHosts({ net: [prefix, third], fixed }: Office): SampleHost[] {
  return Array.from({ length: fixed }, (_, index) => hostAt(`${prefix}.${String(third)}.${String(FIRST_ADDRESS + index)}`, false));
}

/** The pool of an office; undefined when it needs none. */
export function poolOf({ net: [prefix, third], dynamic }: Office): readonly [from: string, to: string] | undefined {
  const at = (index: number): string => `${prefix}.${String(third + 1)}.${String(FIRST_ADDRESS + index)}`;
  return dynamic === 0 ? undefined : [at(0), at(dynamic - 1)];
}

/** The interfaces of offices. */
export function officeInterfaces(offices: readonly Office[]): Readonly<Record<string, Content>> {
  return Object.fromEntries(offices.map(({ key, name, vlan, net: [prefix, third] }) => [key, { enable: '1', if: `vlan0.${vlan}`, descr: name, ipaddr: `${prefix}.${String(third)}.1`, subnet: '23' }]));
}

/** The VLANs of offices. */
export function officeVlans(kit: SampleKit, offices: readonly Office[]): Content[] {
  return offices.map(({ vlan, name }) => ({ '@uuid': kit.uuid(`vlan ${vlan}`), if: 'vtnet1', tag: vlan, pcp: '0', proto: '', descr: name, vlanif: `vlan0.${vlan}` }));
}

/** Every machine that a sample's firewall has seen lately, told by its configuration: those of the small network, and those of its offices. */
export function hostsOf(document: ConfigDocument): readonly SampleHost[] {
  const isOffice = (address: string): boolean => /^10\.4[0-3]\./.test(address);
  const maps = document.find('dhcpd')?.children.flatMap(scope => scope.children.filter(node => node.name === 'staticmap').map(node => childText(node, 'ipaddr'))) ?? [];
  const entries = document.find('dnsmasq')?.children ?? [];
  const fixed = [...maps, ...entries.filter(node => node.name === 'hosts').map(node => childText(node, 'ip'))].filter(isOffice);
  const scopes = document.find('dhcpd')?.children.flatMap(scope => scope.children.filter(node => node.name === 'range').map(node => [childText(node, 'from'), childText(node, 'to')] as const)) ?? [];
  const ranges = entries.filter(node => node.name === 'dhcp_ranges').map(node => [childText(node, 'start_addr'), childText(node, 'end_addr')] as const);
  const pools = [...scopes, ...ranges].filter(([from, to]) => isOffice(from) && isOffice(to));
  return [...HOSTS, ...fixed.map(address => hostAt(address, false)), ...pools.flatMap(([from, to]) => addresses(from, to).map(address => hostAt(address, true)))];
}

function addresses(from: string, to: string): string[] {
  const [net, first, last] = [from.slice(0, from.lastIndexOf('.')), Number(from.split('.').at(-1)), Number(to.split('.').at(-1))];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => `${net}.${String(first + index)}`);
}

/** The machine that an office has at an address. */
function hostAt(address: string, dynamic: boolean): SampleHost {
  const octets = address.split('.').map(Number);
  const model = HOSTS[(octets[3] ?? 0) % HOSTS.length];
  const end = octets.slice(1).map(octet => octet.toString(16).padStart(2, '0')).join(':');
  const name = `${dynamic ? 'laptop' : 'desk'}-${octets.slice(1).join('-')}`;
  return { name, mac: `${(model?.mac ?? '02:00:00').slice(0, 8)}:${end}`, manufacturer: model?.manufacturer ?? '', ipv4: address, ...(dynamic ? { dynamic } : {}) };
}
