import { check, references } from '../../../../core/audit';
import { snmp } from '../../facts/snmp.fact';
import { SNMP_OFF } from '../absent';

/** An agent that answers whoever knows, or hears, one word. */
export const snmpCommunity = check({
  id: 'services.snmp-community',
  area: 'services',
  title: 'SNMP versions 1 and 2c are served',
  question: 'Does the SNMP agent serve version 3 alone, with users, passwords and encryption?',
  severity: 'medium',
  recommendation: 'Empty the community and add users of SNMP version 3 (Services > Net-SNMP).',
  references: references({ 'pci-dss': ['2.2.5', '2.2.7'], bsi: ['NET.3.2.A6', 'SYS.1.1.A6'], cis: ['12.6', '4.7'] }),
  needs: { snmp },
  judge: ({ snmp: { enabled, community } }) => {
    if (!enabled) return SNMP_OFF;
    if (community === undefined) return [];
    const isKnown = community === 'known to everybody';
    const says = isKnown ? 'Its community is one that every scanner tries.' : 'Its community travels in the clear, and is all that is asked for.';
    return [{ key: 'community', subject: 'SNMP agent', says, evidence: { community }, severity: isKnown ? 'high' : 'medium' }];
  },
});
