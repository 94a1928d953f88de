import { applyEdits, createScanner, findNodeAtLocation, type Node, parse, type ParseError, parseTree, printParseErrorCode, SyntaxKind } from 'jsonc-parser';

/** A change to a JSON text: the value that stands at a path afterwards. */
export type Edit = readonly [path: readonly string[], value: unknown];

/** The value of a JSON text, which may hold comments and trailing commas, undefined for an empty one; or what is wrong with it, and in which line. */
export function readJsonText(text: string): { readonly value: unknown } | { readonly problem: string } {
  const plain = withoutMark(text);
  if (plain.trim() === '') return { value: undefined };
  const errors: ParseError[] = [];
  const value: unknown = parse(plain, errors, LENIENT);
  const [error] = errors;
  return error === undefined ? { value } : { problem: `${printParseErrorCode(error.error)} in line ${String(plain.slice(0, error.offset).split('\n').length)}` };
}

/** The text of an object with the edits made and everything else as it was: comments, order, indentation, line ends. */
export function editJsonText(text: string, edits: readonly Edit[]): string {
  const plain = withoutMark(text);
  const mark = text.slice(0, text.length - plain.length);
  if (plain.trim() === '') return `${mark}${edits.reduce(edited, '{}')}\n`;
  return `${mark}${edits.reduce(edited, plain)}`;
}

const LENIENT = { allowTrailingComma: true };
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

/** One place of the text, and what comes there. The library's own edits would lay out anew what stands beside. */
interface Insertion {
  readonly offset: number;
  readonly length: number;
  readonly content: string;
}

function edited(text: string, [path, value]: Edit): string {
  const root = parseTree(text, [], LENIENT);
  if (root?.type !== 'object') throw new TypeError('only the text of an object can be edited');
  const style = { end: text.includes('\r\n') ? '\r\n' : '\n', unit: /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ' };
  const depth = path.findIndex((_part, index) => findNodeAtLocation(root, path.slice(0, index + 1)) === undefined);
  const present = depth < 0 ? findNodeAtLocation(root, [...path]) : undefined;
  if (present !== undefined) return applyEdits(text, [{ offset: present.offset, length: present.length, content: laidOut(value, indentAt(text, present.offset), style) }]);
  const parent = depth === 0 ? root : findNodeAtLocation(root, path.slice(0, depth));
  const [name = '', ...below] = path.slice(depth);
  if (parent?.type !== 'object') throw new TypeError(`${path.slice(0, depth).join('.')} is no object`);
  const inner = below.reduceRight<unknown>((content, part) => ({ [part]: content }), value);
  return applyEdits(text, insertions(text, parent, depth, style, indent => `${style.end}${indent}${JSON.stringify(name)}: ${laidOut(inner, indent, style)}`));
}

interface Style {
  readonly end: string;
  readonly unit: string;
}

const laidOut = (value: unknown, indent: string, { end, unit }: Style): string => JSON.stringify(value, undefined, unit).replaceAll('\n', `${end}${indent}`);

/** A property behind the others of an object, and behind the comment that belongs to the last of them. */
function insertions(text: string, { offset, children: properties = [] }: Node, depth: number, { end, unit }: Style, property: (indent: string) => string): Insertion[] {
  const last = properties.at(-1);
  const outer = indentAt(text, offset);
  if (last === undefined) {
    const isOneLine = /^[ \t]*\}/.test(text.slice(offset + 1));
    return [{ offset: offset + 1, length: 0, content: `${property(`${outer}${unit}`)}${isOneLine ? `${end}${outer}` : ''}` }];
  }
  const behind = last.offset + last.length;
  const scanner = createScanner(text, true);
  scanner.setPosition(behind);
  const hasComma = scanner.scan() === SyntaxKind.CommaToken;
  const from = hasComma ? scanner.getTokenOffset() + 1 : behind;
  const [comment = ''] = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*(?=\r?\n))/.exec(text.slice(from)) ?? [];
  const indent = startsItsLine(text, last.offset) ? indentAt(text, last.offset) : unit.repeat(depth + 1);
  const closing = /^\s*\n/.test(text.slice(from + comment.length)) || comment !== '' ? '' : `${end}${outer}`;
  return [
    ...(hasComma ? [] : [{ offset: behind, length: 0, content: ',' }]),
    { offset: from + comment.length, length: 0, content: `${property(indent)}${hasComma ? ',' : ''}${closing}` },
  ];
}

const lineBefore = (text: string, offset: number): string => text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
const startsItsLine = (text: string, offset: number): boolean => lineBefore(text, offset).trim() === '';
const indentAt = (text: string, offset: number): string => /^[ \t]*/.exec(lineBefore(text, offset))?.[0] ?? '';
