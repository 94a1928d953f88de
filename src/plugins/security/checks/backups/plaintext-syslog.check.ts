import { check, NotApplicable, references } from '../../../../core/audit';
import { logging } from '../../facts/logging.fact';

/** Logs that are sent without TLS. */
export const plaintextSyslog = check({
  id: 'backups.plaintext-syslog',
  area: 'backups',
  title: 'Logs are sent in the clear',
  question: 'Are logs sent over TLS?',
  severity: 'low',
  recommendation: 'Choose TLS as the transport of the log server (System > Settings > Logging > Remote), or keep this traffic on a network of its own and accept the finding.',
  references: references({ 'pci-dss': ['10.3.3'], bsi: ['OPS.1.1.5.A6'], cis: ['3.10', '12.6'] }),
  needs: { logging },
  judge: ({ logging: { destinations } }) => {
    if (destinations.length === 0) return new NotApplicable('No log server is enabled.');
    return destinations
      .filter(({ transport, host }) => !transport.startsWith('tls') && !/^(127\.|::1$|localhost$)/.test(host))
      .map(({ uuid, host, port, transport, description }) => ({
        key: uuid, subject: description || host, says: `${host} gets them over ${transport.slice(0, 3).toUpperCase()} without encryption.`, evidence: { host, port, transport },
      }));
  },
});
