import { childText, type ConfigDocument } from '../config-document';

/** Priority of rules on no or several interfaces. */
export const FLOATING = 200_000;
const GROUP = 300_000;
const INTERFACE = 400_000;
/** Groups that every firewall has. */
const BUILT_IN_GROUPS: readonly string[] = ['enc0', 'openvpn', 'wireguard'];
const BUILT_IN_SEQUENCE = 10;

/** Where a rule on these interfaces stands among all: floating ones first, then groups by their sequence, then single interfaces. */
export function interfacePriority(document: ConfigDocument, interfaces: readonly string[], isNegated = false): number {
  const [key] = interfaces;
  if (key === undefined || interfaces.length !== 1 || isNegated) return FLOATING;
  const node = document.find(`interfaces/${key}`);
  if (node === undefined || childText(node, 'type') !== 'group') return INTERFACE;
  const group = document.find('ifgroups')?.children.find(each => childText(each, 'ifname') === key);
  return GROUP + (group === undefined ? (BUILT_IN_GROUPS.includes(key) ? BUILT_IN_SEQUENCE : 0) : Number(childText(group, 'sequence')));
}
