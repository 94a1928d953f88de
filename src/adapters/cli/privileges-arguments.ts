import { type Release } from '../../ports';
import { asNames, asRelease } from './option-values';

/** Asks which OPNsense privileges the API user needs. */
export interface PrivilegesCommand {
  readonly kind: 'privileges';
  /** Domains; all when empty. */
  readonly toolsets: readonly string[];
  /** True when nothing is to be changed. */
  readonly readOnly: boolean;
  /** The newest unless given. */
  readonly release?: Release;
  readonly json: boolean;
  /** True for Markdown tables of every toolset and release. */
  readonly table: boolean;
}

/** Options of the command `privileges` that take a value. */
export const PRIVILEGE_VALUES = ['--toolset', '--release'] as const;
/** Options of the command `privileges` that take none. */
export const PRIVILEGE_FLAGS = ['--read-only', '--json', '--table'] as const;

/** Makes the command of its options, each with all the values it was given; throws OPN_CONFIG that says what is wrong with them. */
export function privilegesCommand(options: ReadonlyMap<string, readonly string[]>): PrivilegesCommand {
  const release = options.get('--release')?.at(-1);
  return {
    kind: 'privileges',
    toolsets: (options.get('--toolset') ?? []).flatMap(asNames),
    readOnly: options.has('--read-only'),
    ...(release === undefined ? {} : { release: asRelease(release) }),
    json: options.has('--json'),
    table: options.has('--table'),
  };
}
