import { check, references } from '../../../../core/audit';
import { logging } from '../../facts/logging.fact';

/** Logs that an intruder could delete. */
export const noRemoteSyslog = check({
  id: 'backups.no-remote-syslog',
  area: 'backups',
  title: 'Logs stay on the firewall',
  question: 'Are logs sent to a log server?',
  severity: 'medium',
  recommendation: 'Add a log server, over TLS (System > Settings > Logging > Remote).',
  references: references({ 'pci-dss': ['10.3.3'], bsi: ['OPS.1.1.5.A6', 'NET.3.2.A9'], 'nist-800-41': ['5.2.3'], cis: ['8.9'] }),
  needs: { logging },
  judge: ({ logging: { destinations, enabled } }) => {
    if (enabled && destinations.length > 0) return [];
    return [{ key: 'syslog', subject: 'Remote logging', says: enabled ? 'No log server is enabled.' : 'The log daemon is off.', evidence: { enabled, destinations: destinations.map(({ host }) => host) } }];
  },
});
