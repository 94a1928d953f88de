import { configured } from '../../../core/audit';
import { at, type Fields, fieldsOf, isOn, textOf } from '../../../core/packet-filter';

/** A place to which the firewall sends its configuration by itself. */
export interface RemoteBackup {
  readonly name: string;
  /** False when whoever reads the stored file reads the configuration. */
  readonly encrypted: boolean;
  /** False when whoever sees the transfer reads what is transferred. */
  readonly secureTransport: boolean;
  /** Where to, as configured; '' when that is not one address. */
  readonly target: string;
}

interface Kind {
  readonly name: string;
  /** Elements below `system`. */
  readonly path: readonly string[];
  readonly enabled: string;
  readonly read: (fields: Fields) => Omit<RemoteBackup, 'name'>;
}

const has = (fields: Fields, name: string): boolean => textOf(fields, name) !== '';

const KINDS: readonly Kind[] = [
  { name: 'Google Drive', path: ['remotebackup'], enabled: 'GDriveEnabled', read: fields => ({ encrypted: has(fields, 'GDrivePassword'), secureTransport: true, target: textOf(fields, 'GDriveFolderID') }) },
  {
    name: 'Nextcloud', path: ['backup', 'nextcloud'], enabled: 'enabled',
    read: fields => ({ encrypted: has(fields, 'password_encryption'), secureTransport: !textOf(fields, 'url').startsWith('http://'), target: textOf(fields, 'url') }),
  },
  { name: 'Git', path: ['backup', 'git'], enabled: 'enabled', read: fields => ({ encrypted: false, secureTransport: true, target: textOf(fields, 'url') }) },
  { name: 'SFTP', path: ['backup', 'sftp'], enabled: 'enabled', read: fields => ({ encrypted: has(fields, 'password'), secureTransport: true, target: textOf(fields, 'url') }) },
  {
    name: 'Mail', path: ['backup', 'mailer'], enabled: 'Enabled',
    read: fields => ({ encrypted: has(fields, 'GpgPublicKey'), secureTransport: textOf(fields, 'SmtpTLS') !== '0', target: textOf(fields, 'SmtpHost') }),
  },
];

/** Where the firewall sends its configuration; only what is enabled. */
export const remoteBackups = configured<readonly RemoteBackup[]>('the remote backups', 'system', value =>
  KINDS.flatMap(({ name, path, enabled, read }) => {
    const fields = fieldsOf(at(value, ...path));
    return isOn(fields, enabled) ? [{ name, ...read(fields) }] : [];
  }),
);
