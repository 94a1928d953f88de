import { check, NotApplicable, references } from '../../../../core/audit';
import { resolver } from '../../facts/resolver.fact';

/** DNSSEC that an attacker switches off. */
export const dnssecStrippable = check({
  id: 'dns.dnssec-strippable',
  area: 'dns',
  title: 'Answers pass when their signatures are taken away',
  question: 'Is an answer refused that lacks the signatures it should have?',
  severity: 'low',
  recommendation: 'Switch "Harden DNSSEC Data" on (Services > Unbound DNS > Advanced).',
  references: references({ 'pci-dss': ['2.2.6'], bsi: ['APP.3.6.A17'], cis: ['4.2'] }),
  needs: { resolver },
  judge: ({ resolver: { enabled, dnssec, needsSignatures } }) => {
    if (!enabled || !dnssec) return new NotApplicable('Unbound checks no signatures.');
    return needsSignatures ? [] : [{ key: 'unbound', subject: 'Unbound', says: 'Whoever forges an answer leaves its signatures out, and is believed.', evidence: { dnssecstripped: false } }];
  },
});
