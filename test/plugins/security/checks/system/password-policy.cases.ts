import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { passwordPolicy } from '../../../../../src/plugins/security/checks/system/password-policy.check';
import { login } from './settings';

checkTest(passwordPolicy, {
  fires: [
    { says: 'there is none', values: login({ policy: false }), finds: ['policy'] },
    { says: 'it asks for no length', values: login({ leastLength: 0 }), finds: ['policy'] },
    { says: 'it asks for ten', values: login({ leastLength: 10 }), finds: ['policy'] },
  ],
  silent: [{ says: 'it asks for twelve', values: login() }],
  notApplicable: 'always applies',
});
