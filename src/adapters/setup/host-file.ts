import { readFileSync, realpathSync, statSync } from 'node:fs';
import { applyEdits, createScanner, type EditResult, findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree, SyntaxKind } from 'jsonc-parser';
import { OpnError } from '../../ports';
import { writePrivateFile } from '../private-files/private-file';
import { type Host, hostEntry, type ServerEntry } from './hosts';

/** Our name among the servers of a program. */
export const SERVER_NAME = 'opnsense';

/** The text of a program's configuration with our entry; everything else of it stays as it is, to the letter. Throws OPN_CONFIG when it is no JSON (comments and last commas are fine). */
export function withServer(text: string, host: Host, entry: ServerEntry): string {
  if (text.trim() === '') return `${snippet(host, entry)}\n`;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const servers = root && findNodeAtLocation(root, [host.servers]);
  if (errors.length > 0 || root?.type !== 'object' || (servers !== undefined && servers.type !== 'object')) throw new OpnError('OPN_CONFIG', `${host.file} is not a JSON object of the form that it should have, so it was not touched.`, `Correct it, or put this into it yourself:\n${snippet(host, entry)}`);
  const value = hostEntry(host, entry);
  const present = findNodeAtLocation(root, [host.servers, SERVER_NAME]);
  if (present !== undefined) {
    const same = JSON.stringify(getNodeValue(present)) === JSON.stringify(value);
    return same ? text : applyEdits(text, [{ offset: present.offset, length: present.length, content: written(text, value, 2) }]);
  }
  return applyEdits(text, servers === undefined ? insertion(text, root, host.servers, { [SERVER_NAME]: value }, 1) : insertion(text, servers, SERVER_NAME, value, 2));
}

/** A further property behind the last one of an object, at that depth. */
function insertion(text: string, object: Node, name: string, value: object, depth: number): EditResult {
  const end = object.offset + object.length - 1;
  const last = object.children?.at(-1);
  const [newline, indent] = layoutOf(text);
  const behind = text.slice(0, end).trimEnd().length;
  const closing = text.slice(behind, end).includes('\n') ? '' : `${newline}${indent.repeat(depth - 1)}`;
  const property = { offset: behind, length: 0, content: `${newline}${indent.repeat(depth)}${JSON.stringify(name)}: ${written(text, value, depth)}${closing}` };
  if (last === undefined) return [property];
  const scanner = createScanner(text, true);
  scanner.setPosition(last.offset + last.length);
  return scanner.scan() === SyntaxKind.CommaToken ? [property] : [{ offset: last.offset + last.length, length: 0, content: ',' }, property];
}

function written(text: string, value: object, depth: number): string {
  const [newline, indent] = layoutOf(text);
  return JSON.stringify(value, undefined, indent).replaceAll('\n', `${newline}${indent.repeat(depth)}`);
}

/** How the file ends its lines, and what it is indented by. */
function layoutOf(text: string): readonly [newline: string, indent: string] {
  return [text.includes('\r\n') ? '\r\n' : '\n', /\n(\t|[ ]+)\S/.exec(text)?.[1] ?? '  '];
}

/** What a person puts into the file of the program. */
export function snippet(host: Host, entry: ServerEntry): string {
  return JSON.stringify({ [host.servers]: { [SERVER_NAME]: hostEntry(host, entry) } }, undefined, 2);
}

/** Writes our entry into the program's file, and makes that if it is not there; true when it had to be changed. Throws OPN_CONFIG when it cannot. */
export async function writeHostFile(host: Host, entry: ServerEntry): Promise<boolean> {
  const before = readIfThere(host);
  const after = withServer(before ?? '', host, entry);
  if (after === before) return false;
  try {
    // A link stays one, and who could read the file still can.
    await (before === undefined ? writePrivateFile(host.file, after) : writePrivateFile(realpathSync(host.file), after, statSync(host.file).mode & 0o777));
    return true;
  } catch (problem) {
    throw unusable(host, problem);
  }
}

function readIfThere(host: Host): string | undefined {
  try {
    return readFileSync(host.file, 'utf8');
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable(host, problem);
  }
}

const unusable = ({ title, file }: Host, problem: unknown): OpnError =>
  new OpnError('OPN_CONFIG', `The configuration of ${title} cannot be changed (${file}): ${(problem as NodeJS.ErrnoException).code ?? 'unknown reason'}.`, 'Let this user write it, or take --host=print.');
