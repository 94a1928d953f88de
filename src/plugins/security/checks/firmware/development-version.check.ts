import { check, references } from '../../../../core/audit';
import { firmwareSettings } from '../../facts/firmware-settings.fact';

/** Development code on a firewall in use. */
export const developmentVersion = check({
  id: 'firmware.development-version',
  area: 'firmware',
  title: 'Development versions are installed',
  question: 'Does the firewall follow releases instead of development?',
  severity: 'medium',
  recommendation: 'Set the release type to "Community" or "Business" (System > Firmware > Settings) and update.',
  references: references({ 'pci-dss': ['2.2.1'], bsi: ['NET.3.2.A4'], 'nist-800-41': ['5.5'], cis: ['12.1'] }),
  needs: { settings: firmwareSettings },
  judge: ({ settings: { type } }) => (type === 'devel' ? [{ key: 'type', subject: 'Release type', says: 'Updates bring what is still being developed.', evidence: { type } }] : []),
});
