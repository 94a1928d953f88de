import ipaddr from 'ipaddr.js';
import { childText, type ConfigDocument, type ConfigNode } from '../config-document';
import { addressFamily } from '../model/network';
import { isEmpty } from '../model/php';
import { networkDevices } from '../network-devices';

/** A record that the resolver answers from its own configuration. Names end with a dot. */
export interface LocalRecord {
  readonly name: string;
  readonly ttl: string;
  readonly type: 'A' | 'AAAA' | 'MX' | 'PTR' | 'TXT';
  readonly value: string;
}

/** A zone that the resolver answers itself, and how it does that. */
export interface LocalZone {
  readonly zone: string;
  readonly type: string;
}

const TTL = '3600';
const SETTINGS = 'OPNsense/unboundplus';
const LOOPBACK = ['127.0.0.1', '::1'];
/** Zones that Unbound serves by itself. */
const BUILT_IN = ['localhost.', '127.in-addr.arpa.', '10.in-addr.arpa.', '168.192.in-addr.arpa.', 'd.f.ip6.arpa.', 'onion.', 'test.', 'invalid.'];

const absolute = (name: string): string => `${name.replace(/\.$/, '').toLowerCase()}.`;
const isOn = (document: ConfigDocument, name: string): boolean => !isEmpty(document.text(`${SETTINGS}/general/${name}`));

/** The zones of a configuration by name. */
export function localZones(document: ConfigDocument): LocalZone[] {
  const own = absolute(document.text('system/domain'));
  const type = document.text(`${SETTINGS}/general/local_zone_type`) || 'transparent';
  const wildcards = hostNames(document).filter(([{ hostname }]) => hostname === '*').map(([{ domain }]) => absolute(domain));
  const named = [own, ...wildcards, ...BUILT_IN];
  const others = localRecords(document).map(({ name }) => name).filter(name => !named.some(zone => name === zone || name.endsWith(`.${zone}`)));
  const zones = new Map<string, string>(BUILT_IN.map(zone => [zone, 'static']));
  zones.set(own, type);
  for (const zone of others) zones.set(zone.split('.').slice(1).join('.') || zone, 'transparent');
  for (const zone of wildcards) zones.set(zone, 'redirect');
  return [...zones].map(([zone, kind]) => ({ zone, type: kind })).sort((left, right) => (left.zone < right.zone ? -1 : 1));
}

/** The records of a configuration: the firewall's own names and addresses, then the overrides with their aliases. */
export function localRecords(document: ConfigDocument): LocalRecord[] {
  return [...ownRecords(document), ...overrideRecords(document)];
}

function ownRecords(document: ConfigDocument): LocalRecord[] {
  const domain = document.text('system/domain');
  const hostname = document.text('system/hostname');
  const records = LOOPBACK.flatMap(address => [pointer(address, 'localhost'), record('localhost', address), record(`localhost.${domain}`, address)]);
  return isOn(document, 'noregrecords') ? records : [...records, ...addressRecords(document, hostname, domain)];
}

/** Every interface's addresses stand for the firewall's name; reverse lookups find it by those of one interface. */
function addressRecords(document: ConfigDocument, hostname: string, domain: string): LocalRecord[] {
  const chosen = document.text(`${SETTINGS}/general/active_interface`).split(',').filter(name => name !== '');
  const devices = networkDevices(document).filter(({ up, assigned }) => up && assigned !== undefined && assigned.key !== 'lo0' && (chosen.length === 0 || chosen.includes(assigned.key)));
  const primary = (devices.find(({ assigned }) => assigned?.key === 'lan') ?? devices[0])?.name;
  return devices.flatMap(device => {
    const addresses = [device.ipv4[0]?.address, device.ipv6.find(({ address }) => !address.startsWith('fe80:'))?.address].filter(address => address !== undefined);
    return addresses.flatMap(address => [
      ...(device.name === primary ? [pointer(address, `${hostname}.${domain}`)] : []),
      record(`${hostname}.${domain}`, address),
      record(hostname, address),
    ]);
  });
}

interface HostName {
  readonly hostname: string;
  readonly domain: string;
  readonly description: string;
  readonly hasPointer: boolean;
}

/** The names of enabled overrides, each with the override it belongs to. */
function hostNames(document: ConfigDocument): [HostName, ConfigNode][] {
  const enabled = (path: string): ConfigNode[] => (document.find(`${SETTINGS}/${path}`)?.children ?? []).filter(node => !isEmpty(childText(node, 'enabled')));
  const aliases = enabled('aliases');
  return enabled('hosts').flatMap(host => {
    const [hostname, domain, description] = ['hostname', 'domain', 'description'].map(name => childText(host, name)) as [string, string, string];
    const addptr = host.children.find(node => node.name === 'addptr');
    const own: HostName = { hostname, domain, description, hasPointer: addptr === undefined || !isEmpty(addptr.text) };
    const others = aliases.filter(alias => childText(alias, 'host') === host.attributes['uuid']).map((alias): HostName => ({
      hostname: childText(alias, 'hostname') || hostname, domain: childText(alias, 'domain') || domain, description: childText(alias, 'description') || description, hasPointer: false,
    }));
    return [own, ...others].map((name): [HostName, ConfigNode] => [name, host]);
  });
}

/** The records of enabled overrides and their aliases. */
export function overrideRecords(document: ConfigDocument): LocalRecord[] {
  const known = new Set(ownRecords(document).filter(({ type }) => type === 'PTR').map(({ name }) => name));
  return hostNames(document).flatMap(([{ hostname, domain, description, hasPointer }, host]) => {
    const name = hostname === '' || hostname === '*' ? domain : `${hostname}.${domain}`;
    const ttl = childText(host, 'ttl') || TTL;
    const [server, mx] = [childText(host, 'server'), childText(host, 'mx')];
    const text = isOn(document, 'txtsupport') && description !== '' && hostname !== '*' ? [{ name: absolute(name), ttl: TTL, type: 'TXT' as const, value: quoted(description) }] : [];
    switch (childText(host, 'rr') || 'A') {
      case 'MX': return [{ name: absolute(name), ttl, type: 'MX' as const, value: `${childText(host, 'mxprio')} ${absolute(mx)}` }, ...text];
      case 'TXT': return [{ name: absolute(name), ttl, type: 'TXT' as const, value: quoted(childText(host, 'txtdata')) }, ...text];
      default: {
        const back = hasPointer && hostname !== '*' && addressFamily(server) !== undefined ? [pointer(server, name)].filter(each => !known.has(each.name)) : [];
        for (const each of back) known.add(each.name);
        return [...back, { ...record(name, server), ttl }, ...text];
      }
    }
  });
}

function record(name: string, address: string): LocalRecord {
  return { name: absolute(name), ttl: TTL, type: addressFamily(address) === 6 ? 'AAAA' : 'A', value: address };
}

function pointer(address: string, name: string): LocalRecord {
  return { name: reverseName(address), ttl: TTL, type: 'PTR', value: absolute(name) };
}

/** The name under which an address is looked up backwards. */
function reverseName(address: string): string {
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv4') return `${address.split('.').reverse().join('.')}.in-addr.arpa.`;
  const digits = parsed.toByteArray().flatMap(byte => [byte >> 4, byte & 15].map(digit => digit.toString(16)));
  return `${digits.reverse().join('.')}.ip6.arpa.`;
}

function quoted(text: string): string {
  return `"${text.replace(/(["\\])/g, '\\$1')}"`;
}
