import { OpnError } from '../../ports';
import { parseXml, writeXml, type XmlElement, xmlSize } from '../xml';

/** One element of the configuration: attributes, and either text or children, in document order. Documents share elements, so nobody changes one. */
export interface ConfigNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly ConfigNode[];
}

/** An element that one document has for itself. */
export interface OwnNode {
  readonly name: string;
  attributes: Record<string, string>;
  text: string;
  children: ConfigNode[];
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});
const NO_CHILDREN: readonly ConfigNode[] = Object.freeze([]);

/** Makes an element. */
export function element(name: string, content: string | readonly ConfigNode[] = '', attributes: Readonly<Record<string, string>> = NO_ATTRIBUTES): ConfigNode {
  return typeof content === 'string'
    ? { name, attributes, text: content, children: NO_CHILDREN }
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

/** What was looked up, by path. */
type Lookups = Map<string, ConfigNode | undefined>;

/** A derivation under way: what was looked up, and what it builds on. */
interface Derivation {
  readonly lookups: Lookups;
  readonly parts: Set<Derived<unknown>>;
}

/** Something computed from a document, with what was looked up for it. */
export interface Derived<T> {
  readonly value: T;
  readonly lookups: ReadonlyMap<string, ConfigNode | undefined>;
}

/** A configuration file (config.xml) as a tree that keeps order, attributes and what nobody knows. */
export class ConfigDocument {
  private top: ConfigNode;
  /** Elements that no other document shares, and that nothing was computed from. */
  private own = new WeakSet<ConfigNode>();
  private derivation: Derivation | undefined;

  constructor(root: ConfigNode) {
    this.top = root;
  }

  /** Reads XML; throws OPN_BAD_ANSWER when it is not one well-formed document with the root `opnsense`. */
  static parse(xml: string): ConfigDocument {
    const root = toNode(parseXml(xml));
    if (root.name !== 'opnsense') throw new OpnError('OPN_BAD_ANSWER', 'The file is not an OPNsense configuration: its root element is not <opnsense>.');
    return new ConfigDocument(root);
  }

  get root(): ConfigNode {
    this.derivation?.lookups.set('', this.top);
    return this.top;
  }

  /** The first element at a slash-separated path below the root, such as `OPNsense/Firewall/Filter`; the root for an empty one. */
  find(path: string): ConfigNode | undefined {
    const found = this.lookUp(path);
    this.derivation?.lookups.set(path, found);
    return found;
  }

  /** The text at that path; empty when there is nothing. */
  text(path: string): string {
    return this.find(path)?.text ?? '';
  }

  /** The element at that path to be changed, made with its parents when it is not there; to be changed before anything else is asked. */
  ensure(path: string): OwnNode {
    const root = this.owned(this.top);
    this.top = root;
    return steps(path).reduce((node, name) => {
      const index = node.children.findIndex(each => each.name === name);
      const next = this.owned(node.children[index] ?? element(name));
      node.children[index < 0 ? node.children.length : index] = next;
      return next;
    }, root);
  }

  /** Puts what `change` makes of them in place of all elements at a path, repeated ones included. */
  replace(path: string, change: (node: ConfigNode) => ConfigNode): void {
    const visit = (node: ConfigNode, [name, ...rest]: readonly string[]): ConfigNode => {
      if (name === undefined) return change(node);
      const children = node.children.map(each => (each.name === name ? visit(each, rest) : each));
      return children.every((each, index) => each === node.children[index]) ? node : { ...node, children };
    };
    this.top = visit(this.top, path.split('/'));
  }

  /** A document that can be changed apart from this one; it takes no time, as what is equal is shared. */
  clone(): ConfigDocument {
    this.seal();
    return new ConfigDocument(this.top);
  }

  /** Computes something and notes what was looked up in this document for it. */
  derive<T>(compute: () => T): Derived<T> {
    const outer = this.derivation;
    const lookups: Lookups = new Map();
    this.derivation = { lookups, parts: new Set() };
    this.seal();
    try {
      return { value: compute(), lookups };
    } finally {
      this.derivation = outer;
      this.note({ value: undefined, lookups });
    }
  }

  /** Lets who is deriving something depend on what another derivation looked up. */
  note(derived: Derived<unknown>): void {
    if (this.derivation === undefined || this.derivation.parts.has(derived)) return;
    this.derivation.parts.add(derived);
    for (const [path, node] of derived.lookups) this.derivation.lookups.set(path, node);
  }

  /** Ends the time in which elements got by `ensure` may be changed. */
  seal(): void {
    this.own = new WeakSet();
  }

  /** True when every lookup has the same answer in this document, and so what was derived from them. */
  hasSame({ lookups }: Derived<unknown>): boolean {
    for (const [path, node] of lookups) if ((path === '' ? this.root : this.find(path)) !== node) return false;
    return true;
  }

  /** The document as OPNsense writes it: XML declaration, two spaces an indent. */
  toXml(): string {
    return writeXml(this.top);
  }

  /** How many bytes `toXml` makes; quick where little changed since another document was measured. */
  get xmlBytes(): number {
    this.seal();
    return xmlSize(this.top);
  }

  private lookUp(path: string): ConfigNode | undefined {
    let node: ConfigNode | undefined = this.top;
    for (const name of steps(path)) node = node && child(node, name);
    return node;
  }

  private owned(node: ConfigNode): OwnNode {
    if (this.own.has(node)) return node as OwnNode;
    const copy = { ...node, attributes: { ...node.attributes }, children: [...node.children] };
    this.own.add(copy);
    return copy;
  }
}

function steps(path: string): readonly string[] {
  return path === '' ? [] : path.split('/');
}

function toNode({ name, attributes, text, children }: XmlElement): ConfigNode {
  const isBare = Object.keys(attributes).length === 0;
  return { name, attributes: isBare ? NO_ATTRIBUTES : { ...attributes }, text: text.trim(), children: children.length === 0 ? NO_CHILDREN : children.map(toNode) };
}
