/** What a tool does to the world: `read` looks, `probe` sends packets or starts a diagnostic job, `write` changes, `destroy` overwrites or removes. */
export type Effect = 'read' | 'probe' | 'write' | 'destroy';

/** The effects that change the firewall and therefore need a Change. */
export type WritingEffect = 'write' | 'destroy';

/** True for the effects that change the firewall. */
export function changes(effect: Effect): effect is WritingEffect {
  return effect === 'write' || effect === 'destroy';
}
