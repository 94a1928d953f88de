import { nearest } from '../../core';
import { OpnError } from '../../ports';
import { asOptions } from './as-options';
import { type ProfileFields } from './profile';
import { insist, type Questions } from './questions';
import { type SetupWishes } from './wishes';

/** What the assistant is shown and may change. */
export interface Scope {
  /** Undefined for the default ones. */
  readonly toolsets: readonly string[] | undefined;
  readonly writes: boolean | readonly string[];
}

/** Everything, to find out what a key may do. */
export const EVERYTHING: Scope = { toolsets: ['all'], writes: true };

/** What names of toolsets and domains are judged by. */
export interface Known {
  readonly domains: readonly string[];
  /** Throws OPN_CONFIG for names that no toolset has. */
  readonly refuseToolsets: (names: readonly string[]) => void;
}

/** What was said beforehand, or is stored; undefined fields were not. Throws OPN_CONFIG for unknown names. */
export function scopeOf({ toolsets, writes }: Pick<SetupWishes, 'toolsets' | 'writes'>, stored: ProfileFields, known: Known): Partial<Scope> {
  const kept: Partial<Scope> = { ...(Array.isArray(stored['toolsets']) ? { toolsets: stored['toolsets'] as string[] } : {}), ...(stored['writes'] === undefined ? {} : { writes: writesIn(stored) }) };
  return { ...kept, ...(toolsets === undefined ? {} : { toolsets: asToolsets(toolsets, known) }), ...(writes === undefined ? {} : { writes: asWrites(writes, known) }) };
}

/** The scope that holds: as said beforehand or stored, else as a person says or by default: the default tools, and no changes. */
export async function chooseScope(said: Partial<Scope>, wishes: Pick<SetupWishes, 'toolsets' | 'writes'>, known: Known, questions: Questions): Promise<Scope> {
  const { toolsets, writes } = said;
  const list = (text: string): string[] => text.split(',').map(each => each.trim().toLowerCase()).filter(each => each !== '');
  return {
    toolsets: wishes.toolsets !== undefined ? toolsets : await insist(questions, async () => asToolsets(list(await questions.line(`Tools to list: default, all, read-only, or of ${known.domains.join(', ')}`, { option: '--toolsets', otherwise: (toolsets ?? ['default']).join(',') })), known)),
    writes: wishes.writes !== undefined ? (writes ?? false) : await insist(questions, async () => asWrites(list(await questions.line('What the assistant may change: none, all, or of the same domains', { option: '--writes', otherwise: writes === true ? 'all' : writes === false || writes === undefined ? 'none' : writes.join(',') })), known)),
  };
}

/** What a profile says of a scope. */
export function scopeInProfile({ toolsets, writes }: Scope): ProfileFields {
  return { ...(toolsets === undefined ? {} : { toolsets }), writes: writes !== false, ...(typeof writes === 'boolean' ? {} : { domains: writes }) };
}

function writesIn({ writes, domains }: ProfileFields): boolean | readonly string[] {
  return writes === true && Array.isArray(domains) && domains.length > 0 ? (domains as string[]) : writes === true;
}

function asToolsets(names: readonly string[], { refuseToolsets }: Known): readonly string[] | undefined {
  try {
    refuseToolsets(names);
  } catch (problem) {
    throw problem instanceof OpnError ? new OpnError(problem.code, asOptions(problem.message), problem.hint) : problem;
  }
  return names.length === 0 || (names.length === 1 && names[0] === 'default') ? undefined : names;
}

function asWrites(names: readonly string[], { domains }: Known): boolean | readonly string[] {
  if (names.length === 0 || (names.length === 1 && names[0] === 'none')) return false;
  if (names.length === 1 && names[0] === 'all') return true;
  const unknown = names.filter(name => !domains.includes(name));
  if (unknown.length === 0) return names;
  const shown = unknown.map(name => {
    const close = nearest(name, domains);
    return `${name.slice(0, 40)}${close === undefined ? '' : ` (did you mean ${close}?)`}`;
  });
  throw new OpnError('OPN_CONFIG', `--writes names no domain: ${shown.join(', ')}.`, `There are none, all, ${domains.join(', ')}.`);
}
