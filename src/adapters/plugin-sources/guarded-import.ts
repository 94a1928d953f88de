import { setTimeout as after } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';
import { OpnError } from '../../ports';

/** How a file's exports are got; CommonJS or ES module. */
export interface Importer {
  /** Loads a CommonJS file at once; throws with code ERR_REQUIRE_ESM (or ERR_REQUIRE_ASYNC_MODULE) for an ES module. */
  readonly require: (path: string) => unknown;
  readonly import: (url: string) => Promise<unknown>;
}

const KEY = Symbol.for('opnsense-mcp/guarded-import');

/**
 * The exports of a plugin's file; rejects with OPN_PLUGIN when that takes longer than `ms`. A CommonJS file that computes without end is
 * stopped; an ES module that does cannot be, one that only waits is left behind.
 */
export async function guardedImport(path: string, importer: Importer, ms = 5_000): Promise<Readonly<Record<string, unknown>>> {
  const loaded = path.endsWith('.mjs') ? undefined : requireInTime(path, importer, ms);
  if (loaded !== undefined) return asExports(loaded);
  const stop = new AbortController();
  try {
    const late = after(ms, undefined, { signal: stop.signal }).then(() => Promise.reject(tooLong(ms)));
    return asExports(await Promise.race([importer.import(pathToFileURL(path).href), late]));
  } finally {
    stop.abort();
  }
}

/** The exports of a CommonJS file; undefined for an ES module. */
function requireInTime(path: string, importer: Importer, ms: number): unknown {
  const global = globalThis as Record<symbol, unknown>;
  try {
    // Only code that runs in a script of its own can be stopped, whatever it calls.
    global[KEY] = () => importer.require(path);
    return runInThisContext("globalThis[Symbol.for('opnsense-mcp/guarded-import')]()", { timeout: ms, filename: 'loading a plugin' });
  } catch (problem) {
    const code = (problem as { readonly code?: unknown } | null)?.code;
    if (code === 'ERR_REQUIRE_ESM' || code === 'ERR_REQUIRE_ASYNC_MODULE') return undefined;
    throw code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? tooLong(ms) : problem;
  } finally {
    global[KEY] = undefined;
  }
}

function asExports(loaded: unknown): Readonly<Record<string, unknown>> {
  if (typeof loaded === 'object' && loaded !== null) return loaded as Readonly<Record<string, unknown>>;
  return { default: loaded };
}

const tooLong = (ms: number): OpnError => new OpnError('OPN_PLUGIN', `it was not loaded within ${ms / 1000} seconds`);
