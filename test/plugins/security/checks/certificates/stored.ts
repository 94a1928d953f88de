import { type AcmeCertificate } from '../../../../../src/plugins/security/facts/acme.fact';
import { type StoredCertificate } from '../../../../../src/plugins/security/facts/certificates.fact';

/** The time of the tests. */
export const NOW = Date.UTC(2026, 0, 1);

/** That many days from now, or before. */
export const days = (count: number): number => NOW + count * 86_400_000;

/** A good certificate of the web GUI, issued 100 days ago for a year, unless said otherwise. */
export function stored(refid: string, facts: Partial<StoredCertificate> = {}): StoredCertificate {
  return {
    refid, label: `Label of ${refid}`, store: 'certificates', hasPrivateKey: true, usedBy: ['system.webgui'], subject: 'CN=fw', issuer: 'CN=CA', selfSigned: false, from: days(-100), to: days(265),
    isAuthority: false, keyType: 'ec', keyBits: 256, digest: 'sha256', purposes: ['server'], ...facts,
  };
}

/** A good authority whose key is elsewhere, unless said otherwise. */
export function authority(refid: string, facts: Partial<StoredCertificate> = {}): StoredCertificate {
  return stored(refid, { store: 'authorities', hasPrivateKey: false, usedBy: [], selfSigned: true, isAuthority: true, purposes: undefined, ...facts });
}

/** A certificate that the ACME client keeps well, unless said otherwise. */
export function acme(uuid: string, facts: Partial<AcmeCertificate> = {}): AcmeCertificate {
  return { uuid, name: `${uuid}.example.net`, renewed: true, status: '200', authority: 'letsencrypt', ...facts };
}
