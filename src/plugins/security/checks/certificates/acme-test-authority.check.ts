import { check, references } from '../../../../core/audit';
import { acmeCertificates } from '../../facts/acme.fact';
import { NO_ACME } from '../absent';

/** Certificates that nobody trusts. */
export const acmeTestAuthority = check({
  id: 'certificates.acme-test-authority',
  area: 'certificates',
  title: 'A certificate comes from a test authority',
  question: 'Does every certificate of the ACME client come from an authority that is trusted?',
  severity: 'medium',
  recommendation: 'Choose an account with the authority for real certificates and issue it again (Services > ACME Client); warnings that users learn to click away hide attacks.',
  references: references({ 'pci-dss': ['4.2.1', '4.2.1.1'], bsi: ['CON.1.A4'], cis: ['3.10'] }),
  needs: { acme: acmeCertificates },
  judge: ({ acme }) => {
    if (acme.length === 0) return NO_ACME;
    return acme
      .filter(({ authority }) => authority.endsWith('_test'))
      .map(({ uuid, name, authority }) => ({ key: uuid, subject: name, says: 'No browser trusts the authority that it is asked from.', evidence: { authority } }));
  },
});
