import { check, NotApplicable, type Observation, references } from '../../../../core/audit';
import { dnsmasq } from '../../facts/dnsmasq.fact';
import { resolver } from '../../facts/resolver.fact';
import { ruleset, type Ruleset } from '../../facts/ruleset.fact';
import { snmp } from '../../facts/snmp.fact';
import { tftpAddress } from '../../facts/network-services.fact';
import { timeSync } from '../../facts/time-sync.fact';
import { nameOf } from '../../traffic/rule-words';
import { nothingToJudge, openings, ruleEvidence } from '../exposure';

/** A service for inner networks that is on. */
interface InnerService {
  readonly name: string;
  readonly protocols: readonly string[];
  readonly port: number;
  /** Interfaces and addresses that it listens on; none for all of them. */
  readonly listens: readonly string[];
}

/** Services for inner networks that everybody may use, to attack others as well. */
export const exposed = check({
  id: 'services.exposed',
  area: 'services',
  title: 'A service for inner networks is reached from the internet',
  question: 'Are DNS, time, SNMP and TFTP of the firewall out of reach from the internet?',
  severity: 'high',
  recommendation: 'Delete the rule, or limit its source; over UDP such services answer forged senders, and so hit others.',
  references: references({ 'pci-dss': ['1.3.1', '1.4.2', '2.2.4'], bsi: ['NET.3.2.A2', 'NET.3.2.A3'], 'nist-800-41': ['4.1.3', '5.2.2'], cis: ['4.8', '13.4'] }),
  needs: { rules: ruleset, unbound: resolver, dnsmasq, time: timeSync, snmp, tftp: tftpAddress },
  judge: ({ rules, unbound, dnsmasq: masq, time, snmp: agent, tftp }) => {
    const nothing = nothingToJudge(rules);
    if (nothing !== undefined) return nothing;
    const services: InnerService[] = [
      ...(unbound.enabled ? [{ name: 'DNS by Unbound', protocols: ['udp', 'tcp'], port: 53, listens: unbound.interfaces }] : []),
      ...(masq.answers ? [{ name: 'DNS by Dnsmasq', protocols: ['udp', 'tcp'], port: 53, listens: masq.interfaces }] : []),
      ...(time.serves ? [{ name: 'Network time', protocols: ['udp'], port: 123, listens: time.interfaces }] : []),
      ...(agent.enabled ? [{ name: 'SNMP', protocols: ['udp'], port: 161, listens: agent.listen }] : []),
      ...(tftp === undefined ? [] : [{ name: 'TFTP', protocols: ['udp'], port: 69, listens: [tftp] }]),
    ];
    if (services.length === 0) return new NotApplicable('None of these services is on.');
    return rules.outside.flatMap(({ name, label }) => services.flatMap(service => reached(service, name, label, rules)));
  },
});

function reached({ name, protocols, port, listens }: InnerService, key: string, label: string, rules: Ruleset): Observation[] {
  const open = protocols.flatMap(protocol => openings(key, port, protocol, rules).map(each => ({ ...each, protocol })));
  const [first] = open;
  const own = rules.filter.interfaces.named(key)?.addresses.map(each => each.split('/', 1)[0] ?? '') ?? [];
  if (first === undefined || !(listens.length === 0 || [key, ...own, '0.0.0.0', '::'].some(each => listens.includes(each)))) return [];
  return [{
    key: `${key} ${name}`,
    subject: `${name} on ${label}`,
    says: `${nameOf(first.rule)} lets everybody on the internet reach its port ${String(port)}.`,
    evidence: { interface: key, port, open: open.map(({ family, protocol }) => `${protocol} by ${family}`), ...ruleEvidence(first.rule), listens },
  }];
}
