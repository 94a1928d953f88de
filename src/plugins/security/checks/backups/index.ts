import { type Check } from '../../../../core/audit';
import { blockedNotLogged } from './blocked-not-logged.check';
import { localLoggingOff } from './local-logging-off.check';
import { noRemoteBackup } from './no-remote-backup.check';
import { noRemoteSyslog } from './no-remote-syslog.check';
import { plaintextSyslog } from './plaintext-syslog.check';
import { plaintextBackup } from './plaintext-transport.check';
import { shortRetention } from './short-retention.check';
import { unencryptedBackup } from './unencrypted.check';

/** Backups and logs: what is left after an accident or an attack. */
export const backupsChecks: readonly Check[] = [blockedNotLogged, localLoggingOff, noRemoteBackup, noRemoteSyslog, plaintextSyslog, plaintextBackup, shortRetention, unencryptedBackup];
