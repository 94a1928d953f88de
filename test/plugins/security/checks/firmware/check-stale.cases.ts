import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { checkStale } from '../../../../../src/plugins/security/checks/firmware/check-stale.check';
import { firmwareOf } from './firmware-of';

const now = Date.UTC(2026, 6, 2);

checkTest(checkStale, {
  fires: [
    { says: 'the last one was too long ago', values: { firmware: firmwareOf({}), now: Date.UTC(2026, 7, 1) }, finds: ['check'] },
    { says: 'none has run', values: { firmware: firmwareOf({ state: 'unchecked' }), now }, finds: ['check'] },
    { says: 'the last one failed', values: { firmware: firmwareOf({ state: 'error' }), now }, finds: ['check'] },
  ],
  silent: [
    { says: 'the last one was days ago', values: { firmware: firmwareOf({}), now } },
    { says: 'on a day with one digit', values: { firmware: firmwareOf({ last_check: 'Wed Jul  1 00:00:00 UTC 2026' }), now } },
  ],
  notApplicable: 'always applies',
  undecided: [{ says: 'the firewall writes dates otherwise', values: { firmware: firmwareOf({ last_check: '30.06.2026' }), now } }],
});
