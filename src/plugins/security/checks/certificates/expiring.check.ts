import { auditTime, check, NotApplicable, references } from '../../../../core/audit';
import { certificates } from '../../facts/certificates.fact';
import { day, proofOf } from './proof';

const MOST_DAYS = 30;
const DAY_MS = 86_400_000;
/** Of a short life only its last sixth: one of 90 days is renewed 30 days before its end, so 15 days tell that nothing renews it. */
const LAST_PART = 6;

/** Certificates that nobody has renewed so far. */
export const expiringCertificate = check({
  id: 'certificates.expiring',
  area: 'certificates',
  title: 'A certificate in use ends soon',
  question: `Do all certificates in use last for another ${String(MOST_DAYS)} days?`,
  severity: 'medium',
  recommendation: 'Renew it before it ends (System > Trust, or Services > ACME Client), and see why nothing has renewed it by itself.',
  references: references({ 'pci-dss': ['4.2.1', '4.2.1.1'], bsi: ['CON.1.A4'], cis: ['3.10'] }),
  needs: { certificates, now: auditTime },
  judge: ({ certificates: all, now }) => {
    const used = all.filter(({ usedBy, from, to }) => usedBy.length > 0 && from <= now && now < to);
    if (used.length === 0) return new NotApplicable('No certificate that is valid is in use.');
    return used
      .filter(({ from, to }) => to - now < Math.min(MOST_DAYS * DAY_MS, (to - from) / LAST_PART))
      .map(each => ({ key: each.refid, subject: each.label, says: `It ends on ${day(each.to)}, in ${String(Math.floor((each.to - now) / DAY_MS))} days.`, evidence: proofOf(each) }));
  },
});
