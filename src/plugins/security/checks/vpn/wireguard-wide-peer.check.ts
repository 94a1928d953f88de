import { check, references } from '../../../../core/audit';
import { wireguard } from '../../facts/wireguard.fact';
import { NO_WIREGUARD } from '../absent';

/** Somebody who may send with any address. */
export const wireguardWidePeer = check({
  id: 'vpn.wireguard-wide-peer',
  area: 'vpn',
  title: 'A WireGuard peer on the road may use any address',
  question: 'May every WireGuard peer on the road use only its own addresses?',
  severity: 'high',
  recommendation: 'Allow the peer its own tunnel address only, such as 10.10.10.2/32 (VPN > WireGuard > Peers); what it may reach is a matter of its own configuration and of firewall rules.',
  references: references({ 'pci-dss': ['1.4.3'], bsi: ['NET.3.2.A3'], 'nist-800-41': ['4.1.1'], cis: ['12.2'] }),
  needs: { peers: wireguard },
  judge: ({ peers }) => {
    if (peers.length === 0) return NO_WIREGUARD;
    return peers.flatMap(({ uuid, name, allowed, dialled }) => {
      const wide = dialled ? [] : allowed.filter(network => /\/0$/.test(network));
      return wide.length === 0 ? [] : [{ key: uuid, subject: name, says: `It may send as anybody in ${wide.join(' and ')}, and packets for everybody go to it.`, evidence: { allowed_ips: allowed } }];
    });
  },
});
