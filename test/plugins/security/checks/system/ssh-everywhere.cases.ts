import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { sshEverywhere } from '../../../../../src/plugins/security/checks/system/ssh-everywhere.check';
import { interfaces, ssh } from './settings';

checkTest(sshEverywhere, {
  fires: [
    { says: 'on everything', values: { ...ssh({ interfaces: [] }), interfaces }, finds: ['all'] },
    { says: 'on one that leads outside, whatever its name', values: { ...ssh({ interfaces: ['lan', 'opt7'] }), interfaces }, finds: ['opt7'], severities: ['medium'] },
  ],
  silent: [{ says: 'inside only', values: { ...ssh(), interfaces } }],
  notApplicable: [{ says: 'where SSH is off', values: { ...ssh({ enabled: false, interfaces: [] }), interfaces } }],
});
