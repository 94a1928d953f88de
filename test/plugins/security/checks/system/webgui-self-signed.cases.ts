import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { webguiSelfSigned } from '../../../../../src/plugins/security/checks/system/webgui-self-signed.check';
import { authority, stored } from '../certificates/stored';
import { gui } from './settings';

checkTest(webguiSelfSigned, {
  fires: [{ says: 'its own authority', values: { ...gui(), certificates: [stored('refid', { selfSigned: true }), stored('other')] }, finds: ['refid'] }],
  silent: [{ says: 'issued by another', values: { ...gui(), certificates: [stored('refid'), stored('other', { selfSigned: true })] } }],
  notApplicable: [{ says: 'over plain HTTP', values: { ...gui({ https: false }), certificates: [stored('refid', { selfSigned: true })] } }],
  undecided: [
    { says: 'without one that was chosen', values: { ...gui({ certificate: '' }), certificates: [stored('refid')] } },
    { says: 'one that is gone', values: { ...gui(), certificates: [authority('refid')] } },
  ],
});
