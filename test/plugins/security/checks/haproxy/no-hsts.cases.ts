import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { noHsts } from '../../../../../src/plugins/security/checks/haproxy/no-hsts.check';
import { frontend, settings } from './settings';

checkTest(noHsts, {
  fires: [{ says: 'without', values: frontend({ hsts: false }), finds: ['one'] }],
  silent: [
    { says: 'by its own switch', values: frontend({ lines: '' }) },
    { says: 'by a rule', values: frontend({ hsts: false, lines: 'strict-transport-security max-age=31536000' }) },
  ],
  notApplicable: [
    { says: 'where there is nothing of the kind', values: frontend({ http: false, hsts: false }) },
    { says: 'where HAProxy is off', values: settings({ enabled: false }) },
  ],
});
