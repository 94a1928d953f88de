import { check, NotApplicable, references } from '../../../../core/audit';
import { certificates } from '../../facts/certificates.fact';
import { proofOf } from './proof';

const BROKEN = ['md2', 'md5', 'sha1'];

/** Certificates that somebody else could have made. */
export const weakSignature = check({
  id: 'certificates.weak-signature',
  area: 'certificates',
  title: 'A certificate is signed with a broken digest',
  question: 'Are all certificates signed with SHA-2 or better?',
  severity: 'medium',
  recommendation: 'Issue it anew with SHA-256 or better (System > Trust).',
  references: references({ 'pci-dss': ['4.2.1'], bsi: ['CON.1.A1', 'CON.1.A4'], cis: ['3.10'] }),
  needs: { certificates },
  judge: ({ certificates: all }) => {
    // Nobody relies on the signature of what vouches for itself.
    const signed = all.filter(({ selfSigned }) => !selfSigned);
    if (signed.length === 0) return new NotApplicable('No certificate was signed by another.');
    return signed
      .filter(({ digest }) => digest !== undefined && BROKEN.includes(digest))
      .map(each => ({ key: each.refid, subject: each.label, says: `It is signed with ${String(each.digest).toUpperCase()}, with which another one can be made that has the same signature.`, evidence: proofOf(each) }));
  },
});
