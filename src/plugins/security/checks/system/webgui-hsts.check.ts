import { check, references } from '../../../../core/audit';
import { webGui } from '../../facts/web-gui.fact';
import { NO_TLS } from '../absent';

/** Browsers that may be talked into plain HTTP. */
export const webguiHsts = check({
  id: 'system.webgui-hsts',
  area: 'system',
  title: 'Browsers are not told to insist on TLS',
  question: 'Does the web GUI tell browsers to come by TLS only (HSTS)?',
  severity: 'low',
  recommendation: 'Switch on HTTP Strict Transport Security (System > Settings > Administration), once the certificate is one that browsers trust.',
  references: references({ 'pci-dss': ['2.2.7'], bsi: ['NET.3.2.A6'], cis: ['12.6'] }),
  needs: { gui: webGui },
  judge: ({ gui: { https, hsts } }) => {
    if (!https) return NO_TLS;
    return hsts ? [] : [{ key: 'hsts', subject: 'Web GUI', says: 'An attacker on the way can keep a browser on plain HTTP.', evidence: { hsts } }];
  },
});
