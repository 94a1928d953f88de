import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { consoleOpen } from '../../../../../src/plugins/security/checks/system/console-open.check';
import { login } from './settings';

checkTest(consoleOpen, {
  fires: [{ says: 'it asks for nothing', values: login({ consoleAsks: false }), finds: ['console'] }],
  silent: [{ says: 'it asks', values: login() }],
  notApplicable: 'always applies',
});
