import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { webguiHttp } from '../../../../../src/plugins/security/checks/system/webgui-http.check';
import { gui } from './settings';

checkTest(webguiHttp, {
  fires: [{ says: 'plain HTTP', values: gui({ https: false }), finds: ['protocol'] }],
  silent: [{ says: 'HTTPS', values: gui() }],
  notApplicable: 'always applies',
});
