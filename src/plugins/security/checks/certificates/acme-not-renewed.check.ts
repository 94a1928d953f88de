import { check, references } from '../../../../core/audit';
import { acmeCertificates } from '../../facts/acme.fact';
import { NO_ACME } from '../absent';

/** Certificates of a short life that nothing renews. */
export const acmeNotRenewed = check({
  id: 'certificates.acme-not-renewed',
  area: 'certificates',
  title: 'A certificate of the ACME client is not renewed by itself',
  question: "Are all of the ACME client's certificates renewed by themselves?",
  severity: 'low',
  recommendation: 'Switch the client and its auto renewal on (Services > ACME Client > Settings), and auto renewal of the certificate itself.',
  references: references({ 'pci-dss': ['4.2.1.1'], bsi: ['CON.1.A4'] }),
  needs: { acme: acmeCertificates },
  judge: ({ acme }) => {
    if (acme.length === 0) return NO_ACME;
    return acme.filter(({ renewed }) => !renewed).map(({ uuid, name, renewed }) => ({ key: uuid, subject: name, says: 'It ends unless somebody thinks of it.', evidence: { renewed } }));
  },
});
