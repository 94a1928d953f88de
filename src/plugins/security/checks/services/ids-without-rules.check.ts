import { check, references } from '../../../../core/audit';
import { intrusionDetection } from '../../facts/intrusion-detection.fact';
import { IDS_OFF } from '../absent';

/** A guard that was never told what to look for. */
export const idsWithoutRules = check({
  id: 'services.ids-without-rules',
  area: 'services',
  title: 'Intrusion detection has no rules',
  question: 'Does intrusion detection know what to look for?',
  severity: 'medium',
  recommendation: 'Enable lists of rules, download them and have that done daily (Services > Intrusion Detection > Administration > Download).',
  references: references({ 'pci-dss': ['11.5.1'], bsi: ['DER.1.A9'], cis: ['13.3'] }),
  needs: { ids: intrusionDetection },
  judge: ({ ids: { enabled, rules } }) => {
    if (!enabled) return IDS_OFF;
    return rules > 0 ? [] : [{ key: 'ids', subject: 'Intrusion detection', says: 'No list of rules is enabled, and no rule of an operator: it finds nothing.', evidence: { rules } }];
  },
});
