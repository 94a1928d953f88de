import { check, references } from '../../../../core/audit';
import { certificates } from '../../facts/certificates.fact';
import { proofOf } from './proof';
import { NO_CERTIFICATE } from '../absent';

const MOST_DAYS = 825;
const DAY_MS = 86_400_000;

/** Keys that stay in use for years. */
export const longValidity = check({
  id: 'certificates.long-validity',
  area: 'certificates',
  title: 'A certificate in use is valid for years',
  question: `Is every certificate in use issued for at most ${String(MOST_DAYS)} days?`,
  severity: 'info',
  recommendation: 'Issue it anew for about a year, so that its key changes and a stolen one loses its worth; some browsers refuse longer ones.',
  references: references({ 'pci-dss': ['4.2.1.1'], bsi: ['CON.1.A4'] }),
  needs: { certificates },
  judge: ({ certificates: all }) => {
    const used = all.filter(({ store, usedBy, isAuthority }) => store === 'certificates' && !isAuthority && usedBy.length > 0);
    if (used.length === 0) return NO_CERTIFICATE;
    return used
      .filter(({ from, to }) => to - from > MOST_DAYS * DAY_MS)
      .map(each => ({ key: each.refid, subject: each.label, says: `It was issued for ${String(Math.round((each.to - each.from) / DAY_MS))} days.`, evidence: proofOf(each) }));
  },
});
