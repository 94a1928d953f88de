import { lstatSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';

type Compile = (this: NodeJS.Module, content: string, filename: string) => unknown;
type Wrapped = (exports: unknown, require: NodeJS.Require, module: NodeJS.Module, filename: string, dirname: string) => unknown;

/** What V8 compiled of a file, and where that is kept. */
interface Compiled {
  readonly script: Script;
  readonly kept: string;
}

/** Files whose compiled code is kept. */
export interface Built {
  readonly folder: string;
  /** Tells one build from another. */
  readonly build: string;
}

/**
 * Keeps what is compiled of built files in a folder, for the next start: Node's own way where it has one (from 22.1 on), the same by hand on
 * Node 20. Nothing depends on it: what cannot be read or written is compiled as ever, and so is everything where somebody else could write into the folder.
 */
export function keepCompiled(built: Built, cache: string): void {
  if (!isOwn(cache)) return;
  const own = (nodeModule as { readonly enableCompileCache?: (cache: string) => unknown }).enableCompileCache;
  if (own === undefined) keepByHand(built, cache);
  else own(cache);
}

/** True for a folder, made where there is none, that nobody else can write to: what lies there runs as this user. */
function isOwn(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = lstatSync(folder);
    return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
  } catch {
    return false;
  }
}

function keepByHand({ folder, build }: Built, cache: string): void {
  const fresh: Compiled[] = [];
  const tag = cachedDataVersionTag().toString(16);
  const module = nodeModule.prototype as unknown as { _compile: Compile };
  const compile = module._compile;
  module._compile = function (content, filename) {
    // What was compiled before cannot import anything while it runs.
    if (dirname(filename) !== folder || content.includes('import(')) return compile.call(this, content, filename);
    const { script, kept } = compiled(content, filename, join(cache, `${build}-${process.arch}-${tag}`));
    if (script.cachedDataRejected !== false) fresh.push({ script, kept });
    const run = script.runInThisContext() as Wrapped;
    return run.call(this.exports, this.exports, nodeModule.createRequire(filename), this, filename, folder);
  };
  // By then V8 has compiled the functions that were called, too.
  process.on('exit', () => fresh.forEach(keep));
}

function compiled(content: string, filename: string, cache: string): Compiled {
  // V8 itself compares nothing but the length of the source; hashing it would cost more than compiling a good part of it.
  const kept = join(cache, `${basename(filename)}-${Math.trunc(statSync(filename).mtimeMs).toString(36)}`);
  const cachedData = contentOf(kept);
  return { kept, script: new Script(nodeModule.wrap(content), { filename, ...(cachedData === undefined ? {} : { cachedData }) }) };
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function keep({ script, kept }: Compiled): void {
  try {
    mkdirSync(dirname(kept), { recursive: true, mode: 0o700 });
    const unfinished = `${kept}.${String(process.pid)}`;
    writeFileSync(unfinished, script.createCachedData(), { mode: 0o600 });
    renameSync(unfinished, kept);
  } catch {
    // A home that cannot be written to, or a full disk: the next start compiles anew.
  }
}
