import { check, references } from '../../../../core/audit';
import { remoteBackups } from '../../facts/remote-backups.fact';
import { NO_BACKUP } from '../absent';

/** Backups that are sent without TLS. */
export const plaintextBackup = check({
  id: 'backups.plaintext-transport',
  area: 'backups',
  title: 'A remote backup is sent in the clear',
  question: 'Do all backups travel over an encrypted connection?',
  severity: 'high',
  recommendation: 'Use an https:// address, or TLS for mail (System > Configuration > Backups).',
  references: references({ 'pci-dss': ['1.2.8', '4.2.1'], bsi: ['CON.3.A14'], cis: ['3.10', '11.3'] }),
  needs: { backups: remoteBackups },
  judge: ({ backups }) => {
    if (backups.length === 0) return NO_BACKUP;
    return backups
      .filter(({ secureTransport }) => !secureTransport)
      .map(({ name, target, encrypted }) => ({ key: name, subject: name, says: 'Whoever is on the way can read along and change what is sent.', evidence: { target, encrypted } }));
  },
});
