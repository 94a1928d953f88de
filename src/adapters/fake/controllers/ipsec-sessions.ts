import { childText, type ConfigNode } from '../config-document';
import { childTunnels, type ChildTunnel, connectIpsec, type Connection, disconnectIpsec, establishedConnections, ipsecConnections, isOn, items } from '../live/ipsec';
import { securityAssociations, securityPolicies } from '../live/ipsec-kernel';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { Models } from '../model/model';
import { isEmpty, toText } from '../model/php';
import { listParameter, type Row, searchRows } from '../model/search';

const MODEL = 'OPNsense.IPsec.Swanctl';
const AVERAGE_PACKET = 512;

/** IPsec while it runs: sessions, security associations and policies, address pools. */
export const ipsecSessionActions: ActionTable = {
  'ipsec/sessions/search_phase1': (call, machine) => ({ json: searchRows(ipsecConnections(machine).map(each => phase1(machine, each)), call) }),
  'ipsec/sessions/search_phase2': (call, machine) => ({ json: searchRows(childTunnels(machine).filter(({ connection }) => connection.uuid === toText(call.body['id'])).map(each => phase2(machine, each)), call) }),
  'ipsec/sessions/connect': (call, machine) => control(call, machine, connectIpsec),
  'ipsec/sessions/disconnect': (call, machine) => control(call, machine, disconnectIpsec),
  'ipsec/sad/search': (call, machine) => ({ json: searchRows(described(machine, securityAssociations(machine)), call) }),
  'ipsec/spd/search': (call, machine) => ({ json: searchRows(described(machine, securityPolicies(machine)), call) }),
  'ipsec/sad/delete': (call, machine) => remove(call, securityAssociations(machine), machine, entry => entry),
  'ipsec/spd/delete': (call, machine) => remove(call, securityPolicies(machine), machine, policyRange),
  'ipsec/leases/search': call => {
    const pools = listParameter(call, 'pool');
    return { json: searchRows([], call, undefined, row => pools === undefined || pools.includes(toText(row['pool']))) };
  },
  'ipsec/leases/pools': (_call, machine) => {
    const known = pools(machine);
    return { json: known.length === 0 ? { pools: [] } : { pools: Object.fromEntries(known.map(pool => [pool.name, pool])), leases: [] } };
  },
};

function phase1(machine: Machine, connection: Connection): Row {
  const description = new Models(machine).saved(MODEL).list('Connections.Connection').items.find(([uuid]) => uuid === connection.uuid)?.[1].text('description') ?? '';
  const tunnels = childTunnels(machine).filter(each => each.connection.uuid === connection.uuid);
  const sum = (count: (tunnel: ChildTunnel) => number): number => tunnels.reduce((total, each) => total + count(each), 0);
  return {
    'local-addrs': connection.local, 'remote-addrs': connection.remote, 'local-id': connection.localId, 'remote-id': connection.remoteId,
    version: connection.version, routed: true, 'local-class': connection.localClass, 'remote-class': connection.remoteClass,
    ikeid: connection.uuid, phase1desc: description === '' ? null : description, name: connection.uuid,
    connected: establishedConnections(machine).has(connection.uuid),
    'install-time': tunnels.length === 0 ? null : String(Math.max(...tunnels.map(each => each.age))),
    'bytes-in': sum(each => each.packetsIn) * AVERAGE_PACKET, 'bytes-out': sum(each => each.packetsOut) * AVERAGE_PACKET,
    'packets-in': sum(each => each.packetsIn), 'packets-out': sum(each => each.packetsOut),
  };
}

function phase2(machine: Machine, tunnel: ChildTunnel): Row {
  const name = tunnel.child.attributes['uuid'] ?? '';
  const saved = new Models(machine).saved(MODEL).list('children.child').items.find(([uuid]) => uuid === name)?.[1];
  const list = (field: string): string => childText(tunnel.child, field).split(',').join(' , ');
  return {
    name, uniqueid: String(tunnel.number), reqid: tunnel.reqid, state: 'INSTALLED', mode: (childText(tunnel.child, 'mode') || 'tunnel').toUpperCase(), protocol: 'ESP',
    'spi-in': tunnel.spiIn, 'spi-out': tunnel.spiOut, ...cipher(childText(tunnel.child, 'esp_proposals')),
    'bytes-in': String(tunnel.packetsIn * AVERAGE_PACKET), 'packets-in': String(tunnel.packetsIn),
    'bytes-out': String(tunnel.packetsOut * AVERAGE_PACKET), 'packets-out': String(tunnel.packetsOut),
    'rekey-time': String(tunnel.rekeyIn), 'life-time': String(tunnel.lifeLeft), 'install-time': String(tunnel.age),
    'local-ts': list('local_ts'), 'remote-ts': list('remote_ts'), 'remote-host': tunnel.remote,
    ...(saved === undefined ? {} : { ikeid: saved.text('connection'), phase2desc: saved.text('description') }),
  };
}

function cipher(proposals: string): Row {
  const size = /aes(\d+)/.exec(proposals)?.[1] ?? '256';
  const checksItself = proposals === '' || /default|gcm/.test(proposals);
  return checksItself ? { 'encr-alg': 'AES_GCM_16', 'encr-keysize': size } : { 'encr-alg': 'AES_CBC', 'encr-keysize': size, 'integ-alg': 'HMAC_SHA2_256_128' };
}

// Any id gets ok: OPNsense does not look what came of it.
function control({ method, args: [id = ''] }: ApiCall, machine: Machine, act: (machine: Machine, id: string) => void): { readonly json: Row } {
  if (method !== 'POST') return { json: { result: 'failed' } };
  act(machine, id);
  return { json: { result: 'ok' } };
}

/** Entries of the kernel with what the configuration says of their request ids; only ids that were set by hand are known. */
function described(machine: Machine, entries: readonly Row[]): Row[] {
  const model = new Models(machine).saved(MODEL);
  const children = model.list('children.child').items.map(([, child]) => child).filter(child => !isEmpty(child.text('reqid')));
  return entries.map(entry => {
    const child = children.find(each => each.text('reqid') === toText(entry['reqid']));
    const connection = model.list('Connections.Connection').items.find(([uuid]) => uuid === child?.text('connection'))?.[1];
    const known = child === undefined ? { ikeid: null, phase1desc: null, phase2desc: null } : { ikeid: child.text('connection'), phase1desc: connection?.text('description') ?? '', phase2desc: child.text('description') };
    return { ...entry, ...known };
  });
}

function remove({ method, args: [id = ''] }: ApiCall, entries: readonly Row[], machine: Machine, shown: (entry: Row) => Row): { readonly json: Row } {
  if (method !== 'POST') return { json: { result: 'failed' } };
  const found = entries.filter(entry => id.split(',').includes(toText(entry['id'])));
  const reqids = found.map(entry => toText(entry['reqid']));
  // A tunnel that lost a part of it is of no use any more.
  for (const { connection, reqid } of childTunnels(machine)) if (reqids.includes(reqid)) disconnectIpsec(machine, connection.uuid);
  return { json: { status: found.length === 0 ? 'not_found' : 'found', items: found.map(shown), result: 'ok' } };
}

function policyRange(policy: Row): Row {
  return { src_range: `${toText(policy['src'])}[any]`, dst_range: `${toText(policy['dst'])}[any]`, upperspec: policy['upperspec'], direction: policy['dir'] };
}

function pools(machine: Machine): { readonly name: string; readonly net: string; readonly online: number; readonly offline: number; readonly size: number }[] {
  const document = machine.running.applied('ipsec');
  const loaded = ipsecConnections(machine).length === 0 ? [] : items(document, 'Pools').filter(isOn);
  return loaded.map(poolOf);
}

function poolOf(node: ConfigNode): ReturnType<typeof pools>[number] {
  const [net = '', bits = '32'] = childText(node, 'addrs').split('/');
  const free = 2 ** ((net.includes(':') ? 128 : 32) - Number(bits));
  return { name: childText(node, 'name'), net, online: 0, offline: 0, size: Math.max(1, Math.min(2 ** 31, free) - 2) };
}
