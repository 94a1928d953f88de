import { check, references } from '../../../../core/audit';
import { openvpn } from '../../facts/openvpn.fact';
import { NO_OPENVPN } from '../absent';

/** Years of recordings that one key opens. */
export const openvpnSharedKey = check({
  id: 'vpn.openvpn-shared-key',
  area: 'vpn',
  title: 'An OpenVPN tunnel has one key for ever',
  question: 'Do all OpenVPN tunnels use TLS?',
  severity: 'high',
  recommendation: 'Replace it by an instance with certificates (VPN > OpenVPN > Instances); OpenVPN 2.6 deprecates static keys and 2.8 drops them.',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A1', 'CON.1.A4'], cis: ['3.10', '12.6'] }),
  needs: { instances: openvpn },
  judge: ({ instances }) => {
    if (instances.length === 0) return NO_OPENVPN;
    return instances.filter(({ sharedKey }) => sharedKey).map(({ key, name }) => ({ key, subject: name, says: 'Whoever gets its key reads everything that was ever recorded.', evidence: { shared_key: true } }));
  },
});
