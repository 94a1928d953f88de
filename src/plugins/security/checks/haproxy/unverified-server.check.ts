import { check, references } from '../../../../core/audit';
import { haproxy } from '../../facts/haproxy.fact';
import { judgeEach } from './judge-each';

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
  judge: ({ haproxy }) =>
    judgeEach(haproxy, haproxy.tlsServers, 'HAProxy speaks TLS to no server.', ({ uuid, name, verified }) => (verified ? undefined : { key: uuid, subject: name, says: 'Whoever is on the way can be the server.', evidence: { verified: false } })),
});
