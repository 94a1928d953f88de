import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OpnError } from '../../ports';

/** A file and what it is to hold. */
export interface WrittenFile {
  readonly path: string;
  readonly text: string;
  /** True when nobody else may read it, whatever its mode was. */
  readonly isPrivate: boolean;
  /** Reads the new text where it stands until it takes the file's place; throws when it must not. */
  readonly check?: (draft: string) => void;
}

/** The text of a file; undefined when there is none. Throws OPN_CONFIG when it cannot be read. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new OpnError('OPN_CONFIG', `${path} cannot be read (${String(code)}).`, 'Let this user read it.');
  }
}

/** Writes all files or none, each at once: a reader finds the old text or the new one. No signal comes in between. Throws OPN_CONFIG when a file cannot be written, or what a check throws. */
export function writeFiles(files: readonly WrittenFile[]): void {
  const made: string[] = [];
  const drafts: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const { path, text, isPrivate, check } of files) {
      // A link stays one: what it names is written.
      const to = existsSync(path) ? realpathSync(path) : path;
      made.push(...makeFolder(dirname(to)));
      const from = join(dirname(to), `.${basename(to)}.${String(process.pid)}.new`);
      drafts.push({ from, to });
      write(from, text, isPrivate || !existsSync(to) ? 0o600 : statSync(to).mode & 0o777);
      check?.(from);
    }
    for (const { from, to } of drafts) renameSync(from, to);
  } catch (problem) {
    for (const { from } of drafts) attempt(() => rmSync(from, { force: true }));
    // Somebody else may have put something there.
    for (const folder of made.reverse()) attempt(() => rmdirSync(folder));
    if (problem instanceof OpnError) throw problem;
    const { code, path = '' } = problem as NodeJS.ErrnoException;
    throw new OpnError('OPN_CONFIG', `${path} cannot be written (${String(code)}); nothing was stored.`, 'Let this user write there.');
  }
}

function write(file: string, text: string, mode: number): void {
  const handle = openSync(file, 'wx', mode);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes the folder with those above it, and says which were made, outermost first. */
function makeFolder(folder: string): string[] {
  if (existsSync(folder)) return [];
  const above = makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
  return [...above, folder];
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    return;
  }
}
