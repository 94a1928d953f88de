import { XMLParser } from 'fast-xml-parser';

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

  /** Reads XML; throws when it is not one well-formed document with the root `opnsense`. */
  static parse(xml: string): ConfigDocument {
    const parser = new XMLParser({
      preserveOrder: true,
      ignoreAttributes: false,
      attributeNamePrefix: '',
      parseTagValue: false,
      trimValues: true,
      htmlEntities: false,
      processEntities: true,
    });
    const roots = (parser.parse(xml, true) as OrderedItem[]).filter(item => !('?xml' in item)).map(toNode);
    const root = roots.find(node => node.name === 'opnsense');
    if (root === undefined) throw new Error('not an OPNsense configuration: the root element is not <opnsense>');
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
    const lines = ['<?xml version="1.0"?>'];
    write(this.root, '', lines);
    return `${lines.join('\n')}\n`;
  }
}

type OrderedItem = { readonly [key: string]: unknown };

function toNode(item: OrderedItem): ConfigNode {
  const name = Object.keys(item).find(key => key !== ':@') ?? '';
  const content = item[name] as OrderedItem[];
  return {
    name,
    attributes: { ...(item[':@'] as Record<string, string> | undefined) },
    text: content.map(each => each['#text'] ?? '').join(''),
    children: content.filter(each => !('#text' in each)).map(toNode),
  };
}

function write(node: ConfigNode, indent: string, lines: string[]): void {
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('');
  if (node.children.length > 0) {
    lines.push(`${indent}<${node.name}${attributes}>`);
    for (const each of node.children) write(each, `${indent}  `, lines);
    lines.push(`${indent}</${node.name}>`);
  } else if (node.text === '') lines.push(`${indent}<${node.name}${attributes}/>`);
  else lines.push(`${indent}<${node.name}${attributes}>${escapeXml(node.text)}</${node.name}>`);
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
