import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { missingHeaders } from '../../../../../src/plugins/security/checks/haproxy/missing-headers.check';
import { frontend, settings } from './settings';

checkTest(missingHeaders, {
  fires: [
    { says: 'without any', values: frontend({ lines: '' }), finds: ['one'] },
    { says: 'with one of both', values: frontend({ lines: 'x-content-type-options nosniff' }), finds: ['one'] },
  ],
  silent: [
    { says: 'with both', values: frontend() },
    { says: 'with a policy for frames', values: frontend({ lines: "x-content-type-options nosniff\ncontent-security-policy frame-ancestors 'self'" }) },
  ],
  notApplicable: [
    { says: 'where there is nothing of the kind', values: frontend({ tls: false, lines: '' }) },
    { says: 'where HAProxy is off', values: settings({ enabled: false }) },
  ],
});
