import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { webguiEverywhere } from '../../../../../src/plugins/security/checks/system/webgui-everywhere.check';
import { gui, interfaces } from './settings';

checkTest(webguiEverywhere, {
  fires: [
    { says: 'on everything', values: { ...gui({ interfaces: [] }), interfaces }, finds: ['all'] },
    { says: 'on one that leads outside, whatever its name', values: { ...gui({ interfaces: ['lan', 'opt7'] }), interfaces }, finds: ['opt7'], severities: ['medium'] },
  ],
  silent: [{ says: 'inside only', values: { ...gui(), interfaces } }],
  notApplicable: 'always applies',
});
