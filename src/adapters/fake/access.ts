import { type Release } from '../../ports';
import { opens, privilegesIn } from '../catalogue';
import { childText, type ConfigDocument, type ConfigNode } from './config-document';

// Open to every user who logged in, whatever the privileges.
const OPEN_TO_ALL = ['index.php?logout', 'api/core/menu/*'];

/** True when the configuration has the user and has not disabled it. */
export function isActiveUser(document: ConfigDocument, user: string): boolean {
  const node = userNode(document, user);
  return node !== undefined && ['', '0'].includes(childText(node, 'disabled'));
}

/** Ids of the privileges that a user has, by itself or through groups. */
export function privilegesOf(document: ConfigDocument, user: string): string[] {
  const node = userNode(document, user);
  if (node === undefined) return [];
  const uid = childText(node, 'uid');
  const groups = accounts(document, 'group').filter(group => listed(group, 'member').includes(uid));
  return [node, ...groups].flatMap(each => listed(each, 'priv'));
}

/** True when one of the user's privileges opens an address (path and query as sent). */
export function mayOpen(document: ConfigDocument, release: Release, user: string, uri: string): boolean {
  const known = privilegesIn(release);
  const patterns = privilegesOf(document, user).flatMap(id => known.get(id)?.patterns ?? []);
  return [...patterns, ...OPEN_TO_ALL].some(pattern => opens(pattern, uri));
}

function userNode(document: ConfigDocument, user: string): ConfigNode | undefined {
  return accounts(document, 'user').find(node => childText(node, 'name') === user);
}

function accounts(document: ConfigDocument, kind: 'user' | 'group'): ConfigNode[] {
  return document.find('system')?.children.filter(node => node.name === kind) ?? [];
}

// 24.7 repeats the element, later releases write one comma separated list.
function listed(node: ConfigNode, name: string): string[] {
  return node.children.filter(child => child.name === name).flatMap(child => child.text.split(',')).filter(text => text !== '');
}
