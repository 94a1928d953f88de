import { check, NotApplicable, references } from '../../../../core/audit';
import { ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { keyOf, sizeOf } from '../exposure';
import { forwardEvidence, outerForwards, protocolsOf } from './forwards';

const MOST_PORTS = 100;

/** Forwards that hand a host to the internet. */
export const wideRange = check({
  id: 'nat.wide-range',
  area: 'nat',
  title: 'A forward opens many ports',
  question: 'Does every forward from the internet open at most 100 ports?',
  severity: 'medium',
  recommendation: 'Forward the ports on which the service listens, in several forwards or by an alias.',
  references: references({ 'pci-dss': ['1.2.5', '1.3.1'], bsi: ['NET.3.2.A2'], 'nist-800-41': ['4.1.3', '5.2.2'], cis: ['13.4'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const forwards = outerForwards(rules);
    if (forwards instanceof NotApplicable) return forwards;
    return forwards
      .filter(({ ports, forward }) => (ports === undefined ? protocolsOf(forward).length > 0 : sizeOf(ports) > MOST_PORTS))
      .map(each => ({
        key: keyOf(each.forward),
        subject: nameOf(each.forward),
        says: `It forwards ${each.ports === undefined ? 'every port' : `${String(sizeOf(each.ports))} ports`} to ${each.forward.target}.`,
        evidence: { ...forwardEvidence(each), ports: each.ports === undefined ? 'all' : sizeOf(each.ports) },
      }));
  },
});
