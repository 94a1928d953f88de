import { type Check } from '../../../../core/audit';
import { acmeFailed } from './acme-failed.check';
import { acmeNotRenewed } from './acme-not-renewed.check';
import { acmeTestAuthority } from './acme-test-authority.check';
import { authorityKeyStored } from './authority-key-stored.check';
import { expiredCertificate } from './expired.check';
import { expiringCertificate } from './expiring.check';
import { longValidity } from './long-validity.check';
import { weakKey } from './weak-key.check';
import { weakSignature } from './weak-signature.check';
import { wrongUse } from './wrong-use.check';

/** The trust store and the ACME client: validity, keys, signatures and use of certificates. */
export const certificatesChecks: readonly Check[] = [
  acmeFailed, acmeNotRenewed, acmeTestAuthority, authorityKeyStored, expiredCertificate, expiringCertificate, longValidity, weakKey,
  weakSignature, wrongUse,
];
