import { childText } from '../config-document';
import { type Machine } from '../machine';
import { type Row } from '../model/search';
import { type ChildTunnel, childTunnels, type Connection, establishedConnections, ipsecConnections } from './ipsec';
import { type IpsecStatus } from './measured';

const AVERAGE_PACKET = 512;

/** Connections by name as the backend asks the IKE daemon for them. */
export function ipsecStatus(machine: Machine): Readonly<Record<string, IpsecStatus>> {
  const established = establishedConnections(machine);
  const tunnels = childTunnels(machine);
  const statusOf = (connection: Connection): IpsecStatus => ({
    facts: factsOf(connection),
    tunnels: established.has(connection.uuid) ? [Object.fromEntries(tunnels.filter(each => each.connection.uuid === connection.uuid).map(each => [each.child.attributes['uuid'] ?? '', rowOf(each)]))] : [],
  });
  return machine.running.measured.ipsec?.status ?? Object.fromEntries(ipsecConnections(machine).map(each => [each.uuid, statusOf(each)]));
}

function factsOf(connection: Connection): Row {
  return {
    'local-addrs': connection.local, 'remote-addrs': connection.remote, 'local-id': connection.localId, 'remote-id': connection.remoteId,
    version: connection.version, routed: true, 'local-class': connection.localClass, 'remote-class': connection.remoteClass,
  };
}

function rowOf(tunnel: ChildTunnel): Row {
  const list = (field: string): string => childText(tunnel.child, field).split(',').join(' , ');
  return {
    uniqueid: String(tunnel.number), reqid: tunnel.reqid, state: 'INSTALLED', mode: (childText(tunnel.child, 'mode') || 'tunnel').toUpperCase(), protocol: 'ESP',
    'spi-in': tunnel.spiIn, 'spi-out': tunnel.spiOut, ...cipher(childText(tunnel.child, 'esp_proposals')),
    'bytes-in': String(tunnel.packetsIn * AVERAGE_PACKET), 'packets-in': String(tunnel.packetsIn),
    'bytes-out': String(tunnel.packetsOut * AVERAGE_PACKET), 'packets-out': String(tunnel.packetsOut),
    'rekey-time': String(tunnel.rekeyIn), 'life-time': String(tunnel.lifeLeft), 'install-time': String(tunnel.age),
    'local-ts': list('local_ts'), 'remote-ts': list('remote_ts'), 'remote-host': tunnel.remote,
  };
}

function cipher(proposals: string): Row {
  const size = /aes(\d+)/.exec(proposals)?.[1] ?? '256';
  const checksItself = proposals === '' || /default|gcm/.test(proposals);
  return checksItself ? { 'encr-alg': 'AES_GCM_16', 'encr-keysize': size } : { 'encr-alg': 'AES_CBC', 'encr-keysize': size, 'integ-alg': 'HMAC_SHA2_256_128' };
}
