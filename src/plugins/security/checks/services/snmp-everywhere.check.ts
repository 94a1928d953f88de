import { check, references } from '../../../../core/audit';
import { snmp } from '../../facts/snmp.fact';
import { SNMP_OFF } from '../absent';

/** An agent that a single wrong rule opens to the internet. */
export const snmpEverywhere = check({
  id: 'services.snmp-everywhere',
  area: 'services',
  title: 'The SNMP agent listens everywhere',
  question: 'Does the SNMP agent listen on chosen addresses only?',
  severity: 'low',
  recommendation: 'Choose the addresses that the monitoring asks (Services > Net-SNMP, listen addresses).',
  references: references({ 'pci-dss': ['1.2.5', '2.2.4'], bsi: ['NET.3.2.A6'], cis: ['12.3'] }),
  needs: { snmp },
  judge: ({ snmp: { enabled, listen } }) => {
    if (!enabled) return SNMP_OFF;
    return listen.length > 0 ? [] : [{ key: 'all', subject: 'SNMP agent', says: 'It listens on every address of the firewall, also those outside.', evidence: { listen } }];
  },
});
