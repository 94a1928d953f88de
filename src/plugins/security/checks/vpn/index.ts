import { type Check } from '../../../../core/audit';
import { ipsecAggressive } from './ipsec-aggressive.check';
import { ipsecIkev1 } from './ipsec-ikev1.check';
import { ipsecSharedKey } from './ipsec-shared-key.check';
import { ipsecWeakProposal } from './ipsec-weak-proposal.check';
import { openvpnCompression } from './openvpn-compression.check';
import { openvpnNoClientCertificate } from './openvpn-no-client-certificate.check';
import { openvpnNoControlKey } from './openvpn-no-control-key.check';
import { openvpnSharedKey } from './openvpn-shared-key.check';
import { openvpnUnverifiedServer } from './openvpn-unverified-server.check';
import { openvpnWeakCipher } from './openvpn-weak-cipher.check';
import { wireguardNoPsk } from './wireguard-no-psk.check';
import { wireguardStalePeer } from './wireguard-stale-peer.check';
import { wireguardWidePeer } from './wireguard-wide-peer.check';

/** Who gets in by a tunnel, and who reads what is in it. */
export const vpnChecks: readonly Check[] = [
  ipsecAggressive, ipsecIkev1, ipsecSharedKey, ipsecWeakProposal, openvpnCompression, openvpnNoClientCertificate,
  openvpnNoControlKey, openvpnSharedKey, openvpnUnverifiedServer, openvpnWeakCipher, wireguardNoPsk, wireguardStalePeer,
  wireguardWidePeer,
];
