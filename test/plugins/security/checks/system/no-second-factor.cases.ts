import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { noSecondFactor } from '../../../../../src/plugins/security/checks/system/no-second-factor.check';
import { gui } from './settings';

checkTest(noSecondFactor, {
  fires: [
    { says: 'local passwords', values: gui({ logins: [{ name: 'Local Database', kind: 'local' }] }), finds: ['Local Database'] },
    { says: 'LDAP beside codes', values: gui({ logins: [{ name: 'Codes', kind: 'totp' }, { name: 'Directory', kind: 'ldap' }, { name: 'Elsewhere', kind: 'radius' }] }), finds: ['Directory'] },
  ],
  silent: [{ says: 'codes only', values: gui({ logins: [{ name: 'Codes', kind: 'totp' }, { name: 'Directory', kind: 'ldap-totp' }] }) }],
  notApplicable: 'always applies',
  undecided: [
    { says: 'what RADIUS asks for', values: gui({ logins: [{ name: 'Elsewhere', kind: 'radius' }] }) },
    { says: 'a server that is gone', values: gui({ logins: [{ name: 'Former', kind: undefined }] }) },
  ],
});
