import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { shortRetention } from '../../../../../src/plugins/security/checks/backups/short-retention.check';
import { logging, server } from './settings';

checkTest(shortRetention, {
  fires: [{ says: '89 days and no log server', values: { logging: logging({ days: 89 }) }, finds: ['days'] }],
  silent: [
    { says: '90 days', values: { logging: logging({ days: 90 }) } },
    { says: 'a log server has them', values: { logging: logging({ days: 7, destinations: [server('tls4')] }) } },
  ],
  notApplicable: [{ says: 'where nothing is kept', values: { logging: logging({ local: false }) } }],
});
