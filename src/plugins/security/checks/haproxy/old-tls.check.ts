import { check, references } from '../../../../core/audit';
import { haproxy } from '../../facts/haproxy.fact';
import { judgeEach } from './judge-each';

const OLD = /^(?:sslv3|tlsv1\.?[01])$/i;

/** Protocols that were retired. */
export const oldTls = check({
  id: 'haproxy.old-tls',
  area: 'haproxy',
  title: 'A frontend of HAProxy accepts old versions of TLS',
  question: 'Do all TLS frontends ask for TLS 1.2 or newer?',
  severity: 'high',
  recommendation: 'Set the minimum version to TLS 1.2 (Services > HAProxy > Settings, SSL options of the frontend or the global defaults).',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A1'], cis: ['3.10', '12.6'] }),
  needs: { haproxy },
  judge: ({ haproxy }) =>
    judgeEach(haproxy, haproxy.frontends.filter(({ tls }) => tls), 'HAProxy has no frontends with TLS.', ({ uuid, name, oldestTls }) =>
      OLD.test(oldestTls) ? { key: uuid, subject: name, says: `It accepts ${oldestTls}.`, evidence: { oldest: oldestTls } } : undefined),
});
