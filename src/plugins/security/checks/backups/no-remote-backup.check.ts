import { check, references } from '../../../../core/audit';
import { remoteBackups } from '../../facts/remote-backups.fact';

/** A configuration that only the firewall has. */
export const noRemoteBackup = check({
  id: 'backups.no-remote-backup',
  area: 'backups',
  title: 'The configuration is not backed up elsewhere',
  question: 'Does the firewall send its configuration somewhere else by itself?',
  severity: 'medium',
  recommendation: 'Set up one of the backups under System > Configuration > Backups (Nextcloud, SFTP, Git, mail or Google Drive, most by plugin), or accept this finding if another system fetches the configuration.',
  references: references({ 'pci-dss': ['1.2.8'], bsi: ['CON.3.A5'], 'nist-800-41': ['5.5'], cis: ['11.2', '11.4'] }),
  needs: { backups: remoteBackups },
  judge: ({ backups }) => (backups.length > 0 ? [] : [{ key: 'backup', subject: 'Remote backup', says: 'None is enabled: with the machine its configuration would be lost.', evidence: { enabled: [] } }]),
});
