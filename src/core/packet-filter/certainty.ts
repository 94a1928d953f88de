/** Whether something matches; `maybe` when what is known does not tell. */
export type Certainty = 'yes' | 'no' | 'maybe';

/** Yes when all are, no when one is. */
export function all(parts: readonly Certainty[]): Certainty {
  if (parts.includes('no')) return 'no';
  return parts.includes('maybe') ? 'maybe' : 'yes';
}

/** Yes when one is, no when none is. */
export function any(parts: readonly Certainty[]): Certainty {
  if (parts.includes('yes')) return 'yes';
  return parts.includes('maybe') ? 'maybe' : 'no';
}

/** The opposite. */
export function not(part: Certainty): Certainty {
  return part === 'maybe' ? 'maybe' : part === 'yes' ? 'no' : 'yes';
}

/** Yes or no, as a truth value says. */
export function sure(value: boolean): Certainty {
  return value ? 'yes' : 'no';
}
