import { type ConfigValue } from '../../ports';
import { type XmlElement } from '../xml';
import { LIST_ELEMENTS } from './list-elements';

/** The elements of one name below one parent. */
export interface ElementGroup {
  readonly parent: string;
  readonly elements: readonly XmlElement[];
  /** One picked from the group by position or uuid, so no list. */
  readonly picked?: true;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A group as a value: a list when it repeats, carries a uuid or is known to repeat. */
export function groupValue({ parent, elements, picked }: ElementGroup): ConfigValue | undefined {
  const first = elements[0];
  if (first === undefined) return undefined;
  if (picked === true) return elementValue(first);
  const name = first.name.toLowerCase();
  const list =
    elements.length > 1 || 'uuid' in first.attributes || LIST_ELEMENTS.has(`${parent.toLowerCase()}/${name}`) || LIST_ELEMENTS.has(`*/${name}`);
  return list ? elements.map(elementValue) : elementValue(first);
}

/** The value at a dotted path below a configuration's root element, as `FirewallConfig.section` gives it; undefined when there is none. */
export function sectionValue(root: XmlElement, path: string): ConfigValue | undefined {
  const group = findGroup(root, path);
  return group && groupValue(group);
}

/** An element as a value: text, or an object of its attributes (`@name`), its own text (`#text`) and its children. */
export function elementValue(element: XmlElement): ConfigValue {
  const attributes = Object.entries(element.attributes);
  if (attributes.length === 0 && element.children.length === 0) return element.text;
  const entries: [string, ConfigValue][] = attributes.map(([name, value]) => [`@${name}`, value]);
  if (element.text !== '') entries.push(['#text', element.text]);
  for (const elements of childrenByName(element).values()) {
    const value = groupValue({ parent: element.name, elements });
    if (value !== undefined) entries.push([elements[0]?.name ?? '', value]);
  }
  return Object.fromEntries(entries);
}

/** Children in document order of their first occurrence. */
export function childrenByName(element: XmlElement): ReadonlyMap<string, XmlElement[]> {
  const groups = new Map<string, XmlElement[]>();
  for (const child of element.children) {
    const group = groups.get(child.name);
    if (group === undefined) groups.set(child.name, [child]);
    else group.push(child);
  }
  return groups;
}

/**
 * The group at a dotted path below an element: names (their case only matters when two differ in nothing else), and for a
 * list a position counted from 0 or a uuid; undefined when there is none.
 */
export function findGroup(root: XmlElement, path: string): ElementGroup | undefined {
  let group: ElementGroup = { parent: '', elements: [root] };
  for (const part of path.split('.')) {
    const next = childGroup(group, part) ?? itemGroup(group, part);
    if (next === undefined) return undefined;
    group = next;
  }
  return group;
}

function childGroup({ elements }: ElementGroup, name: string): ElementGroup | undefined {
  const only = elements[0];
  if (only === undefined || elements.length > 1) return undefined;
  const groups = childrenByName(only);
  const found = groups.get(name) ?? [...groups].find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
  return found && { parent: only.name, elements: found };
}

function itemGroup({ parent, elements, picked }: ElementGroup, key: string): ElementGroup | undefined {
  if (picked === true) return undefined;
  const wanted = /^\d{1,6}$/.test(key)
    ? elements[Number(key)]
    : UUID.test(key)
      ? elements.find(element => element.attributes['uuid']?.toLowerCase() === key.toLowerCase())
      : undefined;
  return wanted && { parent, elements: [wanted], picked: true };
}
