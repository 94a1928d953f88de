import { type Machine } from '../machine';
import { type PfLabel, type PfMemory, type PfState } from './pf-state';
import { sampleStates } from './sample-states';

/** pf's states; made when first looked at. */
export function pfMemory(machine: Machine): PfMemory {
  machine.running.pf ??= { states: sampleStates(machine, pfRules(machine)) };
  return machine.running.pf;
}

/** The rules that pf has loaded, by number. */
export function pfRules({ running }: Machine): readonly PfLabel[] {
  return running.pf?.rules ?? running.packetFilter.loaded;
}

// The first rule with an id counts.
const numbers = new WeakMap<readonly PfLabel[], ReadonlyMap<string, number>>();

/** Number and rule of a state; undefined when no rule let it in, or one that is no longer loaded. */
export function ruleOf({ rule }: PfState, rules: readonly PfLabel[]): (PfLabel & { readonly number: string }) | undefined {
  let known = numbers.get(rules);
  if (known === undefined) numbers.set(rules, (known = new Map(rules.map(({ id }, index) => [id, index] as const).reverse())));
  const number = known.get(rule ?? '') ?? -1;
  const found = rules[number];
  return found === undefined ? undefined : { id: found.id, description: found.description, number: String(number) };
}
