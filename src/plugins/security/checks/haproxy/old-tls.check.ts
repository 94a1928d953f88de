import { check, NotApplicable, references } from '../../../../core/audit';
import { haproxy } from '../../facts/haproxy.fact';

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
  judge: ({ haproxy: { enabled, frontends } }) => {
    if (!enabled) return new NotApplicable('HAProxy is off.');
    const all = frontends.filter(({ tls }) => tls);
    if (all.length === 0) return new NotApplicable('HAProxy has no frontends with TLS.');
    return all.filter(({ oldestTls }) => OLD.test(oldestTls)).map(({ uuid, name, oldestTls }) => ({ key: uuid, subject: name, says: `It accepts ${oldestTls}.`, evidence: { oldest: oldestTls } }));
  },
});
