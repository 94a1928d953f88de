import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { upnpOn } from '../../../../../src/plugins/security/checks/services/upnp.check';

checkTest(upnpOn, {
  fires: [{ says: 'it is on', values: { enabled: true }, finds: ['upnp'] }],
  silent: [{ says: 'it is off', values: { enabled: false } }],
  notApplicable: 'always applies',
});
