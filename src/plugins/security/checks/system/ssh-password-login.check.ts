import { check, references } from '../../../../core/audit';
import { ssh } from '../../facts/ssh.fact';
import { SSH_OFF } from '../absent';

/** Logins that can be guessed. */
export const sshPasswordLogin = check({
  id: 'system.ssh-password-login',
  area: 'system',
  title: 'SSH accepts passwords',
  question: 'Does SSH accept keys only?',
  severity: 'high',
  recommendation: 'Give every account a key, then switch "Permit password login" off (System > Settings > Administration).',
  references: references({ 'pci-dss': ['2.2.7', '8.4.1'], bsi: ['NET.3.2.A6', 'ORP.4.A9'], 'nist-800-41': ['5.2.1'], cis: ['4.6', '6.5'] }),
  needs: { ssh },
  judge: ({ ssh: { enabled, passwordLogin } }) => {
    if (!enabled) return SSH_OFF;
    return passwordLogin ? [{ key: 'password', subject: 'SSH', says: 'Passwords can be guessed and caught; a key cannot.', evidence: { passwordauth: true } }] : [];
  },
});
