import { SaxesParser } from 'saxes';
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
  readonly name: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  readonly children: XmlElement[];
  readonly start: number;
}

const MAX_DEPTH = 100;

function refuse(what: string): never {
  throw new OpnError('OPN_BAD_ANSWER', `The answer is not the XML of a configuration: ${what}.`, 'Nothing of it is shown, as it could not be checked for secrets.');
}

/**
 * Reads one well-formed XML document; throws OPN_BAD_ANSWER, quoting nothing of it, on anything else: truncated, HTML,
 * a document type, unknown entities, more than one root, deeper than 100 elements.
 */
export function parseXml(source: string): XmlElement {
  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  const addText = (text: string): void => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.text += text;
  };
  parser.on('error', () => refuse('it is cut off, or not well-formed'));
  parser.on('doctype', () => refuse('it declares a document type'));
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('opentagstart', ({ name }) => {
    const start = source.lastIndexOf('<', parser.position - 1);
    if (open.push({ name, attributes: {}, text: '', children: [], start }) > MAX_DEPTH) refuse('it is nested too deeply');
  });
  parser.on('opentag', ({ attributes }) => {
    const element = open.at(-1);
    if (element !== undefined) element.attributes = attributes;
  });
  parser.on('closetag', () => {
    const element = open.pop() ?? refuse('its tags do not fit together');
    const closed: XmlElement = { ...element, text: /\S/.test(element.text) ? element.text : '', end: parser.position };
    const parent = open.at(-1);
    if (parent === undefined) root = closed;
    else parent.children.push(closed);
  });
  parser.write(source).close();
  return root ?? refuse('it has no element');
}

/** What an element needs for being written. */
export interface WritableXml extends Pick<XmlElement, 'name' | 'attributes' | 'text'> {
  readonly children: readonly WritableXml[];
}

/** The document as OPNsense writes it: XML declaration, two spaces an indent. Characters that XML cannot hold are left out. */
export function writeXml(root: WritableXml): string {
  const lines = [HEAD];
  write(root, '', lines);
  return `${lines.join('\n')}\n`;
}

function write(element: WritableXml, indent: string, lines: string[]): void {
  lines.push(firstLine(element, indent));
  if (element.children.length === 0) return;
  for (const each of element.children) write(each, `${indent}  `, lines);
  lines.push(`${indent}</${element.name}>`);
}

function firstLine(element: WritableXml, indent: string): string {
  const { name } = element;
  const text = escapeXml(element.text);
  let attributes = '';
  for (const key in element.attributes) attributes += ` ${key}="${escapeXml(element.attributes[key] ?? '').replace(/[\t\n\r]/g, character => `&#${character.charCodeAt(0)};`)}"`;
  if (element.children.length > 0) return `${indent}<${name}${attributes}>${text.trim()}`;
  return text === '' ? `${indent}<${name}${attributes}/>` : `${indent}<${name}${attributes}>${text}</${name}>`;
}

/** Bytes of the lines that an element is written in, by element and depth. */
const sizes = new WeakMap<WritableXml, readonly [depth: number, bytes: number]>();

/** How many bytes `writeXml` makes; quick for elements that were measured before, so they must not have been changed. */
export function xmlSize(root: WritableXml): number {
  return Buffer.byteLength(HEAD) + 1 + sizeOf(root, 0);
}

function sizeOf(element: WritableXml, depth: number): number {
  const known = sizes.get(element);
  if (known?.[0] === depth) return known[1];
  let bytes = Buffer.byteLength(firstLine(element, '')) + 2 * depth + 1;
  if (element.children.length === 0) return bytes;
  for (const each of element.children) bytes += sizeOf(each, depth + 1);
  bytes += 2 * depth + Buffer.byteLength(element.name) + 4;
  sizes.set(element, [depth, bytes]);
  return bytes;
}

const HEAD = '<?xml version="1.0"?>';
/** Text that is written as it is. */
const PLAIN = /^[ !#-%'-;=?-~]*$/;
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escapeXml(text: string): string {
  if (PLAIN.test(text)) return text;
  const writable = text.replace(UNWRITABLE, '');
  return /[&<>"]/.test(writable) ? writable.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;') : writable;
}
