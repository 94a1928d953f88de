import { check, references } from '../../../../core/audit';
import { logging } from '../../facts/logging.fact';

/** A firewall that keeps no logs. */
export const localLoggingOff = check({
  id: 'backups.local-logging-off',
  area: 'backups',
  title: 'Nothing is logged on the firewall',
  question: 'Does the firewall keep logs?',
  severity: 'medium',
  recommendation: 'Switch logging and local logs on (System > Settings > Logging).',
  references: references({ 'pci-dss': ['10.2.1'], bsi: ['NET.3.2.A9', 'OPS.1.1.5.A3'], 'nist-800-41': ['5.2.3'], cis: ['8.2'] }),
  needs: { logging },
  judge: ({ logging: { enabled, local } }) => (enabled && local ? [] : [{ key: 'local', subject: 'Local logs', says: enabled ? 'They are switched off.' : 'The log daemon is off.', evidence: { enabled, local } }]),
});
