import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { expiredCertificate } from '../../../../../src/plugins/security/checks/certificates/expired.check';
import { authority, days, NOW, stored } from './stored';

checkTest(expiredCertificate, {
  fires: [
    { says: 'its time is over, to the day', values: { certificates: [stored('a', { to: NOW }), stored('b')], now: NOW }, finds: ['a'] },
    { says: 'its time has not come', values: { certificates: [stored('a', { from: days(1) })], now: NOW }, finds: ['a'] },
    { says: 'milder where nothing uses it', values: { certificates: [stored('a', { to: days(-1), usedBy: [] }), authority('b', { to: days(-1) })], now: NOW }, finds: ['a', 'b'], severities: ['info', 'info'] },
  ],
  silent: [{ says: 'all are valid', values: { certificates: [stored('a'), authority('b')], now: NOW } }],
  notApplicable: [{ says: 'without certificates', values: { certificates: [], now: NOW } }],
});
