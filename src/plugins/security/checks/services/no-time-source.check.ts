import { check, references } from '../../../../core/audit';
import { timeSync } from '../../facts/time-sync.fact';

/** A clock that drifts, and with it the worth of logs and the validity of certificates and one-time passwords. */
export const noTimeSource = check({
  id: 'services.no-time-source',
  area: 'services',
  title: 'The clock of the firewall follows no server',
  question: 'Does the firewall keep its clock by time servers?',
  severity: 'medium',
  recommendation: 'Enter time servers (Services > Network Time > General).',
  references: references({ 'pci-dss': ['10.6.1'], bsi: ['NET.3.2.A22', 'OPS.1.1.5.A4'], cis: ['8.4'] }),
  needs: { time: timeSync },
  judge: ({ time: { servers } }) => (servers.length > 0 ? [] : [{ key: 'clock', subject: 'Network time', says: 'No time server is set, so that nothing corrects the clock.', evidence: { servers } }]),
});
