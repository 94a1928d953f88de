import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { ntpEverywhere } from '../../../../../src/plugins/security/checks/services/ntp-everywhere.check';
import { interfaces } from '../system/settings';
import { time } from './settings';

checkTest(ntpEverywhere, {
  fires: [
    { says: 'on every interface', values: { ...time({ interfaces: [] }), interfaces }, finds: ['all'] },
    { says: 'on one that leads outside, whatever its name', values: { ...time({ interfaces: ['lan', 'opt7'] }), interfaces }, finds: ['opt7'] },
  ],
  silent: [{ says: 'inside only', values: { ...time({ interfaces: ['lan'] }), interfaces } }],
  notApplicable: [{ says: 'where it serves the firewall alone', values: { ...time({ serves: false, interfaces: [] }), interfaces } }],
});
