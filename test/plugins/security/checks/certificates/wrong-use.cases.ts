import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { wrongUse } from '../../../../../src/plugins/security/checks/certificates/wrong-use.check';
import { authority, stored } from './stored';

checkTest(wrongUse, {
  fires: [
    { says: "a client's certificate for the web GUI", values: { certificates: [stored('a', { purposes: ['client'] }), stored('b')] }, finds: ['a'] },
    { says: 'an authority as certificate of a service', values: { certificates: [stored('a', { isAuthority: true, usedBy: ['OPNsense.OpenVPN'] })] }, finds: ['a'] },
  ],
  silent: [
    { says: 'for what they were made for', values: { certificates: [stored('a', { purposes: ['client', 'server'] }), stored('b', { purposes: undefined }), stored('c', { purposes: ['client'], usedBy: ['OPNsense.OpenVPN'] })] } },
    { says: 'authorities among the authorities', values: { certificates: [stored('a'), authority('b', { usedBy: ['OPNsense.OpenVPN'] })] } },
  ],
  notApplicable: [{ says: 'nothing in use', values: { certificates: [stored('a', { purposes: ['client'], usedBy: [] })] } }],
});
