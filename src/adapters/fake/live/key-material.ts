import { createPrivateKey, createPublicKey } from 'node:crypto';
import { type Machine } from '../machine';

/** The head of a PKCS #8 structure before the 32 bytes of an X25519 key. */
const X25519_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** Random bytes, reproducible from the firewall's seed. */
export function randomBytes(machine: Machine, length: number): Buffer {
  const parts: Buffer[] = [];
  // Six bits of a uuid are always the same, so its last six bytes are used.
  for (let made = 0; made < length; made += 6) parts.push(Buffer.from(machine.uuid().slice(24), 'hex'));
  return Buffer.concat(parts).subarray(0, length);
}

/** A WireGuard key pair in base64, as wg makes it. */
export function wireguardKeyPair(machine: Machine): { readonly privkey: string; readonly pubkey: string } {
  const secret = randomBytes(machine, 32);
  // Curve25519 clamps its secrets.
  secret[0] = (secret[0] ?? 0) & 248;
  secret[31] = ((secret[31] ?? 0) & 127) | 64;
  const key = createPrivateKey({ key: Buffer.concat([X25519_HEAD, secret]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { privkey: secret.toString('base64'), pubkey: spki.subarray(-32).toString('base64') };
}

/** A pre-shared key of OpenVPN: 2048 bits in lines of 32 digits, with or without the comment before them. */
export function openvpnStaticKey(machine: Machine, withComment: boolean): string {
  const lines = randomBytes(machine, 256).toString('hex').match(/.{32}/g) ?? [];
  const comment = withComment ? ['#', '# 2048 bit OpenVPN static key', '#'] : [];
  return [...comment, '-----BEGIN OpenVPN Static key V1-----', ...lines, '-----END OpenVPN Static key V1-----'].join('\n');
}

/** A PEM block of random bytes, as OpenVPN's other keys are written. */
export function pemKey(machine: Machine, label: string, bytes: number): string {
  const lines = randomBytes(machine, bytes).toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
}
