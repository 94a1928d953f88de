import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { mdnsOutside } from '../../../../../src/plugins/security/checks/services/mdns-outside.check';
import { interfaces } from '../system/settings';

checkTest(mdnsOutside, {
  fires: [
    { says: 'one of three leads outside, whatever its name', values: { repeater: { enabled: true, interfaces: ['lan', 'opt7', 'opt1'] }, interfaces }, finds: ['opt7'] },
    { says: 'one of two', values: { repeater: { enabled: true, interfaces: ['lan', 'opt7'] }, interfaces }, finds: ['opt7'] },
  ],
  silent: [{ says: 'inside only', values: { repeater: { enabled: true, interfaces: ['lan', 'opt1'] }, interfaces } }],
  notApplicable: [{ says: 'where it is off', values: { repeater: { enabled: false, interfaces: ['lan', 'opt7'] }, interfaces } }],
});
