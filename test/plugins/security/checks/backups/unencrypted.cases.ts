import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { unencryptedBackup } from '../../../../../src/plugins/security/checks/backups/unencrypted.check';
import { backup } from './settings';

checkTest(unencryptedBackup, {
  fires: [{ says: 'one of two is readable', values: { backups: [backup('Git', { encrypted: false }), backup('Nextcloud')] }, finds: ['Git'] }],
  silent: [{ says: 'all are encrypted', values: { backups: [backup('Nextcloud')] } }],
  notApplicable: [{ says: 'without a backup', values: { backups: [] } }],
});
