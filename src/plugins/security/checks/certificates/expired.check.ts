import { auditTime, check, references } from '../../../../core/audit';
import { certificates } from '../../facts/certificates.fact';
import { day, proofOf } from './proof';
import { EMPTY_STORE } from '../absent';

/** Certificates whose time is over, or has not come. */
export const expiredCertificate = check({
  id: 'certificates.expired',
  area: 'certificates',
  title: 'A certificate is not valid today',
  question: 'Are all certificates and authorities within their time?',
  severity: 'high',
  recommendation: 'Renew what is in use (System > Trust), and delete what is not.',
  references: references({ 'pci-dss': ['4.2.1', '4.2.1.1'], bsi: ['CON.1.A4'], cis: ['3.10'] }),
  needs: { certificates, now: auditTime },
  judge: ({ certificates: all, now }) => {
    if (all.length === 0) return EMPTY_STORE;
    return all
      .filter(({ from, to }) => now < from || now >= to)
      .map(each => ({
        key: each.refid, subject: each.label, says: now < each.from ? `It is valid from ${day(each.from)} on.` : `It ended on ${day(each.to)}${each.usedBy.length > 0 ? ', and is in use' : ''}.`,
        evidence: proofOf(each), ...(each.usedBy.length > 0 ? {} : { severity: 'info' as const }),
      }));
  },
});
