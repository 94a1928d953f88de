import ipaddr from 'ipaddr.js';
import { childText } from '../config-document';
import { isEmpty } from '../model/php';
import { matchingBits } from './addresses';
import { endHolds, type Names } from './ends';
import { type Packet } from './packet';

/** Where a rule that maps addresses one to one, both ways, sends a connection from outside; undefined when none does. */
export function mappedAddress({ key, source, sourcePort, destination }: Packet, names: Names): string | undefined {
  const rules = names.document.find('OPNsense/Firewall/Filter/onetoone')?.children.filter(node => node.name === 'rule' && !isEmpty(childText(node, 'enabled'))) ?? [];
  for (const rule of rules.toSorted((left, right) => Number(childText(left, 'sequence')) - Number(childText(right, 'sequence')))) {
    const text = (name: string): string => childText(rule, name);
    const peer = { hosts: [text('destination_net')].filter(host => host !== ''), not: !isEmpty(text('destination_not')), port: '' };
    const isMeant = ['', 'binat'].includes(text('type')) && names.interfaces.isIn(key, text('interface')) && endHolds(peer, source, sourcePort, names);
    const mapped = isMeant ? inside(destination, text('external'), text('source_net')) : undefined;
    if (mapped !== undefined) return mapped;
  }
  return undefined;
}

/** An outside address as the network inside knows it: other first bits, as many as the network has, and the same rest. */
function inside(address: string, external: string, internal: string): string | undefined {
  const [net = '', bits] = internal.split('/');
  const outside = external.includes('/') || bits === undefined ? external : `${external}/${bits}`;
  if (!ipaddr.isValid(net) || matchingBits(outside, address) === undefined) return undefined;
  const [own, inner] = [ipaddr.parse(address).toByteArray(), ipaddr.parse(net).toByteArray()];
  if (own.length !== inner.length) return undefined;
  const prefix = bits === undefined ? own.length * 8 : Number(bits);
  const bytes = own.map((byte, index) => {
    const mask = 0xff & (0xff << (8 - Math.min(8, Math.max(0, prefix - index * 8))));
    return ((inner[index] ?? 0) & mask) | (byte & ~mask & 0xff);
  });
  return ipaddr.fromByteArray(bytes).toString();
}
