import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { noTimeSource } from '../../../../../src/plugins/security/checks/services/no-time-source.check';
import { time } from './settings';

checkTest(noTimeSource, {
  fires: [{ says: 'no server is set', values: time({ servers: [] }), finds: ['clock'] }],
  silent: [{ says: 'a server is set', values: time() }],
  notApplicable: 'always applies',
});
