import { configured } from '../../../core/audit';
import { at, entriesOf, type Fields, fieldsOf, isOn, listOf, textOf } from '../../../core/packet-filter';

/** Somebody who may use a WireGuard instance that is on, or another site. */
export interface WireguardPeer {
  readonly uuid: string;
  readonly name: string;
  readonly publicKey: string;
  /** Networks whose packets it may send, and gets. */
  readonly allowed: readonly string[];
  readonly hasPresharedKey: boolean;
  /** Whether the firewall knows where to dial it: another site, not somebody on the road. */
  readonly dialled: boolean;
}

const isActive = (fields: Fields): boolean => textOf(fields, 'enabled') !== '0';

/** The peers that WireGuard runs with; none where it is off. */
export const wireguard = configured<readonly WireguardPeer[]>('the settings of WireGuard', 'OPNsense.wireguard', value => {
  if (!isOn(fieldsOf(at(value, 'general')), 'enabled')) return [];
  const used = new Set(listOf(at(value, 'server', 'servers', 'server')).filter(isActive).flatMap(fields => entriesOf(textOf(fields, 'peers'))));
  return listOf(at(value, 'client', 'clients', 'client'))
    .filter(fields => isActive(fields) && used.has(textOf(fields, '@uuid')))
    .map(fields => ({
      uuid: textOf(fields, '@uuid'), name: textOf(fields, 'name'), publicKey: textOf(fields, 'pubkey'), allowed: entriesOf(textOf(fields, 'tunneladdress')),
      hasPresharedKey: textOf(fields, 'psk') !== '', dialled: textOf(fields, 'serveraddress') !== '',
    }));
});
