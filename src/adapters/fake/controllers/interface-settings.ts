import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { getModel } from '../model/model-calls';
import { isObject } from '../model/php';
import { networkDevices } from '../network-devices';

const YEAR_2000 = 946_684_800;

/** interfaces/settings: what holds for all interfaces (26.1 and later). */
export const interfaceSettingsActions: ActionTable = {
  'interfaces/settings/get': (call, machine) => ({ json: { ...named(getModel('OPNsense.Interfaces.Settings', 'settings', call, machine).json), duids: duids(machine) } }),
  'interfaces/settings/reconfigure': (call: ApiCall) => ({ json: { status: call.method === 'POST' ? 'ok' : 'failed' } }),
};

// Adding a name to an empty list makes it an object.
const named = (value: unknown): object => (isObject(value) && !Array.isArray(value) ? value : {});

/** DHCP ids that the firewall could use, by kind, and the one it uses. */
function duids(machine: Machine): unknown {
  const mac = (networkDevices(machine.document).find(({ assigned }) => assigned?.key === 'lan')?.mac ?? '00:00:00:00:00:00').toUpperCase();
  const seconds = Math.floor(machine.now() / 1000) - YEAR_2000;
  const random = (): string => machine.uuid().replaceAll('-', '').toUpperCase();
  const bytes = (hex: string): string => hex.match(/../g)?.join(':') ?? '';
  const own = `00:01:00:01:${bytes(Math.floor(YEAR_2000 / 1.3).toString(16).toUpperCase())}:${mac}`;
  return {
    llt: `00:01:00:01:${bytes(seconds.toString(16).toUpperCase())}:${mac}`,
    ll: `00:03:00:01:${mac}`,
    uuid: `00:04:${bytes(random())}`,
    en: `00:02:00:00:D2:6D:${bytes(random().slice(0, 16))}`,
    current: own,
    default: Array.from({ length: 14 }, () => 'XX').join(':'),
  };
}
