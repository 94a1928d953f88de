/**
 * What a tool does to the world: `read` looks, `probe` sends packets or starts a diagnostic job, `settle` confirms or takes back earlier
 * changes, `write` changes, `destroy` overwrites or removes.
 */
export type Effect = 'read' | 'probe' | 'settle' | 'write' | 'destroy';

/** The effects that change the firewall and therefore need a Change. */
export type WritingEffect = 'write' | 'destroy';

/** True for the effects that change the firewall through a Change. */
export function changes(effect: Effect): effect is WritingEffect {
  return effect === 'write' || effect === 'destroy';
}
