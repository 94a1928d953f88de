import { check, references } from '../../../../core/audit';
import { wireguard } from '../../facts/wireguard.fact';
import { NO_WIREGUARD } from '../absent';

/** Tunnels that are recorded today and read by a later machine. */
export const wireguardNoPsk = check({
  id: 'vpn.wireguard-no-psk',
  area: 'vpn',
  title: 'A WireGuard peer has no pre-shared key',
  question: 'Does every WireGuard peer have a pre-shared key beside its key pair?',
  severity: 'info',
  recommendation: 'Give both ends the same pre-shared key (VPN > WireGuard > Peers): what is recorded today stays secret even when quantum computers break the key pairs.',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A1'], cis: ['3.10'] }),
  needs: { peers: wireguard },
  judge: ({ peers }) => {
    if (peers.length === 0) return NO_WIREGUARD;
    return peers.filter(({ hasPresharedKey }) => !hasPresharedKey).map(({ uuid, name }) => ({ key: uuid, subject: name, says: 'Its tunnel is protected by the key pairs alone.', evidence: { pre_shared_key: false } }));
  },
});
