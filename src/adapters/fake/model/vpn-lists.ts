import { childText } from '../config-document';
import { type ArrayType } from './array-types';
import { type Group, type Models } from './model';

/** Lists of the VPN models with values that are computed. */
export const VPN_LISTS: Readonly<Record<string, ArrayType>> = {
  'IPsec.Connnection': { computed: { local_ts: item => childNetworks(item, 'local_ts'), remote_ts: item => childNetworks(item, 'remote_ts') } },
  'IPsec.SPD': { builtIn: legacyPolicies, computed: { origin: item => originOf(item, 'spd', 'spd') } },
  'IPsec.VTI': { computed: { origin: item => originOf(item, 'ipsec', 'vti') } },
  'Wireguard.Client': { computed: { servers: serversOf } },
  'Wireguard.Server': {
    computed: {
      cnfFilename: item => `/usr/local/etc/wireguard/wg${item.text('instance')}.conf`,
      statFilename: item => `/usr/local/etc/wireguard/wg${item.text('instance')}.stat`,
      interface: item => `wg${item.text('instance')}`,
    },
  },
};

/** A WireGuard peer knows its instances only from their lists of peers. */
function serversOf(peer: Group): string | undefined {
  const { models } = peer.model;
  const byPeer = models.once('wireguard instances by peer', () => {
    const instances = new Map<string, string[]>();
    for (const [uuid, server] of models.saved('OPNsense.Wireguard.Server').list('servers.server').items) {
      for (const each of server.field('peers').values) instances.set(each, [...(instances.get(each) ?? []), uuid]);
    }
    return instances;
  });
  return byPeer.get(peer.attributes['uuid'] ?? '')?.join(',');
}

/** The networks of a connection's enabled children, each once; empty when it has none. */
export function childNetworks(connection: Group, field: string): string {
  const uuid = connection.attributes['uuid'];
  const children = connection.model.list('children.child').items.map(([, child]) => child).filter(child => child.text('enabled') === '1' && child.text('connection') === uuid);
  return [...new Set(children.map(child => child.text(field)))].join(',');
}

/** Where an item of these lists comes from: old tunnels bring theirs along under ids of another form. */
export function originOf(item: Group, prefix: string, own: string): string {
  return (item.attributes['uuid'] ?? '').startsWith(prefix) ? 'legacy' : own;
}

/** Policies that phase 2 entries of old tunnels ask for. */
function legacyPolicies({ machine }: Models): Record<string, Record<string, string>> {
  const nodes = machine.document.find('ipsec')?.children ?? [];
  const known = new Set(nodes.filter(node => node.name === 'phase1').map(node => childText(node, 'ikeid')));
  const entries = nodes.filter(node => node.name === 'phase2').flatMap((node, index) => {
    const ikeid = childText(node, 'ikeid');
    const sources = known.has(ikeid) ? childText(node, 'spd').split(',').filter(each => each !== '') : [];
    return sources.map((source, position): [string, Record<string, string>] => [
      `spd_${ikeid}_${String(index + 1)}_${String(position)}`,
      { enabled: '1', reqid: childText(node, 'reqid') || '0', source, description: childText(node, 'descr') },
    ]);
  });
  return Object.fromEntries(entries);
}
