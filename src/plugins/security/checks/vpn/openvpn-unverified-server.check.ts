import { check, NotApplicable, references } from '../../../../core/audit';
import { openvpn } from '../../facts/openvpn.fact';

/** A client that takes another client for its server. */
export const openvpnUnverifiedServer = check({
  id: 'vpn.openvpn-unverified-server',
  area: 'vpn',
  title: 'An OpenVPN client does not check that a server answers',
  question: 'Do OpenVPN clients check that the certificate of the other end is a server\'s?',
  severity: 'medium',
  recommendation: 'Switch "Verify Remote Certificate" on (VPN > OpenVPN > Instances).',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A4'], cis: ['12.6'] }),
  needs: { instances: openvpn },
  judge: ({ instances }) => {
    const clients = instances.filter(({ role, sharedKey }) => role === 'client' && !sharedKey);
    if (clients.length === 0) return new NotApplicable('OpenVPN has no clients with TLS that are on.');
    return clients.filter(({ checksServer }) => !checksServer).map(({ key, name }) => ({ key, subject: name, says: 'Everybody with a certificate of the same authority can pose as the server.', evidence: { checks_server: false } }));
  },
});
