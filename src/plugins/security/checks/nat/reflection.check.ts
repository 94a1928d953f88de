import { check, NotApplicable, references } from '../../../../core/audit';
import { ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { keyOf } from '../exposure';
import { forwardEvidence, outerForwards } from './forwards';

/** Forwards that also take what comes from inside. */
export const reflection = check({
  id: 'nat.reflection',
  area: 'nat',
  title: 'A forward also counts for inner networks',
  question: 'Do forwards take connections from the internet only?',
  severity: 'info',
  recommendation: 'Give inner hosts the inner address by DNS (split horizon), and switch reflection off.',
  references: references({ 'pci-dss': ['1.2.5'], bsi: ['NET.3.2.A2'], 'nist-800-41': ['5.2.2'], cis: ['12.2'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const forwards = outerForwards(rules);
    if (forwards instanceof NotApplicable) return forwards;
    return forwards
      .filter(({ forward }) => forward.reflects)
      .map(each => ({ key: keyOf(each.forward), subject: nameOf(each.forward), says: 'Reflection also sends inner hosts through the firewall to it, so that between networks it decides beside the rules.', evidence: { ...forwardEvidence(each), reflects: true } }));
  },
});
