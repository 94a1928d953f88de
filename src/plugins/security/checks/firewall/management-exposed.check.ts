import { check, type Observation, references } from '../../../../core/audit';
import { type Interface } from '../../facts/interfaces.fact';
import { ruleset, type Ruleset } from '../../facts/ruleset.fact';
import { ssh } from '../../facts/ssh.fact';
import { webGui } from '../../facts/web-gui.fact';
import { nameOf } from '../../traffic/rule-words';
import { nothingToJudge, openings, ruleEvidence } from '../exposure';

/** A way to manage the firewall. */
interface Service {
  readonly name: string;
  readonly port: number;
  /** Interfaces that it listens on; none for all of them. */
  readonly interfaces: readonly string[];
}

/** Web GUI or SSH within reach of everybody. */
export const managementExposed = check({
  id: 'firewall.management-exposed',
  area: 'firewall',
  title: 'The firewall is managed from the internet',
  question: 'Are web GUI and SSH of the firewall out of reach from the internet?',
  severity: 'critical',
  recommendation: 'Delete the rule, or limit its source to addresses of administrators; from elsewhere they come by VPN.',
  references: references({ 'pci-dss': ['1.3.1', '1.4.2', '2.2.7'], bsi: ['NET.3.2.A6'], 'nist-800-41': ['5.2.1'], cis: ['4.6', '12.3'] }),
  needs: { rules: ruleset, gui: webGui, ssh },
  judge: ({ rules, gui, ssh: shell }) => {
    const nothing = nothingToJudge(rules);
    if (nothing !== undefined) return nothing;
    const services: Service[] = [{ name: 'Web GUI', port: rules.webGuiPort, interfaces: gui.interfaces }, ...(shell.enabled ? [{ name: 'SSH', port: rules.sshPort, interfaces: shell.interfaces }] : [])];
    return rules.outside.flatMap(each => services.flatMap(service => exposed(service, each, rules)));
  },
});

function exposed({ name, port, interfaces }: Service, { name: key, label }: Interface, rules: Ruleset): Observation[] {
  const open = openings(key, port, 'tcp', rules);
  const [first] = open;
  if (first === undefined) return [];
  const listens = interfaces.length === 0 || interfaces.includes(key);
  return [{
    key: `${key} ${name}`,
    subject: `${name} on ${label}`,
    says: `${nameOf(first.rule)} lets everybody on the internet reach port ${String(port)}${listens ? '' : '; only that nothing listens there today keeps them out'}.`,
    evidence: { interface: key, port, families: open.map(({ family }) => family), ...ruleEvidence(first.rule), listens },
    ...(listens ? {} : { severity: 'medium' as const }),
  }];
}
