import { check, references } from '../../../../core/audit';
import { webGui } from '../../facts/web-gui.fact';

/** Passwords and API secrets that anybody on the way can read. */
export const webguiHttp = check({
  id: 'system.webgui-http',
  area: 'system',
  title: 'The web GUI and the API are served over plain HTTP',
  question: 'Are the web GUI and the API served over TLS only?',
  severity: 'critical',
  recommendation: 'Set the protocol to HTTPS (System > Settings > Administration), then change every password and API key that was used meanwhile.',
  references: references({ 'pci-dss': ['2.2.7', '8.3.2'], bsi: ['NET.3.2.A6'], 'nist-800-41': ['5.2.1'], cis: ['4.6', '12.3'] }),
  needs: { gui: webGui },
  judge: ({ gui: { https } }) => (https ? [] : [{ key: 'protocol', subject: 'Web GUI', says: 'Passwords, sessions and API secrets travel unencrypted.', evidence: { https } }]),
});
