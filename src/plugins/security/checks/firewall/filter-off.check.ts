import { check, references } from '../../../../core/audit';
import { ruleset } from '../../facts/ruleset.fact';

/** A firewall that only routes. */
export const filterOff = check({
  id: 'firewall.filter-off',
  area: 'firewall',
  title: 'The packet filter is off',
  question: 'Does the firewall filter packets?',
  severity: 'critical',
  recommendation: 'Switch the packet filter on again (Firewall > Settings > Advanced, disable firewall).',
  references: references({ 'pci-dss': ['1.4.1', '1.3.1'], bsi: ['NET.3.2.A3'], 'nist-800-41': ['4.1'], cis: ['13.4'] }),
  needs: { rules: ruleset },
  judge: ({ rules: { isOff } }) => (isOff ? [{ key: 'filter', subject: 'The packet filter', says: 'Every packet passes, whatever the rules say, and no address is translated.', evidence: { disablefilter: true } }] : []),
});
