import { childText, type ConfigNode } from '../config-document';
import { childTunnels, connectIpsec, disconnectIpsec, ipsecConnections, isOn, items } from '../live/ipsec';
import { securityAssociations, securityPolicies } from '../live/ipsec-kernel';
import { ipsecStatus } from '../live/ipsec-status';
import { type IpsecStatus } from '../live/measured';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { Models } from '../model/model';
import { isEmpty, toText } from '../model/php';
import { isUuid, listParameter, type Row, searchRows } from '../model/search';

const MODEL = 'OPNsense.IPsec.Swanctl';

/** IPsec while it runs: sessions, security associations and policies, address pools. */
export const ipsecSessionActions: ActionTable = {
  'ipsec/sessions/search_phase1': (call, machine) => ({ json: searchRows(Object.entries(ipsecStatus(machine)).map(([name, status]) => phase1(machine, name, status)), call) }),
  'ipsec/sessions/search_phase2': (call, machine) => ({ json: searchRows(phase2(machine, toText(call.body['id'])), call) }),
  'ipsec/sessions/connect': (call, machine) => control(call, machine, connectIpsec),
  'ipsec/sessions/disconnect': (call, machine) => control(call, machine, disconnectIpsec),
  'ipsec/sad/search': (call, machine) => ({ json: searchRows(described(machine, machine.running.measured.ipsec?.associations ?? securityAssociations(machine)), call) }),
  'ipsec/spd/search': (call, machine) => ({ json: searchRows(described(machine, machine.running.measured.ipsec?.policies ?? securityPolicies(machine)), call) }),
  'ipsec/sad/delete': (call, machine) => remove(call, securityAssociations(machine), machine, entry => entry),
  'ipsec/spd/delete': (call, machine) => remove(call, securityPolicies(machine), machine, policyRange),
  'ipsec/leases/search': (call, machine) => {
    const pools = listParameter(call, 'pool');
    return { json: searchRows(machine.running.measured.ipsec?.leases ?? [], call, undefined, row => pools === undefined || pools.includes(toText(row['pool']))) };
  },
  'ipsec/leases/pools': (_call, machine) => {
    const known = pools(machine);
    return { json: known.length === 0 ? { pools: [] } : { pools: Object.fromEntries(known.map(pool => [pool.name, pool])), leases: [] } };
  },
};

const COUNTERS = ['bytes-in', 'bytes-out', 'packets-in', 'packets-out'];

function phase1(machine: Machine, name: string, { facts, tunnels }: IpsecStatus): Row {
  const ikeid = isUuid(name) ? name : (name.split('-')[0] ?? '').slice(3);
  const description = new Models(machine).saved(MODEL).list('Connections.Connection').items.find(([uuid]) => uuid === ikeid)?.[1].text('description') ?? '';
  const children = tunnels.flatMap(each => Object.values(each));
  const numbers = (field: string): number[] => children.map(child => Number(child[field]));
  return {
    ...facts, ikeid, phase1desc: description === '' ? null : description, name, connected: tunnels.length > 0,
    'install-time': children.length === 0 ? null : String(Math.max(...numbers('install-time'))),
    ...Object.fromEntries(COUNTERS.map(field => [field, numbers(field).reduce((sum, count) => sum + count, 0)])),
  };
}

function phase2(machine: Machine, connection: string): Row[] {
  const saved = new Map(new Models(machine).saved(MODEL).list('children.child').items);
  const known = Object.entries(ipsecStatus(machine)).find(([name]) => name === connection)?.[1];
  const tunnels = known?.tunnels.flatMap(each => Object.entries(each)) ?? [];
  return tunnels.map(([name, tunnel]) => {
    const child = saved.get(name);
    return { name, ...tunnel, ...(child === undefined ? {} : { ikeid: child.text('connection'), phase2desc: child.text('description') }) };
  });
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
