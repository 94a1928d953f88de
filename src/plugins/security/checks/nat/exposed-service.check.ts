import { check, NotApplicable, references } from '../../../../core/audit';
import { ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { keyOf } from '../exposure';
import { forwardEvidence, hostLetThrough, leadsTo, letThrough, outerTargets } from './forwards';
import { INNER_SERVICES } from './services';

/** Remote desktops, shares and databases for everybody. */
export const exposedService = check({
  id: 'nat.exposed-service',
  area: 'nat',
  title: 'An inner service is forwarded from the internet',
  question: 'Are remote administration, file shares and databases inside out of reach from the internet?',
  severity: 'critical',
  recommendation: 'Delete the forward or the rule behind it and let its users come by VPN, or limit its source to their addresses.',
  references: references({ 'pci-dss': ['1.2.6', '1.3.1', '1.4.2'], bsi: ['NET.3.2.A2', 'NET.3.2.A3'], 'nist-800-41': ['4.1.3', '5.2.2'], cis: ['13.4', '12.6'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const forwards = outerTargets(rules);
    if (forwards instanceof NotApplicable) return forwards;
    return forwards.flatMap(each => {
      const { forward, on, open, toFirewall } = each;
      if (!open || toFirewall) return [];
      const reached = INNER_SERVICES.filter(({ port, protocol }) => leadsTo(each, port, protocol)).map(service => ({ ...service, by: letThrough(each, service.port, service.protocol, rules) }));
      const exposed = reached.filter(({ by }) => by !== 'nothing');
      if (exposed.length === 0) return [];
      const [first] = exposed;
      const names = [...new Set(exposed.map(({ name }) => name))];
      return [{
        key: keyOf(forward),
        subject: nameOf(forward),
        says: `Everybody on the internet reaches ${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ` and ${String(names.length - MOST_NAMED)} more services` : ''} of ${forward.target} through ${on.map(({ label }) => label).join(', ')}.`,
        evidence: { ...forwardEvidence(each), let_through_by: first?.by, ...(first !== undefined && each.hosts.length > 1 ? { for_example: hostLetThrough(each, first.port, first.protocol, rules) } : {}), services: exposed.map(({ protocol, port, name }) => `${protocol} ${String(port)} (${name})`) },
        ...(names.every(name => name === 'SSH') ? { severity: 'high' as const } : {}),
      }];
    });
  },
});

const MOST_NAMED = 3;
