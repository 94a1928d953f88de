import { check, references } from '../../../../core/audit';
import { ruleset } from '../../facts/ruleset.fact';
import { nothingToJudge, ruleEvidence } from '../exposure';

/** Web GUI and SSH that a whole network reaches ahead of every rule. */
export const antiLockoutOn = check({
  id: 'firewall.anti-lockout-on',
  area: 'firewall',
  title: 'A whole network reaches the management of the firewall',
  question: 'Do rules of the operator say who reaches web GUI and SSH of the firewall?',
  severity: 'info',
  recommendation: 'Make rules for the addresses of administrators, try them, and then switch the anti-lockout rule off (Firewall > Settings > Advanced).',
  references: references({ 'pci-dss': ['1.2.5', '2.2.6'], bsi: ['NET.3.2.A6'], 'nist-800-41': ['5.2.1'], cis: ['4.6', '12.3'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const nothing = nothingToJudge(rules);
    if (nothing !== undefined) return nothing;
    const own = rules.filter.rules.filter(({ origin, description }) => origin === 'automatic' && description === 'anti-lockout rule');
    const [first] = own;
    if (first === undefined) return [];
    const [name = ''] = first.interfaces;
    return [{
      key: 'anti-lockout',
      subject: 'The anti-lockout rule',
      says: `Everybody on ${rules.filter.interfaces.named(name)?.label ?? name} reaches ports ${own.map(({ destination: { port } }) => port).join(', ')} of the firewall, whatever other rules say.`,
      evidence: ruleEvidence(first),
    }];
  },
});
