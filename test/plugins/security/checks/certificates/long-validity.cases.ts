import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { longValidity } from '../../../../../src/plugins/security/checks/certificates/long-validity.check';
import { authority, days, stored } from './stored';

checkTest(longValidity, {
  fires: [{ says: '826 days', values: { certificates: [stored('a', { from: days(-100), to: days(726) }), stored('b')] }, finds: ['a'] }],
  silent: [{ says: '825 days, and an authority of ten years', values: { certificates: [stored('a', { from: days(-100), to: days(725) }), authority('b', { to: days(3650), usedBy: ['OPNsense.OpenVPN'] })] } }],
  notApplicable: [{ says: 'nothing in use', values: { certificates: [stored('a', { to: days(3650), usedBy: [] })] } }],
});
