import { check, references } from '../../../../core/audit';
import { ipsec } from '../../facts/ipsec.fact';
import { NO_IPSEC } from '../absent';

/** Keys that somebody made up. */
export const ipsecSharedKey = check({
  id: 'vpn.ipsec-shared-key',
  area: 'vpn',
  title: 'An IPsec connection relies on a shared key',
  question: 'Do both ends of IPsec connections prove themselves by certificates?',
  severity: 'info',
  recommendation: 'Use certificates or key pairs (VPN > IPsec > Connections, authentication); for people on the road with EAP. Where a shared key stays, make it long and random.',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A4'], cis: ['12.6'] }),
  needs: { connections: ipsec },
  judge: ({ connections }) => {
    if (connections.length === 0) return NO_IPSEC;
    return connections.filter(({ sharedKey }) => sharedKey).map(({ key, name, anybody }) => ({
      key, subject: name, severity: anybody ? ('medium' as const) : ('info' as const), evidence: { shared_key: true, any_address: anybody },
      says: anybody ? 'Everybody who comes has the same key, or one that can be tried from anywhere.' : 'Whoever learns the key can be the other end.',
    }));
  },
});
