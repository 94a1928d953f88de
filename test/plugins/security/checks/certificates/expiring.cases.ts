import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { expiringCertificate } from '../../../../../src/plugins/security/checks/certificates/expiring.check';
import { days, NOW, stored } from './stored';

checkTest(expiringCertificate, {
  fires: [
    { says: '29 days of a year', values: { certificates: [stored('a', { from: days(-336), to: days(29) }), stored('b')], now: NOW }, finds: ['a'] },
    { says: '14 days of 90', values: { certificates: [stored('a', { from: days(-76), to: days(14) })], now: NOW }, finds: ['a'] },
  ],
  silent: [
    { says: '30 days of a year', values: { certificates: [stored('a', { from: days(-335), to: days(30) })], now: NOW } },
    { says: '16 days of 90', values: { certificates: [stored('a', { from: days(-74), to: days(16) })], now: NOW } },
    { says: 'two days of six', values: { certificates: [stored('a', { from: days(-4), to: days(2) })], now: NOW } },
  ],
  notApplicable: [{ says: 'nothing in use, or nothing valid', values: { certificates: [stored('a', { to: days(3), usedBy: [] }), stored('b', { to: days(-1) })], now: NOW } }],
});
