import { configured } from '../../../core/audit';
import { at, fieldsOf, isOn, textOf } from '../../../core/packet-filter';

/** How people are let in at the console and with local passwords. */
export interface LocalLogin {
  /** False when whoever sits before the console may do everything. */
  readonly consoleAsks: boolean;
  /** Administrators become root without a password. */
  readonly sudoWithoutPassword: boolean;
  /** Whether new passwords have to meet anything. */
  readonly policy: boolean;
  /** The least length that the policy asks for; 0 when it asks for none. */
  readonly leastLength: number;
}

/** The settings of the console, of sudo and of local passwords. */
export const localLogin = configured<LocalLogin>('the settings of local logins', 'system', value => {
  const fields = fieldsOf(value);
  const web = fieldsOf(at(value, 'webgui'));
  return {
    // The firewall asks only whether the element is there.
    consoleAsks: 'disableconsolemenu' in fields,
    sudoWithoutPassword: textOf(fields, 'sudo_allow_wheel') === '2',
    policy: isOn(web, 'enable_password_policy_constraints'),
    leastLength: Number(textOf(web, 'password_policy_length') || 0),
  };
});
