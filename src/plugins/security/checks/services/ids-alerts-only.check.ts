import { check, references } from '../../../../core/audit';
import { intrusionDetection } from '../../facts/intrusion-detection.fact';
import { IDS_OFF } from '../absent';

/** Attacks that are seen and let through. */
export const idsAlertsOnly = check({
  id: 'services.ids-alerts-only',
  area: 'services',
  title: 'Intrusion detection only looks on',
  question: 'Does intrusion detection stop what it takes for an attack?',
  severity: 'info',
  recommendation: 'Once its alerts are mostly true, switch prevention on and let policies drop the worst (Services > Intrusion Detection > Administration).',
  references: references({ 'pci-dss': ['11.5.1'], cis: ['13.8'] }),
  needs: { ids: intrusionDetection },
  judge: ({ ids: { enabled, prevents } }) => {
    if (!enabled) return IDS_OFF;
    return prevents ? [] : [{ key: 'ids', subject: 'Intrusion detection', says: 'It raises alerts and lets everything pass.', evidence: { prevents } }];
  },
});
