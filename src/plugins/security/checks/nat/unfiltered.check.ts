import { check, NotApplicable, references } from '../../../../core/audit';
import { ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { keyOf } from '../exposure';
import { forwardEvidence, outerForwards } from './forwards';

/** Forwards that no rule can stop or log. */
export const unfiltered = check({
  id: 'nat.unfiltered',
  area: 'nat',
  title: 'A forward passes by the rules',
  question: 'Do rules decide about everything that is forwarded from the internet?',
  severity: 'low',
  recommendation: 'Let the forward register a rule, or make one by hand, instead of passing; then blocks above it and logging take effect.',
  references: references({ 'pci-dss': ['1.2.5', '1.2.7', '1.3.1'], bsi: ['NET.3.2.A2', 'NET.3.2.A9'], 'nist-800-41': ['5.2.2'], cis: ['13.4'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const forwards = outerForwards(rules);
    if (forwards instanceof NotApplicable) return forwards;
    return forwards
      .filter(({ forward }) => forward.passes)
      .map(each => ({ key: keyOf(each.forward), subject: nameOf(each.forward), says: 'What it forwards passes at once: no rule, not even one that blocks, is asked.', evidence: { ...forwardEvidence(each), passes: true } }));
  },
});
