import { OpnError } from '../../ports';
import { parseXml, writeXml, type XmlElement } from '../xml';

/** One element of the configuration: attributes, and either text or children, in document order. */
export interface ConfigNode {
  readonly name: string;
  attributes: Record<string, string>;
  text: string;
  children: ConfigNode[];
}

/** Makes an element. */
export function element(name: string, content: string | ConfigNode[] = '', attributes: Record<string, string> = {}): ConfigNode {
  return typeof content === 'string'
    ? { name, attributes, text: content, children: [] }
    : { name, attributes, text: '', children: content };
}

/** The first child of that name. */
export function child(node: ConfigNode, name: string): ConfigNode | undefined {
  return node.children.find(each => each.name === name);
}

/** The text of the first child of that name; empty when there is none. */
export function childText(node: ConfigNode, name: string): string {
  return child(node, name)?.text ?? '';
}

/** A configuration file (config.xml) as a tree that keeps order, attributes and what nobody knows. */
export class ConfigDocument {
  constructor(readonly root: ConfigNode) {}

  /** Reads XML; throws OPN_BAD_ANSWER when it is not one well-formed document with the root `opnsense`. */
  static parse(xml: string): ConfigDocument {
    const root = toNode(parseXml(xml));
    if (root.name !== 'opnsense') throw new OpnError('OPN_BAD_ANSWER', 'The file is not an OPNsense configuration: its root element is not <opnsense>.');
    return new ConfigDocument(root);
  }

  /** The first element at a slash-separated path below the root, such as `OPNsense/Firewall/Filter`. */
  find(path: string): ConfigNode | undefined {
    return path.split('/').reduce<ConfigNode | undefined>((node, name) => (node === undefined ? undefined : child(node, name)), this.root);
  }

  /** The element at that path, made with its parents when it is not there. */
  ensure(path: string): ConfigNode {
    return path.split('/').reduce((node, name) => {
      const existing = child(node, name);
      if (existing !== undefined) return existing;
      const made = element(name, []);
      node.children.push(made);
      return made;
    }, this.root);
  }

  /** The text at that path; empty when there is nothing. */
  text(path: string): string {
    return this.find(path)?.text ?? '';
  }

  clone(): ConfigDocument {
    return new ConfigDocument(structuredClone(this.root));
  }

  /** The document as OPNsense writes it: XML declaration, two spaces an indent. */
  toXml(): string {
    return writeXml(this.root);
  }
}

function toNode({ name, attributes, text, children }: XmlElement): ConfigNode {
  return { name, attributes: { ...attributes }, text: text.trim(), children: children.map(toNode) };
}
