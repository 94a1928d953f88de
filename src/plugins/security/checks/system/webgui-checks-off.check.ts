import { check, references } from '../../../../core/audit';
import { webGui } from '../../facts/web-gui.fact';

/** Protections against web pages that attack the web GUI. */
export const webguiChecksOff = check({
  id: 'system.webgui-checks-off',
  area: 'system',
  title: 'A protection of the web GUI is switched off',
  question: 'Does the web GUI refuse foreign host names and referrers?',
  severity: 'medium',
  recommendation: 'Switch the checks on again, and list other names of the firewall as alternate host names instead (System > Settings > Administration).',
  references: references({ 'pci-dss': ['2.2.6'], bsi: ['NET.3.2.A6'], cis: ['4.6'] }),
  needs: { gui: webGui },
  judge: ({ gui: { checksRebinding, checksReferer } }) => [
    ...(checksRebinding ? [] : [{ key: 'rebinding', subject: 'DNS rebinding check', says: 'A web page can reach the web GUI under a name of its own.', evidence: { nodnsrebindcheck: true } }]),
    ...(checksReferer ? [] : [{ key: 'referer', subject: 'HTTP_REFERER check', says: 'A web page can send requests in the name of who is logged in.', evidence: { nohttpreferercheck: true } }]),
  ],
});
