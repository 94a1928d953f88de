import { automaticRules } from '../controllers/automatic-rules';
import { type Machine } from '../machine';
import { Models } from '../model/model';
import { type PfLabel, type PfMemory } from './pf-state';
import { sampleStates } from './sample-states';

const FIRST_FLOATING = 200_000;

/** What pf has in memory; made when first looked at. */
export function pfMemory(machine: Machine): PfMemory {
  const { running } = machine;
  if (running.pf === undefined) {
    const rules = pfLabels(machine);
    running.pf = { rules, states: sampleStates(machine, rules) };
  }
  return running.pf;
}

/** The rules in pf's order: the firewall's own, those of the model, those of the older list. */
function pfLabels(machine: Machine): PfLabel[] {
  const models = new Models(machine);
  const items = models.saved('OPNsense.Firewall.Filter').list('rules.rule').items.filter(([, rule]) => rule.text('enabled') === '1');
  const own = items.toSorted(([, left], [, right]) => Number(left.text('sequence')) - Number(right.text('sequence'))).map(([id, rule]) => ({ id, description: rule.text('description') }));
  const others = automaticRules(models).map(row => ({ id: String(row['uuid']), description: String(row['description']), isFirst: Number(row['#priority']) < FIRST_FLOATING }));
  const label = ({ id, description }: PfLabel): PfLabel => ({ id, description });
  return [...others.filter(({ isFirst }) => isFirst).map(label), ...own, ...others.filter(({ isFirst }) => !isFirst).map(label)];
}
