import { configured } from '../../../core/audit';
import { at, entriesOf, type Fields, fieldsOf, listOf, textOf } from '../../../core/packet-filter';

/** Who says whether a password is right. */
export interface LoginServer {
  readonly name: string;
  /** `local`, `totp`, `ldap`, `ldap-totp`, `radius`; undefined for one that is gone. */
  readonly kind: string | undefined;
}

/** How the web GUI and the API are served. */
export interface WebGui {
  readonly https: boolean;
  /** The certificate's reference; '' when none was chosen. */
  readonly certificate: string;
  /** Interfaces that it listens on; none for all of them. */
  readonly interfaces: readonly string[];
  /** Minutes without a click until a session ends. */
  readonly sessionMinutes: number;
  readonly hsts: boolean;
  /** Cipher suites as OpenSSL names them; none for the firewall's own choice. */
  readonly ciphers: readonly string[];
  readonly checksRebinding: boolean;
  readonly checksReferer: boolean;
  /** Any of them lets a user in. */
  readonly logins: readonly LoginServer[];
}

const DEFAULT_SESSION_MINUTES = 240;
const LOCAL = { name: 'Local Database', kind: 'local' };

/** The settings of the web GUI. */
export const webGui = configured<WebGui>('the settings of the web GUI', 'system', value => {
  const fields = fieldsOf(at(value, 'webgui'));
  const servers: LoginServer[] = [LOCAL, ...listOf(at(value, 'authserver')).map(each => ({ name: textOf(each, 'name'), kind: textOf(each, 'type') }))];
  const names = textOf(fields, 'authmode').split(',').filter(name => name !== '');
  return {
    https: textOf(fields, 'protocol') === 'https',
    certificate: textOf(fields, 'ssl-certref'),
    interfaces: entriesOf(textOf(fields, 'interfaces')),
    sessionMinutes: Number(textOf(fields, 'session_timeout') || DEFAULT_SESSION_MINUTES),
    hsts: isThere(fields, 'ssl-hsts'),
    ciphers: textOf(fields, 'ssl-ciphers').split(':').filter(name => name !== ''),
    checksRebinding: !isThere(fields, 'nodnsrebindcheck'),
    checksReferer: !isThere(fields, 'nohttpreferercheck'),
    logins: names.length === 0 ? [LOCAL] : names.map(name => ({ name, kind: servers.find(each => each.name === name)?.kind })),
  };
});

// The firewall asks only whether the element is there.
const isThere = (fields: Fields, name: string): boolean => name in fields;
