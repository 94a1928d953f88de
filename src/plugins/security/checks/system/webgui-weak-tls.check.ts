import { check, references } from '../../../../core/audit';
import { webGui } from '../../facts/web-gui.fact';
import { weakSuites, weakSuitesSay } from '../cipher-suites';
import { NO_TLS } from '../absent';

/** Cipher suites that were chosen by hand and are none of today. */
export const webguiWeakTls = check({
  id: 'system.webgui-weak-tls',
  area: 'system',
  title: 'The web GUI accepts weak cipher suites',
  question: 'Does the web GUI accept only cipher suites with forward secrecy and authenticated encryption?',
  severity: 'medium',
  recommendation: 'Choose no cipher suites, so that OPNsense takes its own, or only those of TLS 1.3 (System > Settings > Administration).',
  references: references({ 'pci-dss': ['2.2.7', '4.2.1'], bsi: ['NET.3.2.A6', 'CON.1.A1'], cis: ['3.10', '12.6'] }),
  needs: { gui: webGui },
  judge: ({ gui: { https, ciphers } }) => {
    if (!https) return NO_TLS;
    const weak = weakSuites(ciphers);
    if (weak.length === 0) return [];
    return [{ key: 'ciphers', subject: 'Web GUI', says: weakSuitesSay(weak), evidence: { weak, chosen: ciphers } }];
  },
});
