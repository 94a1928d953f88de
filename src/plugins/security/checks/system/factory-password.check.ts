import { check, references } from '../../../../core/audit';
import { factoryPasswords } from '../../facts/factory-passwords.fact';

/** The password that is printed in the manual. */
export const factoryPassword = check({
  id: 'system.factory-password',
  area: 'system',
  title: 'An account has the password of the installation image',
  question: 'Was the password of the installation image changed?',
  severity: 'critical',
  recommendation: 'Change the password now (System > Access > Users), and look through the log for logins that nobody made.',
  references: references({ 'pci-dss': ['2.2.2'], bsi: ['NET.3.2.A4', 'ORP.4.A8'], 'nist-800-41': ['5.2.1'], cis: ['4.7', '5.2'] }),
  needs: { names: factoryPasswords },
  judge: ({ names }) => names.map(name => ({ key: name, subject: name, says: 'Its password is known to everybody.', evidence: { account: name } })),
});
