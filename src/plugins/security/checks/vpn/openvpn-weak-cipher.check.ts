import { check, references, type Severity } from '../../../../core/audit';
import { openvpn } from '../../facts/openvpn.fact';
import { NO_OPENVPN } from '../absent';

/** Authenticated encryption, the only kind that OpenVPN chooses by itself. */
const STRONG = /-GCM$|POLY1305$/i;
/** Nothing, blocks of 64 bits, and digests with collisions. */
const BROKEN = /^(?:none|BF|DES|RC2|CAST5|MD4|MD5|IDEA)/i;
const OLD_DIGEST = /^(?:SHA1|RIPEMD160|RSA-SHA1)$/i;

/** Tunnels that can be broken, or soon. */
export const openvpnWeakCipher = check({
  id: 'vpn.openvpn-weak-cipher',
  area: 'vpn',
  title: 'OpenVPN accepts old algorithms',
  question: 'Does OpenVPN accept only ciphers with authenticated encryption, and no old digests?',
  severity: 'low',
  recommendation: 'Choose AES-256-GCM, AES-128-GCM or CHACHA20-POLY1305 as data ciphers, without a fallback, and no digest or SHA256 and up (VPN > OpenVPN > Instances).',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A1'], cis: ['3.10', '12.6'] }),
  needs: { instances: openvpn },
  judge: ({ instances }) => {
    if (instances.length === 0) return NO_OPENVPN;
    return instances.flatMap(({ key, name, ciphers, digest }) => {
      const old = [...ciphers.filter(cipher => !STRONG.test(cipher)), ...(OLD_DIGEST.test(digest) || BROKEN.test(digest) ? [digest] : [])];
      const severity: Severity = old.some(each => BROKEN.test(each)) ? 'high' : 'low';
      return old.length === 0 ? [] : [{ key, subject: name, severity, says: `${old.join(', ')} ${severity === 'high' ? 'protects little or nothing' : 'was superseded'}.`, evidence: { ciphers, digest } }];
    });
  },
});
