import { EVERY_ROW } from '../../core';
import { type FirewallApi, OpnError } from '../../ports';
import { rules } from './firewall.endpoints';
import { Form, isItem } from './rule-form';

/** What this firewall offers for a rule. */
export async function ruleForm(firewall: FirewallApi): Promise<Form> {
  const { rule } = (await firewall.read(rules.get)) as Readonly<Record<string, unknown>>;
  if (!isItem(rule)) throw new OpnError('OPN_BAD_ANSWER', `The answer to ${rules.get.path} holds no rule.`);
  return new Form(rule);
}

const LAST = 99_999;

/** The number that puts a new rule after the others, where the firewall does not find one itself (24.7 starts with 1, before all of them). */
export async function lastSequence(firewall: FirewallApi, form: Form): Promise<string | undefined> {
  if (form.text('sequence') !== '1') return undefined;
  const { rows } = await firewall.read(rules.search, EVERY_ROW);
  const highest = Math.max(0, ...rows.map(row => Number(row['sequence']) || 0));
  return String(Math.min(highest + 100, LAST));
}

/** The arguments that were given. */
export function given<T extends object>(input: T): Partial<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Partial<T>;
}
