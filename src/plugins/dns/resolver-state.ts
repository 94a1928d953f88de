/** How Unbound stands: `off` is not switched on, `stopped` is switched on but does not run, `unknown` when the firewall does not tell. */
export const RESOLVER_STATES = ['running', 'stopped', 'off', 'unknown'] as const;

/** How Unbound stands. */
export type ResolverState = (typeof RESOLVER_STATES)[number];

/** What a reader should know of a resolver in that state; undefined when it runs. */
export function stateNote(state: ResolverState): string | undefined {
  const notes = {
    running: undefined,
    stopped: 'Unbound is switched on but does not run.',
    off: 'Unbound is not switched on.',
    unknown: 'The firewall does not tell whether Unbound runs.',
  } as const;
  return notes[state];
}
