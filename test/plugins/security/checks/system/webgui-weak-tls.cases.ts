import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { webguiWeakTls } from '../../../../../src/plugins/security/checks/system/webgui-weak-tls.check';
import { gui } from './settings';

checkTest(webguiWeakTls, {
  fires: ['AES256-SHA', 'AES256-GCM-SHA384', 'ECDHE-RSA-AES256-SHA384', 'DES-CBC3-SHA', 'RC4-MD5'].map(name => ({ says: name, values: gui({ ciphers: ['TLS_AES_256_GCM_SHA384', name] }), finds: ['ciphers'] })),
  silent: [
    { says: "OPNsense's own choice", values: gui() },
    { says: 'modern suites', values: gui({ ciphers: ['TLS_CHACHA20_POLY1305_SHA256', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'DHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES256-CCM8'] }) },
  ],
  notApplicable: [{ says: 'over plain HTTP', values: gui({ https: false, ciphers: ['RC4-MD5'] }) }],
});
