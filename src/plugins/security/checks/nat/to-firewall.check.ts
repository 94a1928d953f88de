import { check, NotApplicable, references } from '../../../../core/audit';
import { ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { keyOf } from '../exposure';
import { forwardEvidence, leadsTo, outerForwards } from './forwards';

/** A way around everything that keeps the firewall's own services inside. */
export const toFirewall = check({
  id: 'nat.to-firewall',
  area: 'nat',
  title: 'A forward leads from the internet to the firewall itself',
  question: 'Do forwards from the internet lead to other hosts than the firewall?',
  severity: 'high',
  recommendation: 'Delete the forward; offer a service of the firewall on its outer address by a rule, and its management not at all.',
  references: references({ 'pci-dss': ['1.3.1', '1.4.2', '2.2.4'], bsi: ['NET.3.2.A3', 'NET.3.2.A6'], 'nist-800-41': ['5.2.1'], cis: ['4.6', '12.3'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const forwards = outerForwards(rules);
    if (forwards instanceof NotApplicable) return forwards;
    return forwards
      .filter(({ open, toFirewall: isOwn }) => open && isOwn)
      .map(each => {
        const managed = [rules.webGuiPort, rules.sshPort].filter(port => leadsTo(each, port, 'tcp'));
        return {
          key: keyOf(each.forward),
          subject: nameOf(each.forward),
          says: managed.length > 0 ? `It leads everybody on the internet to ports for managing the firewall: ${managed.join(', ')}.` : 'It leads everybody on the internet to a service of the firewall, also to one that listens inside only.',
          evidence: { ...forwardEvidence(each), management_ports: managed },
          ...(managed.length > 0 ? { severity: 'critical' as const } : {}),
        };
      });
  },
});
