import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { unverifiedServer } from '../../../../../src/plugins/security/checks/haproxy/unverified-server.check';
import { settings } from './settings';

checkTest(unverifiedServer, {
  fires: [{ says: 'unchecked', values: settings({ tlsServers: [{ uuid: 'one', name: 'web', verified: false }] }), finds: ['one'] }],
  silent: [{ says: 'checked', values: settings() }],
  notApplicable: [
    { says: 'where there is nothing of the kind', values: settings({ tlsServers: [] }) },
    { says: 'where HAProxy is off', values: settings({ enabled: false }) },
  ],
});
