import { childText, child, type ConfigNode } from '../config-document';
import { isEmpty } from '../model/php';
import { endHolds, type Names } from './ends';
import { type Packet } from './packet';
import { type PfEnd } from './pf-rule';

/** Where a port forward sends a connection, and whether the filter rules are skipped then. */
export interface Redirect {
  readonly address: string;
  readonly port: number;
  readonly passes: boolean;
}

/** The port forward that takes a connection; undefined when it goes where it was sent. */
export function redirectOf(packet: Packet, names: Names): Redirect | undefined {
  const rules = names.document.find('nat')?.children.filter(node => node.name === 'rule' && isEmpty(childText(node, 'disabled'))) ?? [];
  const found = inOrder(rules).find(rule => takes(rule, packet, names));
  const target = found === undefined ? '' : childText(found, 'target');
  if (found === undefined || target === '' || !isEmpty(childText(found, 'nordr'))) return undefined;
  const [address = target] = names.interfaces.has(target.replace(/ip$/, '')) ? names.interfaces.addresses(target.replace(/ip$/, '')) : [target];
  return { address, port: Number(childText(found, 'local-port')) || packet.port, passes: !['', 'rule'].includes(childText(found, 'pass') || childText(found, 'associated-rule-id')) };
}

function inOrder(rules: readonly ConfigNode[]): ConfigNode[] {
  return rules.toSorted((left, right) => Number(childText(left, 'sequence')) - Number(childText(right, 'sequence')));
}

function takes(rule: ConfigNode, { key, source, sourcePort, destination, port, family }: Packet, names: Names): boolean {
  const protocol = childText(rule, 'protocol').toLowerCase();
  const wanted = childText(rule, 'ipprotocol');
  return (
    childText(rule, 'interface').split(',').some(name => names.interfaces.isIn(key, name)) &&
    ['', 'any', 'tcp', 'tcp/udp'].includes(protocol) &&
    (wanted !== 'inet' && wanted !== 'inet6' ? true : wanted === family) &&
    endHolds(endOf(child(rule, 'source')), source, sourcePort, names) &&
    endHolds(endOf(child(rule, 'destination')), destination, port, names)
  );
}

function endOf(node: ConfigNode | undefined): PfEnd {
  if (node === undefined) return { hosts: [], not: false, port: '' };
  const host = childText(node, 'network') || childText(node, 'address');
  return { hosts: host === '' ? [] : [host], not: !isEmpty(childText(node, 'not')), port: childText(node, 'port') };
}
