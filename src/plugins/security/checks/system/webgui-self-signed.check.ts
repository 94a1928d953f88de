import { check, references, Undecided } from '../../../../core/audit';
import { certificates } from '../../facts/certificates.fact';
import { webGui } from '../../facts/web-gui.fact';
import { NO_TLS } from '../absent';

/** A web GUI that no browser can tell from an attacker's. */
export const webguiSelfSigned = check({
  id: 'system.webgui-self-signed',
  area: 'system',
  title: 'The web GUI has a certificate that vouches for itself',
  question: 'Is the certificate of the web GUI issued by an authority that administrators trust?',
  severity: 'low',
  recommendation: 'Issue a certificate by an authority of your own or by ACME, choose it for the web GUI (System > Settings > Administration), and let administrators trust that authority alone.',
  references: references({ 'pci-dss': ['2.2.7', '4.2.1.1'], bsi: ['NET.3.2.A6', 'CON.1.A4'], cis: ['12.6'] }),
  needs: { gui: webGui, certificates },
  judge: ({ gui: { https, certificate }, certificates: all }) => {
    if (!https) return NO_TLS;
    const own = all.find(({ refid, store }) => refid === certificate && store === 'certificates');
    if (own === undefined) return new Undecided('The certificate of the web GUI is not in the trust store, or cannot be read.');
    if (!own.selfSigned) return [];
    return [{ key: own.refid, subject: own.label, says: 'Administrators have to click a warning away, also when it is an attacker who answers.', evidence: { subject: own.subject, issuer: own.issuer } }];
  },
});
