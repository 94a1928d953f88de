import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { oldTls } from '../../../../../src/plugins/security/checks/haproxy/old-tls.check';
import { frontend, settings } from './settings';

checkTest(oldTls, {
  fires: ['SSLv3', 'TLSv1.0', 'TLSv1.1', 'tlsv10'].map(oldestTls => ({ says: oldestTls, values: frontend({ oldestTls }), finds: ['one'] })),
  silent: ['', 'TLSv1.2', 'TLSv1.3'].map(oldestTls => ({ says: oldestTls || 'where HAProxy chooses', values: frontend({ oldestTls }) })),
  notApplicable: [
    { says: 'where there is nothing of the kind', values: frontend({ tls: false, oldestTls: 'TLSv1.0' }) },
    { says: 'where HAProxy is off', values: settings({ enabled: false }) },
  ],
});
