import { check, NotApplicable, references } from '../../../../core/audit';
import { ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { keyOf } from '../exposure';
import { forwardEvidence, letThrough, outerForwards, protocolsOf } from './forwards';

/** Forwards that wait for a rule to come alive. */
export const deadForward = check({
  id: 'nat.dead-forward',
  area: 'nat',
  title: 'No rule lets through what is forwarded',
  question: 'Is there a rule for everything that is forwarded from the internet?',
  severity: 'low',
  recommendation: 'Delete the forward, or make the rule that it needs: today the next wider rule would open it unnoticed.',
  references: references({ 'pci-dss': ['1.2.5', '1.2.7'], bsi: ['NET.3.2.A2'], 'nist-800-41': ['5.2.2'], cis: ['13.4'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const forwards = outerForwards(rules);
    if (forwards instanceof NotApplicable) return forwards;
    return forwards
      .filter(each => each.open && each.ports !== undefined && each.ports.length > 0 && each.ports.every(([from, to]) => [from, to].every(port => protocolsOf(each.forward).every(protocol => letThrough(each, port, protocol, rules) === 'nothing'))))
      .map(each => ({ key: keyOf(each.forward), subject: nameOf(each.forward), says: `Connections to ${each.forward.target} are translated, and then blocked.`, evidence: forwardEvidence(each) }));
  },
});
