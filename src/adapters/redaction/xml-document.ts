import { OpnError } from '../../ports';

/** One element of an XML document, in document order; text beside children is kept, joined. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** Where the element begins and ends in the source, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

interface OpenElement {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: XmlElement[];
  start: number;
}

const MAX_DEPTH = 100;
const NAME = /[A-Za-z_][\w.:-]*/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*(\/?)>/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function refuse(what: string): never {
  throw new OpnError('OPN_BAD_ANSWER', `The answer is not the XML of a configuration: ${what}.`, 'Nothing of it is shown, as it could not be checked for secrets.');
}

/**
 * Reads one well-formed XML document; throws OPN_BAD_ANSWER, quoting nothing of it, on anything else: truncated, HTML,
 * a document type, unknown entities, more than one root, deeper than 100 elements.
 */
export function parseXml(source: string): XmlElement {
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let position = source.charCodeAt(0) === 0xfeff ? 1 : 0;

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const found = pattern.exec(source);
    if (found !== null) position = pattern.lastIndex;
    return found;
  };
  const skipPast = (end: string, what: string): string => {
    const at = source.indexOf(end, position);
    if (at < 0) refuse(`${what} does not end`);
    const inside = source.slice(position, at);
    position = at + end.length;
    return inside;
  };
  const addText = (text: string): void => {
    const parent = open[open.length - 1];
    if (parent !== undefined) parent.text += text;
    else if (/\S/.test(text)) refuse('text outside the root element');
  };
  const close = (element: OpenElement): void => {
    const { name, attributes, children, start } = element;
    const text = /\S/.test(element.text) ? element.text : '';
    const closed: XmlElement = { name, attributes, text, children, start, end: position };
    const parent = open[open.length - 1];
    if (parent !== undefined) parent.children.push(closed);
    else if (root === undefined) root = closed;
    else refuse('more than one root element');
  };

  while (position < source.length) {
    const next = source.indexOf('<', position);
    const end = next < 0 ? source.length : next;
    if (end > position) addText(decodeEntities(source.slice(position, end)));
    if (next < 0) break;
    position = next + 1;
    const kind = source[position];
    if (kind === '/') {
      position += 1;
      const name = match(NAME)?.[0];
      const element = open.pop();
      if (element === undefined || element.name !== name || match(TAG_END)?.[1] !== '') refuse('its tags do not fit together');
      close(element);
    } else if (kind === '?') {
      position += 1;
      skipPast('?>', 'a processing instruction');
    } else if (source.startsWith('!--', position)) {
      position += 3;
      skipPast('-->', 'a comment');
    } else if (source.startsWith('![CDATA[', position)) {
      position += 8;
      addText(skipPast(']]>', 'a CDATA section'));
    } else if (kind === '!') {
      refuse('it declares a document type');
    } else {
      const name = match(NAME)?.[0] ?? refuse('a tag has no name');
      const attributes: Record<string, string> = {};
      for (let found = match(ATTRIBUTE); found !== null; found = match(ATTRIBUTE)) {
        if (Object.hasOwn(attributes, found[1] ?? '')) refuse('an attribute is repeated');
        define(attributes, found[1] ?? '', decodeEntities(found[2] ?? found[3] ?? ''));
      }
      const tagEnd = match(TAG_END) ?? refuse('a tag does not end');
      const element: OpenElement = { name, attributes, text: '', children: [], start: next };
      if (tagEnd[1] === '/') close(element);
      else if (open.push(element) > MAX_DEPTH) refuse('it is nested too deeply');
    }
  }
  if (open.length > 0) refuse('it is cut off');
  return root ?? refuse('it has no element');
}

// `__proto__` is a valid attribute name
function define(target: Record<string, string>, name: string, value: string): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{1,10}));|&/g, (_whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return (Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined) ?? refuse('it uses an entity that XML does not have');
    if (decimal === undefined && hex === undefined) return refuse('a character & stands alone');
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : refuse('a character reference is out of range');
  });
}

/** The document as OPNsense writes it: XML declaration, two spaces an indent. */
export function writeXml(root: XmlElement): string {
  const lines = ['<?xml version="1.0"?>'];
  write(root, '', lines);
  return `${lines.join('\n')}\n`;
}

function write(element: XmlElement, indent: string, lines: string[]): void {
  const { name, text, children } = element;
  const attributes = Object.entries(element.attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('');
  if (children.length > 0) {
    lines.push(`${indent}<${name}${attributes}>${escapeXml(text.trim())}`);
    for (const each of children) write(each, `${indent}  `, lines);
    lines.push(`${indent}</${name}>`);
  } else if (text === '') lines.push(`${indent}<${name}${attributes}/>`);
  else lines.push(`${indent}<${name}${attributes}>${escapeXml(text)}</${name}>`);
}

function escapeXml(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;') : text;
}
