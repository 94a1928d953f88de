import { check, references } from '../../../../core/audit';
import { ssh } from '../../facts/ssh.fact';
import { SSH_OFF } from '../absent';

/** Changes that nobody can be held to. */
export const sshRootLogin = check({
  id: 'system.ssh-root-login',
  area: 'system',
  title: 'Root may log in by SSH',
  question: 'Do administrators log in by SSH under their own names?',
  severity: 'medium',
  recommendation: 'Give administrators accounts of their own with keys, and switch "Permit root user login" off (System > Settings > Administration).',
  references: references({ 'pci-dss': ['8.2.2', '2.2.2'], bsi: ['NET.3.2.A6', 'ORP.4.A9'], 'nist-800-41': ['5.2.1'], cis: ['4.7', '5.4'] }),
  needs: { ssh },
  judge: ({ ssh: { enabled, rootLogin } }) => {
    if (!enabled) return SSH_OFF;
    return rootLogin ? [{ key: 'root', subject: 'root', says: 'The one name that every attacker knows is accepted.', evidence: { permitrootlogin: true } }] : [];
  },
});
