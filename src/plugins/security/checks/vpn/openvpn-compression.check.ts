import { check, references } from '../../../../core/audit';
import { openvpn } from '../../facts/openvpn.fact';
import { NO_OPENVPN } from '../absent';

/** Lengths that give contents away. */
export const openvpnCompression = check({
  id: 'vpn.openvpn-compression',
  area: 'vpn',
  title: 'OpenVPN compresses',
  question: 'Do OpenVPN tunnels do without compression?',
  severity: 'medium',
  recommendation: 'Set compression to none on both ends (VPN > OpenVPN, legacy servers and clients).',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A1'], cis: ['3.10'] }),
  needs: { instances: openvpn },
  judge: ({ instances }) => {
    if (instances.length === 0) return NO_OPENVPN;
    return instances.filter(({ compresses }) => compresses).map(({ key, name }) => ({ key, subject: name, says: 'Lengths of its packets give away what is in them (VORACLE).', evidence: { compresses: true } }));
  },
});
