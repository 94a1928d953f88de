import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { noRemoteBackup } from '../../../../../src/plugins/security/checks/backups/no-remote-backup.check';
import { backup } from './settings';

checkTest(noRemoteBackup, {
  fires: [{ says: 'none is enabled', values: { backups: [] }, finds: ['backup'] }],
  silent: [{ says: 'one is', values: { backups: [backup('Git', { encrypted: false })] } }],
  notApplicable: 'always applies',
});
