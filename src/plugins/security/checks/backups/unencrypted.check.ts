import { check, references } from '../../../../core/audit';
import { remoteBackups } from '../../facts/remote-backups.fact';
import { NO_BACKUP } from '../absent';

/** Backups that anybody with access to the place can read. */
export const unencryptedBackup = check({
  id: 'backups.unencrypted',
  area: 'backups',
  title: 'A remote backup is not encrypted',
  question: 'Is every backup encrypted before it leaves the firewall?',
  severity: 'medium',
  recommendation: 'Set an encryption password for the backup (System > Configuration > Backups); Git keeps the configuration in the clear, so guard that repository like the firewall itself.',
  references: references({ 'pci-dss': ['1.2.8'], bsi: ['CON.3.A14'], cis: ['11.3'] }),
  needs: { backups: remoteBackups },
  judge: ({ backups }) => {
    if (backups.length === 0) return NO_BACKUP;
    return backups
      .filter(({ encrypted }) => !encrypted)
      .map(({ name, target }) => ({ key: name, subject: name, says: 'Keys, password hashes and all rules are stored there readable.', evidence: { target, encrypted: false } }));
  },
});
