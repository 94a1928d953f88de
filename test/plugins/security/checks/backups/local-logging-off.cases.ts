import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { localLoggingOff } from '../../../../../src/plugins/security/checks/backups/local-logging-off.check';
import { logging } from './settings';

checkTest(localLoggingOff, {
  fires: [
    { says: 'the daemon is off', values: { logging: logging({ enabled: false }) }, finds: ['local'] },
    { says: 'nothing is kept', values: { logging: logging({ local: false }) }, finds: ['local'] },
  ],
  silent: [{ says: 'logs are kept', values: { logging: logging() } }],
  notApplicable: 'always applies',
});
