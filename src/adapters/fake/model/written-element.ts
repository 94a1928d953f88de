import { type ConfigNode } from '../config-document';

/** The element that is written for one that was read: the same where nothing is different, so that documents can share it. `cache` remembers it. */
export function writtenElement(source: ConfigNode, cache: WeakMap<ConfigNode, ConfigNode> | undefined, make: () => ConfigNode): ConfigNode {
  const known = cache?.get(source);
  if (known !== undefined) return known;
  const written = sharing(make(), source);
  cache?.set(source, written);
  cache?.set(written, written);
  return written;
}

function sharing(made: ConfigNode, source: ConfigNode): ConfigNode {
  const children = made.children.map((each, index) => {
    const old = source.children[index];
    return old !== undefined && old.name === each.name ? sharing(each, old) : each;
  });
  const isSame =
    made.text === source.text && children.length === source.children.length && children.every((each, index) => each === source.children[index]) && hasSameAttributes(made, source);
  return isSame ? source : children.length === 0 ? made : { ...made, children };
}

function hasSameAttributes(left: ConfigNode, right: ConfigNode): boolean {
  const names = Object.keys(left.attributes);
  return names.length === Object.keys(right.attributes).length && names.every(name => left.attributes[name] === right.attributes[name]);
}
