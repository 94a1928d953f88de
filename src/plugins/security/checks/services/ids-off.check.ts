import { check, references } from '../../../../core/audit';
import { intrusionDetection } from '../../facts/intrusion-detection.fact';

/** Attacks that nobody looks for. */
export const idsOff = check({
  id: 'services.ids-off',
  area: 'services',
  title: 'Intrusion detection is off',
  question: 'Does something look for attacks in the traffic?',
  severity: 'info',
  recommendation: 'Switch intrusion detection on with lists of rules for what is behind the firewall (Services > Intrusion Detection), or have another machine do it.',
  references: references({ 'pci-dss': ['11.5.1'], bsi: ['DER.1.A9'], cis: ['13.3'] }),
  needs: { ids: intrusionDetection },
  judge: ({ ids: { enabled } }) => (enabled ? [] : [{ key: 'ids', subject: 'Intrusion detection', says: 'Nothing on the firewall looks for attacks in what it lets through.', evidence: { enabled } }]),
});
