import { check, references } from '../../../../core/audit';
import { firmwareSettings } from '../../facts/firmware-settings.fact';

/** Updates over HTTP. */
export const plaintextMirror = check({
  id: 'firmware.plaintext-mirror',
  area: 'firmware',
  title: 'Updates come over plain HTTP',
  question: 'Is the mirror for updates asked over TLS?',
  severity: 'low',
  recommendation: 'Choose a mirror whose address starts with https:// (System > Firmware > Settings). Packages are signed, but over HTTP anybody on the way sees what is installed and can hold updates back.',
  references: references({ 'pci-dss': ['2.2.5'], bsi: ['OPS.1.1.3.A15'], cis: ['12.6'] }),
  needs: { settings: firmwareSettings },
  judge: ({ settings: { mirror } }) => (mirror.startsWith('http://') ? [{ key: 'mirror', subject: mirror, says: 'The mirror is asked over plain HTTP.', evidence: { mirror } }] : []),
});
