import { OpnError } from '../ports';
import { nearest } from './nearest';

/** The choices of a list field: what each is called, by key. */
export type Choices = ReadonlyMap<string, string>;

/** The choices that the firewall offers for a field of a fresh item. */
export function choicesIn(option: unknown): Choices {
  const options = Object.entries((option ?? {}) as Readonly<Record<string, { readonly value?: unknown }>>);
  return new Map(options.flatMap(([key, { value }]) => (key === '' || typeof value !== 'string' ? [] : [[key, value] as const])));
}

/** The key of a choice that was named by its key or its label, in any case; throws OPN_INVALID_INPUT that names what there is. */
export function chosen(tool: string, field: string, wanted: string, choices: Choices): string {
  if (choices.has(wanted)) return wanted;
  const same = (text: string): boolean => text.toLowerCase() === wanted.toLowerCase();
  const found = [...choices].filter(([key, label]) => same(key) || same(label));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only[0];
  const close = nearest(wanted, [...choices.keys(), ...choices.values()]);
  throw new OpnError('OPN_INVALID_INPUT', `${tool}: this firewall has no ${field} '${wanted}'${close === undefined ? '' : `; did you mean '${close}'?`}`, `It has${choices.size === 0 ? ' none' : `: ${[...choices.keys()].join(', ')}`}. Nothing was sent.`);
}
