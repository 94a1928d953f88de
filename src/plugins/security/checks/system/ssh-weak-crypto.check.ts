import { check, references } from '../../../../core/audit';
import { ssh } from '../../facts/ssh.fact';
import { SSH_OFF } from '../absent';

/** CBC, RC4 and 3DES; MD5 and SHA-1; short tags; Diffie-Hellman groups of 1024 bits; DSA. */
const WEAK = /-cbc\b|^arcfour|^3des|^hmac-(?:md5|sha1)|^umac-64|^diffie-hellman-.*-sha1$|^ssh-(?:rsa|dss)(?:$|-cert-v0)/;

/** Algorithms that were chosen by hand and are none of today. */
export const sshWeakCrypto = check({
  id: 'system.ssh-weak-crypto',
  area: 'system',
  title: 'SSH accepts weak algorithms',
  question: 'Does SSH accept only algorithms that are strong today?',
  severity: 'medium',
  recommendation: 'Choose no algorithms, so that OpenSSH takes its own, or take the weak ones out (System > Settings > Administration, advanced).',
  references: references({ 'pci-dss': ['2.2.7', '4.2.1'], bsi: ['NET.3.2.A6', 'CON.1.A1'], cis: ['3.10', '12.6'] }),
  needs: { ssh },
  judge: ({ ssh: { enabled, algorithms } }) => {
    if (!enabled) return SSH_OFF;
    const weak = algorithms.filter(name => WEAK.test(name));
    return weak.length === 0 ? [] : [{ key: 'algorithms', subject: 'SSH', says: `${weak.join(', ')} can be broken, or soon.`, evidence: { weak } }];
  },
});
