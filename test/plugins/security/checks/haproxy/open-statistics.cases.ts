import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { openStatistics } from '../../../../../src/plugins/security/checks/haproxy/open-statistics.check';
import { settings } from './settings';

checkTest(openStatistics, {
  fires: [{ says: 'without a password', values: settings({ statisticsAsk: false }), finds: ['statistics'] }],
  silent: [{ says: 'with one', values: settings() }],
  notApplicable: [
    { says: 'where there is nothing of the kind', values: settings({ statisticsAt: [], statisticsAsk: false }) },
    { says: 'where HAProxy is off', values: settings({ enabled: false }) },
  ],
});
