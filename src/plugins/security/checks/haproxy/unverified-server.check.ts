import { check, NotApplicable, references } from '../../../../core/audit';
import { haproxy } from '../../facts/haproxy.fact';

/** TLS with whoever answers. */
export const unverifiedServer = check({
  id: 'haproxy.unverified-server',
  area: 'haproxy',
  title: 'HAProxy does not check a server\'s certificate',
  question: 'Are certificates of servers behind HAProxy checked?',
  severity: 'medium',
  recommendation: 'Choose the authority that signed the server\'s certificate and switch "Verify SSL Certificate" on (Services > HAProxy > Settings, Real Servers).',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A4'], cis: ['3.10', '12.6'] }),
  needs: { haproxy },
  judge: ({ haproxy: { enabled, tlsServers } }) => {
    if (!enabled) return new NotApplicable('HAProxy is off.');
    if (tlsServers.length === 0) return new NotApplicable('HAProxy speaks TLS to no server.');
    return tlsServers.filter(({ verified }) => !verified).map(({ uuid, name }) => ({ key: uuid, subject: name, says: 'Whoever is on the way can be the server.', evidence: { verified: false } }));
  },
});
