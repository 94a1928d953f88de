import { check, references } from '../../../../core/audit';
import { ipsec } from '../../facts/ipsec.fact';
import { NO_IPSEC } from '../absent';

/** Shared keys that strangers may guess at home. */
export const ipsecAggressive = check({
  id: 'vpn.ipsec-aggressive',
  area: 'vpn',
  title: 'An IPsec connection uses aggressive mode',
  question: 'Do IPsec connections do without the aggressive mode of IKEv1?',
  severity: 'high',
  recommendation: 'Use IKEv2, which has no such mode, or switch aggressive mode off on both ends (VPN > IPsec > Connections).',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A1'], cis: ['3.10', '12.6'] }),
  needs: { connections: ipsec },
  judge: ({ connections }) => {
    if (connections.length === 0) return NO_IPSEC;
    return connections.filter(({ ikev1, aggressive }) => ikev1 && aggressive).map(({ key, name, sharedKey }) => ({
      key, subject: name, severity: sharedKey ? ('high' as const) : ('low' as const), evidence: { aggressive: true, shared_key: sharedKey },
      says: sharedKey ? 'Whoever asks gets a hash of the shared key, and guesses it at leisure.' : 'Names of both ends are sent in the clear.',
    }));
  },
});
