import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { endOfLife } from '../../../../../src/plugins/security/checks/firmware/end-of-life.check';
import { firmwareOf } from './firmware-of';

checkTest(endOfLife, {
  fires: [
    { says: 'the next series is out', values: { firmware: firmwareOf({}, '26.1.11_1'), now: Date.UTC(2026, 7, 1) }, finds: ['series'] },
    { says: 'over the turn of the year', values: { firmware: firmwareOf({}, '24.7.12'), now: Date.UTC(2025, 1, 1) }, finds: ['series'] },
    { says: 'a business edition', values: { firmware: firmwareOf({}, '25.10.2'), now: Date.UTC(2026, 4, 1) }, finds: ['series'] },
  ],
  silent: [
    { says: 'it is the current one', values: { firmware: firmwareOf({}, '26.1.11'), now: Date.UTC(2026, 6, 31) } },
    { says: 'it is newer than that', values: { firmware: firmwareOf({}, '27.1'), now: Date.UTC(2026, 6, 31) } },
  ],
  notApplicable: 'always applies',
  undecided: [{ says: 'the version is none of a series', values: { firmware: firmwareOf({}, '26.2.a_44'), now: Date.UTC(2026, 6, 31) } }],
});
