import { type Fact } from '../../../core/audit';
import { configDownload } from '../../../core';
import { wireguardShow } from '../security.endpoints';
import { wireguard } from './wireguard.fact';

const ALL_ROWS = -1;

/** When peers of WireGuard last shook hands, by their public keys: milliseconds since 1970. Those who have not since their instance started are missing. */
export const handshakes: Fact<ReadonlyMap<string, number>> = {
  name: 'the handshakes of WireGuard',
  uses: [configDownload, wireguardShow],
  read: async source => {
    // Where nobody uses it, nobody needs the privilege.
    if ((await source.get(wireguard)).length === 0) return new Map();
    const { rows } = await source.firewall.read(wireguardShow, { body: { type: ['peer'], current: 1, rowCount: ALL_ROWS, searchPhrase: '' } });
    return new Map(rows.flatMap(row => (row['public-key'] === undefined || (row['latest-handshake'] ?? 0) === 0 ? [] : [[row['public-key'], Number(row['latest-handshake']) * 1000]])));
  },
};
