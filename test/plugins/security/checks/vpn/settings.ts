import { type IpsecConnection } from '../../../../../src/plugins/security/facts/ipsec.fact';
import { type OpenvpnInstance } from '../../../../../src/plugins/security/facts/openvpn.fact';
import { type WireguardPeer } from '../../../../../src/plugins/security/facts/wireguard.fact';

/** Somebody on the road as one should be, unless said otherwise. */
export function peers(facts: Partial<WireguardPeer> = {}): { peers: readonly WireguardPeer[] } {
  return { peers: [{ uuid: 'one', name: 'phone', publicKey: 'key', allowed: ['10.10.10.2/32'], hasPresharedKey: true, dialled: false, ...facts }] };
}

/** A connection as it should be, unless said otherwise. */
export function connections(facts: Partial<IpsecConnection> = {}): { connections: readonly IpsecConnection[] } {
  return { connections: [{ key: 'one', name: 'Branch', ikev1: false, aggressive: false, sharedKey: false, anybody: false, proposals: ['default', 'aes256-sha256-modp2048', 'aes256gcm16-x25519'], ...facts }] };
}

/** A server as it should be, unless said otherwise. */
export function instances(facts: Partial<OpenvpnInstance> = {}): { instances: readonly OpenvpnInstance[] } {
  return { instances: [{ key: 'one', name: 'Staff', role: 'server', sharedKey: false, controlKey: true, clientCertificate: true, checksServer: false, ciphers: ['AES-256-GCM', 'CHACHA20-POLY1305'], digest: 'SHA256', compresses: false, ...facts }] };
}

/** A client as it should be, unless said otherwise. */
export const client = (facts: Partial<OpenvpnInstance> = {}): { instances: readonly OpenvpnInstance[] } => instances({ role: 'client', checksServer: true, controlKey: false, ...facts });
