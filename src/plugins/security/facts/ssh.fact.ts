import { configured } from '../../../core/audit';
import { at, entriesOf, fieldsOf, textOf } from '../../../core/packet-filter';

/** The settings of the Secure Shell. */
export interface Ssh {
  readonly enabled: boolean;
  readonly rootLogin: boolean;
  readonly passwordLogin: boolean;
  /** Interfaces that it listens on; none for all of them. */
  readonly interfaces: readonly string[];
  /** What was chosen by hand of key exchanges, ciphers, message authentication and signatures; none for OpenSSH's own choice. */
  readonly algorithms: readonly string[];
}

/** The settings of the Secure Shell. */
export const ssh = configured<Ssh>('the settings of the Secure Shell', 'system', value => {
  const fields = fieldsOf(at(value, 'ssh'));
  return {
    // The firewall asks only whether these elements are there.
    enabled: 'enabled' in fields,
    rootLogin: 'permitrootlogin' in fields,
    passwordLogin: 'passwordauth' in fields,
    interfaces: entriesOf(textOf(fields, 'interfaces')),
    algorithms: ['kex', 'ciphers', 'macs', 'keysig'].flatMap(name => entriesOf(textOf(fields, name))),
  };
});
