import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { developmentVersion } from '../../../../../src/plugins/security/checks/firmware/development-version.check';

checkTest(developmentVersion, {
  fires: [{ says: 'the release type is development', values: { settings: { mirror: '', type: 'devel' } }, finds: ['type'] }],
  silent: [
    { says: 'it is the usual one', values: { settings: { mirror: '', type: '' } } },
    { says: 'it is the business edition', values: { settings: { mirror: '', type: 'business' } } },
  ],
  notApplicable: 'always applies',
});
