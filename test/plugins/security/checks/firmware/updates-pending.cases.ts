import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { updatesPending } from '../../../../../src/plugins/security/checks/firmware/updates-pending.check';
import { firmwareOf } from './firmware-of';

checkTest(updatesPending, {
  fires: [
    { says: 'package updates wait', values: { firmware: firmwareOf({ state: 'update', pending_packages: 2 }) }, finds: ['updates'] },
    { says: 'the next series waits', values: { firmware: firmwareOf({ state: 'upgrade', upgrade_to: '27.1' }) }, finds: ['updates'] },
  ],
  silent: [{ says: 'all is installed', values: { firmware: firmwareOf({}) } }],
  notApplicable: 'always applies',
  undecided: [
    { says: 'no check has run', values: { firmware: firmwareOf({ state: 'unchecked' }) } },
    { says: 'the check failed', values: { firmware: firmwareOf({ state: 'error' }) } },
  ],
});
