import { type StoredCertificate } from '../../facts/certificates.fact';

/** What proves a finding about a certificate. */
export function proofOf({ subject, issuer, from, to, store, keyType, keyBits, digest, usedBy }: StoredCertificate): Readonly<Record<string, unknown>> {
  return { subject, issuer, from: day(from), to: day(to), store, key_type: keyType, key_bits: keyBits, digest, used_by: usedBy };
}

/** A day of a time: `2027-03-01`. */
export function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
