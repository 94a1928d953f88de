import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { blockedNotLogged } from '../../../../../src/plugins/security/checks/backups/blocked-not-logged.check';
import { logging } from './settings';

checkTest(blockedNotLogged, {
  fires: [{ says: 'it was switched off', values: { logging: logging({ logsDefaultBlock: false }) }, finds: ['default-block'] }],
  silent: [{ says: 'it is as it was installed', values: { logging: logging() } }],
  notApplicable: 'always applies',
});
