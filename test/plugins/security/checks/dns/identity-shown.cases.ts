import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { identityShown } from '../../../../../src/plugins/security/checks/dns/identity-shown.check';
import { unbound } from './settings';

checkTest(identityShown, {
  fires: [
    { says: 'both', values: unbound({ hidesIdentity: false, hidesVersion: false }), finds: ['identity', 'version'] },
    { says: 'one of them', values: unbound({ hidesVersion: false }), finds: ['version'] },
  ],
  silent: [{ says: 'where both are hidden', values: unbound() }],
  notApplicable: [{ says: 'where Unbound is off', values: unbound({ enabled: false, hidesIdentity: false }) }],
});
