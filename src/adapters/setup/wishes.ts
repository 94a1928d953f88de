import { type HostName } from './hosts';

/** What was said at the command line; whatever is missing is asked for, or has a default. */
export interface SetupWishes {
  readonly name?: string;
  readonly url?: string;
  readonly keyFile?: string;
  readonly key?: string;
  /** Read from standard input. */
  readonly secret?: string;
  readonly secretCommand?: readonly string[];
  /** The fingerprint to pin. */
  readonly pin?: string;
  /** True to pin the certificate that is presented, whatever it is. */
  readonly acceptCertificate: boolean;
  readonly caFile?: string;
  /** False, true, or the domains that may be changed. */
  readonly writes?: boolean | readonly string[];
  readonly toolsets?: readonly string[];
  /** Programs to configure; `print` shows what to put into one. */
  readonly hosts?: readonly (HostName | 'print')[];
  /** True to become the firewall that a call means which names none. */
  readonly isDefault: boolean;
  /** True to store it although something does not work. */
  readonly force: boolean;
}

/** What `none`, `all` or a list of domains means. */
export function asWrites(text: string): boolean | readonly string[] {
  const names = asList(text);
  return names.length === 0 || names.join() === 'none' ? false : names.join() === 'all' ? true : names;
}

/** Names with commas between them, in lower case. */
export const asList = (text: string): string[] => text.split(',').map(each => each.trim().toLowerCase()).filter(each => each !== '');
