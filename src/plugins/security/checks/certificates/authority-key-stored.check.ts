import { check, NotApplicable, references } from '../../../../core/audit';
import { certificates } from '../../facts/certificates.fact';
import { proofOf } from './proof';

/** Authorities whose key lies on the machine that is attacked first. */
export const authorityKeyStored = check({
  id: 'certificates.authority-key-stored',
  area: 'certificates',
  title: 'The private key of an authority lies on the firewall',
  question: 'Are the private keys of authorities kept elsewhere?',
  severity: 'low',
  recommendation: 'Keep the key of a root offline and let the firewall hold its certificate alone, or an intermediate authority at most (System > Trust > Authorities); it is in every backup, too.',
  references: references({ 'pci-dss': ['4.2.1.1'], bsi: ['CON.1.A4'], cis: ['3.11'] }),
  needs: { certificates },
  judge: ({ certificates: all }) => {
    const authorities = all.filter(({ store }) => store === 'authorities');
    if (authorities.length === 0) return new NotApplicable('There is no authority in the trust store.');
    return authorities
      .filter(({ hasPrivateKey, selfSigned }) => hasPrivateKey && selfSigned)
      .map(each => ({ key: each.refid, subject: each.label, says: 'Whoever gets the configuration can issue certificates that everybody here trusts.', evidence: proofOf(each) }));
  },
});
