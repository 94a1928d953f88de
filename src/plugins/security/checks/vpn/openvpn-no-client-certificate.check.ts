import { check, references } from '../../../../core/audit';
import { openvpn } from '../../facts/openvpn.fact';
import { NO_TLS_SERVER } from '../absent';

/** Logins that can be guessed. */
export const openvpnNoClientCertificate = check({
  id: 'vpn.openvpn-no-client-certificate',
  area: 'vpn',
  title: 'An OpenVPN server asks clients for no certificate',
  question: 'Do OpenVPN servers ask every client for a certificate?',
  severity: 'medium',
  recommendation: 'Give clients certificates and set "Verify Client Certificate" to require (VPN > OpenVPN > Instances).',
  references: references({ 'pci-dss': ['8.4.3'], bsi: ['ORP.4.A9', 'ORP.4.A21'], cis: ['6.4'] }),
  needs: { instances: openvpn },
  judge: ({ instances }) => {
    const servers = instances.filter(({ role, sharedKey }) => role === 'server' && !sharedKey);
    if (servers.length === 0) return NO_TLS_SERVER;
    return servers.filter(({ clientCertificate }) => !clientCertificate).map(({ key, name }) => ({ key, subject: name, says: 'A name and what that user knows is all that it takes.', evidence: { client_certificate: false } }));
  },
});
