import { check, references } from '../../../../core/audit';
import { openvpn } from '../../facts/openvpn.fact';
import { NO_TLS_SERVER } from '../absent';

/** A TLS server that everybody may talk to. */
export const openvpnNoControlKey = check({
  id: 'vpn.openvpn-no-control-key',
  area: 'vpn',
  title: 'An OpenVPN server answers strangers',
  question: 'Do OpenVPN servers ask for a static key before TLS (tls-crypt, tls-auth)?',
  severity: 'low',
  recommendation: 'Make a static key of the mode crypt and choose it as TLS static key, on both ends (VPN > OpenVPN > Instances).',
  references: references({ 'pci-dss': ['1.2.6'], bsi: ['NET.3.2.A4'], cis: ['12.6'] }),
  needs: { instances: openvpn },
  judge: ({ instances }) => {
    const servers = instances.filter(({ role, sharedKey }) => role === 'server' && !sharedKey);
    if (servers.length === 0) return NO_TLS_SERVER;
    return servers.filter(({ controlKey }) => !controlKey).map(({ key, name }) => ({ key, subject: name, says: 'Scanners find it, and a flaw of its TLS is open to everybody.', evidence: { static_key: false } }));
  },
});
