import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { webguiSession } from '../../../../../src/plugins/security/checks/system/webgui-session.check';
import { gui } from './settings';

checkTest(webguiSession, {
  fires: [
    { says: 'four hours', values: gui({ sessionMinutes: 240 }), finds: ['timeout'] },
    { says: 'milder up to an hour', values: gui({ sessionMinutes: 60 }), finds: ['timeout'], severities: ['info'] },
  ],
  silent: [{ says: 'a quarter of an hour', values: gui({ sessionMinutes: 15 }) }],
  notApplicable: 'always applies',
});
