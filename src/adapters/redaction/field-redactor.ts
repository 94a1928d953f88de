import { stripInvisible } from '../../core';
import { REDACTED, type Redactor } from '../../ports';
import { OwnSecrets } from './own-secrets';
import { soundsSecret, suspicion, type Suspicion } from './secret-names';
import { hideShapes } from './secret-shapes';
import { parseXml, writeXml, type XmlElement } from '../xml';

/** What the redactor must know of this process. */
export interface FieldRedactorOptions {
  /** Our own key, secret and whatever else must not leave even when secrets are revealed; other spellings are worked out. */
  readonly ownSecrets: readonly string[];
}

/** Whether the firewall's own secrets stay. */
export interface RedactOptions {
  readonly reveal?: boolean;
}

/** How far a value may go before the rest of it is hidden. */
const LIMITS = { depth: 100, nodes: 2_000_000, textLength: 32_000_000 };

/** Values that no secret has; they stay under a name that merely sounds like one. */
const PLAIN_VALUE = /^(?:[01]|true|false|yes|no|none|on|off|enabled|disabled|pass|block|reject|rule)$/i;
const FIELD_NAME = /^[%@#]?[A-Za-z_][\w.-]{0,60}$/;
const ITEM = /^(?:\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/** Words as programs name things: letters, perhaps joined by dots, dashes or underscores, and a number behind. */
const PLAIN_NAME = /^[A-Za-z]{1,20}(?:[._ -][A-Za-z]{1,20}){0,4}\d{0,2}$/;

/** Members that name a field, and members that then hold its value. */
const NAMING = ['name', 'field', 'attribute', 'setting', 'option', 'key', 'path', 'property'];
const VALUES = new Set(['value', 'before', 'after', 'old', 'new']);

/** Attributes that OPNsense sets on its own and that hold no secret. */
const MARKS = new Set(['uuid', 'version', 'persisted_at', 'description']);

interface MemberName {
  readonly shown: string;
  /** The field names in it: rows flatten nested fields with dots; keys of lists are no names. */
  readonly parts: readonly string[];
}

interface Walk {
  readonly reveal: boolean;
  readonly ancestors: Set<object>;
  /** Member names met so far: rows repeat theirs. */
  readonly names: Map<string, MemberName>;
  nodes: number;
}

/** Hides secrets by field (the catalogue of all releases, older sections, names that sound secret) and by shape; fails closed. */
export class FieldRedactor implements Redactor {
  readonly #own: OwnSecrets;
  readonly #learned = new Set<string>();

  constructor(options: FieldRedactorOptions) {
    this.#own = new OwnSecrets(options.ownSecrets);
  }

  /** Takes in names of fields that hold secrets wherever they stand. Nothing is ever unlearned. */
  learn(fields: readonly string[]): void {
    for (const name of fields) this.#learned.add(name.toLowerCase());
  }

  /** Takes in further values that must not leave even when secrets are revealed. */
  keep(values: readonly string[]): void {
    this.#own.add(values);
  }

  redact<T>(value: T, options: RedactOptions = {}): T {
    const walk: Walk = { reveal: options.reveal === true, ancestors: new Set(), names: new Map(), nodes: 0 };
    return this.#value(value, [], false, walk) as T;
  }

  text(text: string): string {
    return this.#text(text, false);
  }

  isSecretField(path: readonly string[]): boolean {
    return this.#suspicion(path) !== 'none';
  }

  /** A copy of the configuration's root element that may leave the process. */
  element(element: XmlElement, options: RedactOptions = {}): XmlElement {
    return this.#element(element, [], false, options.reveal === true);
  }

  /** The configuration's XML, redacted; throws OPN_BAD_ANSWER on what is not well-formed XML, and never hands it on. */
  xml(source: string, options: RedactOptions = {}): string {
    return writeXml(this.element(parseXml(source), options));
  }

  #text(text: string, reveal: boolean): string {
    if (text === '') return text;
    try {
      if (text.length > LIMITS.textLength) return REDACTED;
      const own = this.#own.remove(stripInvisible(text));
      return reveal ? own : hideShapes(own);
    } catch {
      return REDACTED;
    }
  }

  #value(value: unknown, path: readonly string[], hidden: boolean, walk: Walk): unknown {
    try {
      if (typeof value === 'string') return hidden ? hide(value) : this.#text(value, walk.reveal);
      if (typeof value === 'bigint') return hidden ? REDACTED : this.#text(String(value), walk.reveal);
      if (typeof value === 'number') return Number.isFinite(value) ? value : null;
      if (value === null || typeof value === 'boolean') return value;
      if (typeof value !== 'object') return undefined;
      if (walk.ancestors.has(value) || walk.ancestors.size >= LIMITS.depth || ++walk.nodes > LIMITS.nodes) return REDACTED;
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return REDACTED;
      return this.#within(value, path, hidden, walk);
    } catch {
      return REDACTED;
    }
  }

  #within(value: object, path: readonly string[], hidden: boolean, walk: Walk): unknown {
    walk.ancestors.add(value);
    try {
      return this.#object(value, path, hidden, walk);
    } finally {
      walk.ancestors.delete(value);
    }
  }

  #object(value: object, path: readonly string[], hidden: boolean, walk: Walk): unknown {
    if ('toJSON' in value && typeof value.toJSON === 'function') return this.#value(value.toJSON(), path, hidden, walk);
    if (Array.isArray(value)) return Array.from(value, (item: unknown) => this.#value(item, path, hidden, walk) ?? null);
    const members = Object.entries(value);
    if (hidden && members.some(([name, member]) => !FIELD_NAME.test(name) || isOption(member))) return REDACTED;
    // The keys of an option map are values to choose from, not fields.
    const choices = members.length > 0 && members.every(([, member]) => isOption(member));
    const isPair = isNamedValue(value);
    const namesSecret = !walk.reveal && members.some(([name, named]) => NAMING.includes(name) && namesASecret(named));
    const entries: [string, unknown][] = [];
    for (const [name, member] of members) {
      const { shown, parts } = this.#name(name, walk);
      const found = walk.reveal || hidden || choices || (isPair && name === 'key') ? 'none' : namesSecret && VALUES.has(name) ? 'known' : this.#worst(path, parts);
      const hide = hidden || (found !== 'none' && !staysPlain(member, found));
      const copy = this.#value(member, typeof member === 'object' && !choices ? [...path, ...parts] : path, hide, walk);
      if (copy !== undefined) entries.push([shown, copy]);
    }
    return Object.fromEntries(entries);
  }

  #suspicion(path: readonly string[]): Suspicion {
    return this.#learned.size > 0 && this.#learned.has((path.at(-1) ?? '').replace(/^[%@]/, '')) ? 'known' : suspicion(path);
  }

  /** The suspicion of a member, or of a container that its dotted name runs through. */
  #worst(path: readonly string[], names: readonly string[]): Suspicion {
    if (names.length === 1) return this.#suspicion([...path, ...names]);
    const found = names.map((_name, index) => this.#suspicion([...path, ...names.slice(0, index + 1)]));
    return found[found.length - 1] === 'known' ? 'known' : (found.find(each => each !== 'none') ?? 'none');
  }

  #name(name: string, walk: Walk): MemberName {
    const known = walk.names.get(name);
    if (known !== undefined) return known;
    const shown = this.#text(name, walk.reveal);
    const made = { shown, parts: shown.toLowerCase().split('.').filter(part => part !== '' && !ITEM.test(part)) };
    walk.names.set(name, made);
    return made;
  }

  #element(element: XmlElement, path: readonly string[], hidden: boolean, reveal: boolean): XmlElement {
    const namesSecret = !reveal && element.children.some(child => NAMING.includes(child.name) && namesASecret(child.text));
    const isPair = isNamedValue(Object.fromEntries(element.children.map(child => [child.name, child.children.length === 0 ? child.text : child])));
    const children = element.children.map(child => {
      const childPath = [...path, child.name.toLowerCase()];
      const found = reveal || hidden || (isPair && child.name === 'key') ? 'none' : namesSecret && VALUES.has(child.name) ? 'known' : this.#suspicion(childPath);
      return this.#element(child, childPath, hidden || (found !== 'none' && !staysPlain(child.text, found)), reveal);
    });
    const attributes = Object.entries(element.attributes).map(([name, value]) => {
      const secret = !reveal && !MARKS.has(name) && (hidden || this.#suspicion([...path, name.toLowerCase()]) !== 'none');
      return [name, secret ? hide(value) : this.#text(value, reveal)];
    });
    const text = hidden ? hide(element.text) : this.#text(element.text, reveal);
    return { name: element.name, attributes: Object.fromEntries(attributes), text, children, start: element.start, end: element.end };
  }
}

/** Nothing stays nothing, so that "not set" can be seen. */
function hide(text: string): string {
  return text.trim() === '' ? '' : REDACTED;
}

function staysPlain(value: unknown, found: Suspicion): boolean {
  return found === 'likely' && typeof value === 'string' && PLAIN_VALUE.test(value);
}

/** One entry of the option maps that `get` answers: its key is the value. */
function isOption(member: unknown): boolean {
  return typeof member === 'object' && member !== null && 'selected' in member;
}

/** True for `{key: …, value: …}` whose key is a plain name, so that it names its value instead of being a secret itself. */
function isNamedValue(members: object): boolean {
  const { key, value } = members as { readonly key?: unknown; readonly value?: unknown };
  return typeof key === 'string' && value !== undefined && PLAIN_NAME.test(key);
}

function namesASecret(name: unknown): boolean {
  return typeof name === 'string' && name.length <= 100 && FIELD_NAME.test(name) && soundsSecret(name.slice(name.lastIndexOf('.') + 1));
}
