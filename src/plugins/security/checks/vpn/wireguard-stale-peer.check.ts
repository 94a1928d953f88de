import { auditTime, check, references } from '../../../../core/audit';
import { handshakes } from '../../facts/handshakes.fact';
import { wireguard } from '../../facts/wireguard.fact';
import { NO_WIREGUARD } from '../absent';

const MOST_DAYS = 90;
const DAY_MS = 86_400_000;

/** A way in that nobody uses any more. */
export const wireguardStalePeer = check({
  id: 'vpn.wireguard-stale-peer',
  area: 'vpn',
  title: 'A WireGuard peer has not been seen for long',
  question: `Was every WireGuard peer that ever came seen within ${String(MOST_DAYS)} days?`,
  severity: 'low',
  recommendation: 'Find out whether the device is still used, and switch its peer off or delete it (VPN > WireGuard > Peers); its key would still open the tunnel.',
  references: references({ 'pci-dss': ['8.2.6'], bsi: ['ORP.4.A2'], cis: ['5.3'] }),
  needs: { peers: wireguard, seen: handshakes, now: auditTime },
  judge: ({ peers, seen, now }) => {
    if (peers.length === 0) return NO_WIREGUARD;
    return peers.flatMap(({ uuid, name, publicKey }) => {
      const last = seen.get(publicKey);
      const days = last === undefined ? 0 : Math.floor((now - last) / DAY_MS);
      if (last === undefined || days <= MOST_DAYS) return [];
      const evidence = { last_handshake: new Date(last).toISOString(), days, most_days: MOST_DAYS };
      return [{ key: uuid, subject: name, says: `Its last handshake was ${String(days)} days ago.`, evidence, fix: { tool: 'opn_update_wireguard_peer', arguments: { uuid, enabled: false } } }];
    });
  },
});
