import { type ArrayType } from './array-types';
import { type Group } from './model';

/** Lists of the VPN models with values that are computed when they are loaded. */
export const VPN_LISTS: Readonly<Record<string, ArrayType>> = {
  'Wireguard.Client': { loaded: nameServers },
  'Wireguard.Server': { loaded: nameFiles },
};

/** A WireGuard peer knows its instances only from their lists of peers. */
function nameServers(peer: Group): void {
  const { models } = peer.model;
  const byPeer = models.once('wireguard instances by peer', () => {
    const instances = new Map<string, string[]>();
    for (const [uuid, server] of models.saved('OPNsense.Wireguard.Server').list('servers.server').items) {
      for (const each of server.field('peers').values) instances.set(each, [...(instances.get(each) ?? []), uuid]);
    }
    return instances;
  });
  const servers = byPeer.get(peer.attributes['uuid'] ?? '');
  if (servers !== undefined) peer.field('servers').load(servers.join(','));
}

function nameFiles(server: Group): void {
  if (!server.model.models.since('25.7')) return;
  const device = `wg${server.text('instance')}`;
  server.field('cnfFilename').load(`/usr/local/etc/wireguard/${device}.conf`);
  server.field('statFilename').load(`/usr/local/etc/wireguard/${device}.stat`);
  server.field('interface').load(device);
}
