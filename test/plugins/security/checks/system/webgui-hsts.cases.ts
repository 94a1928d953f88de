import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { webguiHsts } from '../../../../../src/plugins/security/checks/system/webgui-hsts.check';
import { gui } from './settings';

checkTest(webguiHsts, {
  fires: [{ says: 'without it', values: gui({ hsts: false }), finds: ['hsts'] }],
  silent: [{ says: 'with it', values: gui() }],
  notApplicable: [{ says: 'over plain HTTP', values: gui({ https: false, hsts: false }) }],
});
