import { check, references } from '../../../../core/audit';
import { ipsec } from '../../facts/ipsec.fact';
import { NO_IPSEC } from '../absent';

/** A protocol that was retired. */
export const ipsecIkev1 = check({
  id: 'vpn.ipsec-ikev1',
  area: 'vpn',
  title: 'An IPsec connection accepts IKEv1',
  question: 'Do IPsec connections accept IKEv2 only?',
  severity: 'low',
  recommendation: 'Choose IKEv2 on both ends (VPN > IPsec > Connections); RFC 9395 retired IKEv1.',
  references: references({ 'pci-dss': ['1.2.6', '4.2.1'], bsi: ['CON.1.A1'], cis: ['12.6'] }),
  needs: { connections: ipsec },
  judge: ({ connections }) => {
    if (connections.length === 0) return NO_IPSEC;
    return connections.filter(({ ikev1 }) => ikev1).map(({ key, name }) => ({ key, subject: name, says: 'It also speaks the retired version of the protocol.', evidence: { ikev1: true } }));
  },
});
