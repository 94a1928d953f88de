import { auditTime, check, references, Undecided } from '../../../../core/audit';
import { firmware } from '../../facts/firmware.fact';

/** A release series that gets no updates any more. */
export const endOfLife = check({
  id: 'firmware.end-of-life',
  area: 'firmware',
  title: 'The release series is out of support',
  question: 'Does the installed release series still get security updates?',
  severity: 'high',
  recommendation: 'Upgrade to the current series, one series after the other (System > Firmware > Updates).',
  references: references({ 'pci-dss': ['6.3.3'], bsi: ['OPS.1.1.3.A15'], 'nist-800-41': ['5.5'], cis: ['12.1'] }),
  needs: { firmware, now: auditTime },
  judge: ({ firmware: { product }, now }) => {
    const [, year, month] = /^(\d\d)\.(1|4|7|10)(?:\D|$)/.exec(product?.version ?? '') ?? [];
    if (year === undefined || month === undefined) return new Undecided('The firewall does not tell its version, or it is none that has a known end.');
    const end = endOf(Number(year), Number(month));
    if (now < end) return [];
    const series = `${year}.${month}`;
    return [{
      key: 'series', subject: `OPNsense ${series}`, says: `Its support ended when the next series came out, around ${new Date(end).toISOString().slice(0, 7)}.`,
      evidence: { version: product?.version, product: product?.name },
    }];
  },
});

/** A new series comes out every six months, in the last days of its month at the latest; the one before it ends with that. */
const endOf = (year: number, month: number): number => Date.UTC(2000 + year, month - 1 + 7);
