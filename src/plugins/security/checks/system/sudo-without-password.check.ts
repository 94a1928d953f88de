import { check, references } from '../../../../core/audit';
import { localLogin } from '../../facts/local-login.fact';

/** Administrators who become root without being asked. */
export const sudoWithoutPassword = check({
  id: 'system.sudo-without-password',
  area: 'system',
  title: 'Administrators become root without a password',
  question: 'Does sudo ask for a password?',
  severity: 'medium',
  recommendation: 'Set sudo to "Ask password", or disallow it (System > Settings > Administration).',
  references: references({ 'pci-dss': ['2.2.6', '7.2.2'], bsi: ['NET.3.2.A6', 'ORP.4.A9'], cis: ['5.4'] }),
  needs: { login: localLogin },
  judge: ({ login: { sudoWithoutPassword: open } }) => (open ? [{ key: 'sudo', subject: 'sudo', says: 'A stolen key or an open session of an administrator is enough to be root.', evidence: { sudo_allow_wheel: '2' } }] : []),
});
