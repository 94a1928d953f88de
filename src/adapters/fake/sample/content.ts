import { type ConfigNode, element } from '../config-document';

/** Configuration as the sample writes it: text, an element (attributes are keys starting with `@`), or a list for an element that repeats. */
export type Content = string | readonly Content[] | { readonly [name: string]: Content };

/** The elements named `name` that the content stands for: one, or one for each entry of a list. */
export function nodesOf(name: string, content: Content): ConfigNode[] {
  if (typeof content === 'string') return [element(name, content)];
  if (isList(content)) return content.flatMap(each => nodesOf(name, each));
  const entries = Object.entries(content);
  const attributes = Object.fromEntries(entries.flatMap(([key, value]) => (key.startsWith('@') && typeof value === 'string' ? [[key.slice(1), value]] : [])));
  return [element(name, entries.filter(([key]) => !key.startsWith('@')).flatMap(([key, value]) => nodesOf(key, value)), attributes)];
}

function isList(content: Content): content is readonly Content[] {
  return Array.isArray(content);
}
