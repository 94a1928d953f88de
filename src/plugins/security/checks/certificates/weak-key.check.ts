import { check, references } from '../../../../core/audit';
import { certificates } from '../../facts/certificates.fact';
import { proofOf } from './proof';
import { EMPTY_STORE } from '../absent';

const LEAST_BITS: Readonly<Record<string, number>> = { rsa: 2048, 'rsa-pss': 2048, dsa: 2048, ec: 224 };

/** Keys that can be computed. */
export const weakKey = check({
  id: 'certificates.weak-key',
  area: 'certificates',
  title: 'The key of a certificate is too short',
  question: 'Do all keys have the length that is asked for today (RSA 2048 bits, elliptic curves 224)?',
  severity: 'high',
  recommendation: 'Issue it anew with an elliptic curve or RSA of 3072 bits or more (System > Trust); of an authority, then everything that it signed.',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A1', 'CON.1.A4'], cis: ['3.10'] }),
  needs: { certificates },
  judge: ({ certificates: all }) => {
    if (all.length === 0) return EMPTY_STORE;
    return all
      .filter(({ keyType, keyBits }) => keyBits !== undefined && keyBits < (LEAST_BITS[keyType] ?? 0))
      .map(each => ({ key: each.refid, subject: each.label, says: `Its ${each.keyType.toUpperCase()} key has ${String(each.keyBits)} bits.`, evidence: proofOf(each) }));
  },
});
