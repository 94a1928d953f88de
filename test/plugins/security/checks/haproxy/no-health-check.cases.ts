import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { noHealthCheck } from '../../../../../src/plugins/security/checks/haproxy/no-health-check.check';
import { settings } from './settings';

checkTest(noHealthCheck, {
  fires: [{ says: 'switched off', values: settings({ backends: [{ uuid: 'one', name: 'Pool', checksHealth: false }] }), finds: ['one'] }],
  silent: [{ says: 'switched on', values: settings() }],
  notApplicable: [
    { says: 'where there is nothing of the kind', values: settings({ backends: [] }) },
    { says: 'where HAProxy is off', values: settings({ enabled: false }) },
  ],
});
