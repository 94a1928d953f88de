import { check, references } from '../../../../core/audit';
import { acmeCertificates } from '../../facts/acme.fact';
import { NO_ACME } from '../absent';

/** What became of the last attempt, by OPNsense's code; other codes are no failures. */
const FAILURES: Readonly<Record<string, string>> = { '300': 'its configuration is wrong', '400': 'the domain could not be validated', '500': 'an internal error' };

/** Certificates that will end because their renewal fails. */
export const acmeFailed = check({
  id: 'certificates.acme-failed',
  area: 'certificates',
  title: 'The ACME client could not issue a certificate',
  question: "Did the last attempt of each of the ACME client's certificates succeed?",
  severity: 'medium',
  recommendation: 'Read the log of the ACME client (Services > ACME Client > Log Files), repair the cause, and issue the certificate again.',
  references: references({ 'pci-dss': ['4.2.1.1', '10.7.2'], bsi: ['CON.1.A4'], cis: ['3.10'] }),
  needs: { acme: acmeCertificates },
  judge: ({ acme }) => {
    if (acme.length === 0) return NO_ACME;
    return acme.flatMap(({ uuid, name, status }) => {
      const cause = FAILURES[status];
      return cause === undefined ? [] : [{ key: uuid, subject: name, says: `The last attempt failed: ${cause}.`, evidence: { status } }];
    });
  },
});
