import { childText } from '../config-document';
import { type Machine } from '../machine';
import { networkDevices } from '../network-devices';

/** What the dynamic DNS client noted when it last told a provider an address. */
export interface UpdateNote {
  readonly address: string;
  /** As PHP's `c` format writes it. */
  readonly time: string;
}

const STATE_FILE_AGE = 3_600_000;

/** The last update of an account that the client has loaded; undefined when it never made one. */
export function lastUpdate(machine: Machine, uuid: string): UpdateNote | undefined {
  const loaded = machine.running.applied('dyndns');
  const account = loaded.find('OPNsense/DynDNS/accounts')?.children.find(each => each.attributes['uuid'] === uuid);
  if (account === undefined || childText(account, 'enabled') !== '1' || childText(loaded.find('OPNsense/DynDNS/general') ?? account, 'enabled') !== '1') return undefined;
  const device = networkDevices(machine.document).find(({ assigned }) => assigned?.key === (childText(account, 'interface') || 'wan'));
  const address = (childText(account, 'checkip').endsWith('6') ? device?.ipv6 : device?.ipv4)?.[0]?.address;
  if (address === undefined) return undefined;
  const time = new Date(Math.floor((machine.now() - STATE_FILE_AGE) / 86_400_000) * 86_400_000 + STATE_FILE_AGE);
  return { address, time: `${time.toISOString().slice(0, 19)}+00:00` };
}
