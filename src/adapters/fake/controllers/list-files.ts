import { compareReleases } from '../../../ports';
import { type Action, type ActionTable, type Machine } from '../machine';
import { isEmpty } from '../model/php';
import { matchingBits } from '../pf/addresses';
import { storeUser } from './accounts';
import { downloadRecords, type FileFamily, uploadRecords } from './record-files';

/** What files of Dnsmasq's hosts have in common with those of Kea's reservations, by the names that Dnsmasq gives it. */
const SHARED_NAMES: Readonly<Record<string, string>> = { ip: 'ip_address', hwaddr: 'hw_address', host: 'hostname', descr: 'description' };

const SHAPER: Pick<FileFamily, 'model' | 'keys' | 'namesUuids'> = { model: 'OPNsense.TrafficShaper.TrafficShaper', keys: ['@uuid'], namesUuids: true };

const OF_ACCOUNTS_ALONE = ['uid', 'comments', 'password', 'authorizedkeys', 'otp_seed', 'scope', 'scrambled_password', 'dashboard'];

const USERS: FileFamily = {
  model: 'OPNsense.Auth.User', path: 'user', wrapper: 'user', keys: ['name'], left: OF_ACCOUNTS_ALONE, ignored: OF_ACCOUNTS_ALONE,
  store: (user, call, machine) => {
    // Somebody new gets a password that nobody knows.
    if (user.text('password') === '') user.field('scrambled_password').set('1');
    return storeUser(user, call, machine);
  },
};

/** The lists that can be downloaded and uploaded, by the actions that do. */
const FILES: Readonly<Record<string, (machine: Machine) => FileFamily>> = {
  'auth/user/{}': () => USERS,
  'dnsmasq/settings/{}_hosts': hosts,
  'firewall/category/{}': () => ({ model: 'OPNsense.Firewall.Category', path: 'categories.category', wrapper: 'category', keys: ['name'], left: ['auto'] }),
  'kea/dhcpv4/{}_reservations': () => reservations('OPNsense.Kea.KeaDhcpv4', 'subnets.subnet4', 'hw_address'),
  'kea/dhcpv6/{}_reservations': () => reservations('OPNsense.Kea.KeaDhcpv6', 'subnets.subnet6', 'duid'),
  'trafficshaper/settings/{}_pipes': () => ({ ...SHAPER, path: 'pipes.pipe', wrapper: 'pipe' }),
  'trafficshaper/settings/{}_queues': () => ({ ...SHAPER, path: 'queues.queue', wrapper: 'queue' }),
};

/** Lists other than rules as CSV files. */
export const listFileActions: ActionTable = Object.fromEntries(
  Object.entries(FILES).flatMap(([route, familyOf]): [string, Action][] => [
    [route.replace('{}', 'download'), (call, machine) => downloadRecords(familyOf(machine), call, machine)],
    [route.replace('{}', 'upload'), (call, machine) => ({ json: uploadRecords(familyOf(machine), call, machine) })],
  ]),
);

/** Reservations get the subnet that their address is in. */
function reservations(model: string, subnets: string, key: string): FileFamily {
  return {
    model, path: 'reservations.reservation', wrapper: 'reservation', keys: [key, 'subnet'], left: ['subnet'],
    fromFile: (record, models) => {
      const address = record.get('ip_address') ?? '';
      if (isEmpty(address)) return;
      for (const [uuid, subnet] of models.saved(model).list(subnets).items) if (matchingBits(subnet.text('subnet'), address) !== undefined) record.set('subnet', uuid);
    },
  };
}

function hosts({ release }: Machine): FileFamily {
  return {
    model: 'OPNsense.Dnsmasq.Dnsmasq', path: 'hosts', wrapper: 'host', keys: ['host', 'domain', 'ip'], left: ['comments'],
    toFile: (name, value) => [compareReleases(release, '25.7') < 0 ? name : (SHARED_NAMES[name] ?? name), value],
    fromFile: record => {
      for (const [own, shared] of Object.entries(SHARED_NAMES)) if (record.has(shared)) record.set(own, record.get(shared) ?? '');
    },
  };
}
