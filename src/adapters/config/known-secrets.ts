import { type XmlElement } from '../xml';
import { childrenByName } from './config-value';

/** What every installation image has as root's password hash, without the letter that names the variant of the algorithm. */
const FACTORY_HASH = /^\$2[aby]\$10\$YRVoF4SgskIsrXOvOQjGieB9XqHPRra9R7d80B3BZdbY\/j21TwBfS$/;

/** Communities that come with agents, are tried by every scanner, and keep nobody out. */
const COMMUNITIES = ['public', 'private', 'community', 'snmp', 'snmpd', 'cisco', 'admin', 'default', 'opnsense', 'pfsense'];

/** Paths of secrets in a configuration that everybody knows; entries of a list by their names. The secrets themselves are not among what is answered. */
export function knownSecrets(root: XmlElement): readonly string[] {
  const users = childrenAt(root, 'system', 'user').filter(user => FACTORY_HASH.test(textOf(user, 'password')));
  const agents = childrenAt(root, 'OPNsense', 'netsnmp', 'general').filter(agent => COMMUNITIES.includes(textOf(agent, 'community').toLowerCase()));
  return [...users.map(user => `system.user.${textOf(user, 'name')}.password`), ...agents.map(() => 'OPNsense.netsnmp.general.community')];
}

function childrenAt(root: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>((elements, name) => elements.flatMap(each => childrenByName(each).get(name) ?? []), [root]);
}

function textOf(element: XmlElement, name: string): string {
  return childrenByName(element).get(name)?.at(-1)?.text.trim() ?? '';
}
