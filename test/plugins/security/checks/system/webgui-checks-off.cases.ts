import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { webguiChecksOff } from '../../../../../src/plugins/security/checks/system/webgui-checks-off.check';
import { gui } from './settings';

checkTest(webguiChecksOff, {
  fires: [
    { says: 'one of them', values: gui({ checksReferer: false }), finds: ['referer'] },
    { says: 'both', values: gui({ checksRebinding: false, checksReferer: false }), finds: ['rebinding', 'referer'] },
  ],
  silent: [{ says: 'both are on', values: gui() }],
  notApplicable: 'always applies',
});
