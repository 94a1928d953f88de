import { REDACTED, type ValueDifference } from '../../ports';
import { type XmlElement } from '../xml';
import { type SavedConfiguration } from './saved-configuration';

/** What two saved configurations differ in, as dotted paths of their sections; empty when they say the same. */
export function differingSections(before: SavedConfiguration, now: SavedConfiguration): string[] {
  return before.hasTextOf(now) ? [] : differences(before.root, now.root, '', 2);
}

/** True when both configurations hold the same item, or both do not hold it. */
export function isSameItem(uuid: string, before: SavedConfiguration, now: SavedConfiguration): boolean {
  return before.hasTextOf(now) || isSame(itemOf(uuid, before.root), itemOf(uuid, now.root));
}

/** Every text within the item of that uuid; none when there is no such item. */
export function textsOfItem(uuid: string, saved: SavedConfiguration): string[] {
  const item = itemOf(uuid, saved.root);
  return item === undefined ? [] : textsIn(item);
}

/** Every value that differs, secrets replaced; items are matched by uuid, other repeated elements by their order. */
export function valueDifferences(before: SavedConfiguration, now: SavedConfiguration, isSecret: (path: readonly string[]) => boolean): ValueDifference[] {
  if (before.hasTextOf(now)) return [];
  const found: ValueDifference[] = [];
  const visit = (left: XmlElement | undefined, right: XmlElement | undefined, path: readonly string[], names: readonly string[]): void => {
    const isLeaf = (left?.children.length ?? 0) + (right?.children.length ?? 0) === 0;
    if (isLeaf && left?.text !== right?.text) {
      const shown = (element: XmlElement | undefined): string | undefined => (element === undefined || element.text === '' ? element?.text : isSecret(names) ? REDACTED : element.text);
      found.push({ path: path.join('.'), from: shown(left), to: shown(right) });
    }
    const keys = new Map([...keyed(left), ...keyed(right)].map(([key, child]) => [key, child.name]));
    const [ours, theirs] = [new Map(keyed(left)), new Map(keyed(right))];
    for (const [key, name] of keys) visit(ours.get(key), theirs.get(key), [...path, key], [...names, name.toLowerCase()]);
  };
  visit(before.root, now.root, [], []);
  return found;
}

/** Children by what they are matched by. */
function keyed(element: XmlElement | undefined): [string, XmlElement][] {
  const seen = new Map<string, number>();
  return (element?.children ?? []).map(child => {
    const uuid = child.attributes['uuid'];
    if (uuid !== undefined) return [`${child.name}[${uuid}]`, child];
    const index = (seen.get(child.name) ?? 0) + 1;
    seen.set(child.name, index);
    return [index === 1 ? child.name : `${child.name}[${String(index)}]`, child];
  });
}

function differences(before: XmlElement, now: XmlElement, path: string, depth: number): string[] {
  const names = new Set([...before.children, ...now.children].map(({ name }) => name));
  return [...names].flatMap(name => {
    const [left, right] = [before, now].map(({ children }) => children.filter(child => child.name === name));
    if (left === undefined || right === undefined || areSame(left, right)) return [];
    const here = path === '' ? name : `${path}.${name}`;
    const [only, other] = [left[0], right[0]];
    const isContainer = left.length === 1 && right.length === 1 && only !== undefined && other !== undefined && only.children.length > 0 && other.children.length > 0;
    return isContainer && depth > 1 ? differences(only, other, here, depth - 1) : [here];
  });
}

function textsIn({ text, children }: XmlElement): string[] {
  return children.length === 0 ? [text] : children.flatMap(textsIn);
}

/** The element of that uuid, at any depth; undefined when there is none. */
export function itemOf(uuid: string, { children }: XmlElement): XmlElement | undefined {
  for (const child of children) {
    const found = child.attributes['uuid'] === uuid ? child : itemOf(uuid, child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isSame(left: XmlElement | undefined, right: XmlElement | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.name === right.name && left.text === right.text && haveSameAttributes(left, right) && areSame(left.children, right.children);
}

function areSame(left: readonly XmlElement[], right: readonly XmlElement[]): boolean {
  return left.length === right.length && left.every((each, index) => isSame(each, right[index]));
}

// OPNsense notes in some attributes when it wrote a model.
function haveSameAttributes({ attributes: left }: XmlElement, { attributes: right }: XmlElement): boolean {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  names.delete('persisted_at');
  return [...names].every(name => left[name] === right[name]);
}
