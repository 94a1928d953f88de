import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { plaintextBackup } from '../../../../../src/plugins/security/checks/backups/plaintext-transport.check';
import { backup } from './settings';

checkTest(plaintextBackup, {
  fires: [{ says: 'over HTTP, even when encrypted', values: { backups: [backup('Nextcloud', { secureTransport: false }), backup('SFTP')] }, finds: ['Nextcloud'] }],
  silent: [{ says: 'over TLS', values: { backups: [backup('Nextcloud', { encrypted: false })] } }],
  notApplicable: [{ says: 'without a backup', values: { backups: [] } }],
});
