import { generateKeyPairSync } from 'node:crypto';
import { ipsecRuns, switchIpsec } from '../live/ipsec';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UnexpectedFault } from '../machine';
import { getModel, type ItemFamily, ItemCalls } from '../model/model-calls';
import { isEmpty } from '../model/php';
import { type Row } from '../model/search';
import { originOf } from '../model/vpn-lists';
import { ipsecConnectionActions } from './ipsec-connections';
import { ipsecSessionActions } from './ipsec-sessions';
import { ipsecTunnelActions } from './ipsec-tunnels';

const KEY_PAIRS: ItemFamily = { model: 'OPNsense.IPsec.IPsec', path: 'keyPairs.keyPair', wrapper: 'keyPair' };
const KEYS: ItemFamily = { model: 'OPNsense.IPsec.IPsec', path: 'preSharedKeys.preSharedKey', wrapper: 'preSharedKey' };
const POLICIES: ItemFamily = { model: 'OPNsense.IPsec.Swanctl', path: 'SPDs.SPD', wrapper: 'spd' };
const INTERFACES: ItemFamily = { model: 'OPNsense.IPsec.Swanctl', path: 'VTIs.VTI', wrapper: 'vti' };

/** Searches that name their columns up to 25.1; `origin` is no field there. */
const SEARCHES: readonly (readonly [route: string, family: ItemFamily, columns: readonly string[], origin?: string])[] = [
  ['ipsec/key_pairs/search_item', KEY_PAIRS, ['name', 'keyType', 'keySize', 'keyFingerprint']],
  ['ipsec/pre_shared_keys/search_item', KEYS, ['ident', 'remote_ident', 'keyType', 'description']],
  ['ipsec/manual_spd/search', POLICIES, ['enabled', 'description', 'origin', 'reqid', 'connection_child', 'source', 'destination'], 'spd'],
  ['ipsec/vti/search', INTERFACES, ['enabled', 'description', 'origin', 'reqid', 'local', 'remote', 'tunnel_local', 'tunnel_remote'], 'vti'],
];

/** IPsec: its lists, keys and service. */
export const ipsecActions: ActionTable = {
  ...ipsecConnectionActions,
  ...ipsecSessionActions,
  ...ipsecTunnelActions,
  ...Object.fromEntries(SEARCHES.map(([route, ...facts]) => [route, (call: ApiCall, machine: Machine) => search(facts, call, machine)])),
  'ipsec/key_pairs/add_item': (call, machine) => keyPair(call, machine, items => items.add()),
  'ipsec/key_pairs/set_item': (call, machine) => keyPair(call, machine, items => items.set(call.args[0])),
  'ipsec/key_pairs/del_item': (call, machine) => keyPair(call, machine, items => items.remove(call.args[0])),
  'ipsec/key_pairs/gen_key_pair': ({ args: [type = '', size] }) => ({ json: makeKeyPair(type, size) }),
  'ipsec/settings/get': (call, machine) => ({ json: settings(call, machine) }),
  'ipsec/service/status': (_call, machine) => ({ json: status(machine) }),
  'ipsec/service/start': (call, machine) => control(call, machine, true),
  'ipsec/service/stop': (call, machine) => control(call, machine, false),
  'ipsec/service/restart': (call, machine) => control(call, machine, true),
  'ipsec/service/reconfigure': (call, machine) => {
    if (call.method !== 'POST') return { json: { status: 'failed' } };
    switchIpsec(machine, isEnabled(machine), call.route);
    return { json: { status: 'ok' } };
  },
  'ipsec/legacy_subsystem/status': (_call, machine) => ({ json: { enabled: machine.document.find('ipsec/enable') !== undefined, isDirty: machine.running.ipsecDirty } }),
  'ipsec/legacy_subsystem/apply_config': (call, machine) => {
    if (call.method !== 'POST') return { json: { status: 'failed' } };
    switchIpsec(machine, true, call.route);
    machine.running.ipsecDirty = false;
    return { json: { status: 'ok', message: 'The changes have been applied successfully.' } };
  },
};

function search([family, columns, origin]: readonly [ItemFamily, readonly string[], string?], call: ApiCall, machine: Machine): JsonAnswer {
  const items = new ItemCalls(family, call, machine);
  if (items.models.since('25.7')) return { json: items.search({}) };
  return { json: items.search({ columns, ...(origin === undefined ? {} : { computed: item => ({ origin: originOf(item, origin === 'spd' ? 'spd' : 'ipsec', origin) }) }) }) };
}

function keyPair(call: ApiCall, machine: Machine, act: (items: ItemCalls) => unknown): JsonAnswer {
  const answer = act(new ItemCalls(KEY_PAIRS, call, machine)) as Row;
  if (answer['result'] === 'saved' || answer['result'] === 'deleted') machine.running.ipsecDirty = true;
  return { json: answer };
}

const CURVES: Readonly<Record<string, string>> = { '256': 'prime256v1', '384': 'secp384r1', '521': 'secp521r1' };
const RSA_SIZES = ['1024', '2048', '3072', '4096', '8192'];

function makeKeyPair(type: string, size: string | undefined): Row {
  if (type !== 'rsa' && type !== 'ecdsa') return { status: 'failed', message: `invalid type ${type}` };
  const known = type === 'rsa' ? RSA_SIZES : Object.keys(CURVES);
  if (size !== undefined && !isEmpty(size) && !known.includes(size)) return { status: 'failed', message: `invalid key size ${size}` };
  const encoding = { publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } } as const;
  const { publicKey, privateKey } =
    type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: Number(size) || 2048, ...encoding }) : generateKeyPairSync('ec', { namedCurve: CURVES[size ?? '384'] ?? 'secp384r1', ...encoding });
  return { pubkey: publicKey, privkey: privateKey, status: 'ok' };
}

function settings(call: ApiCall, machine: Machine): Row {
  const { ipsec } = getModel('OPNsense.IPsec.IPsec', 'ipsec', call, machine).json as { readonly ipsec?: Row };
  // A POST gets nothing from the model, and the controller trips over that.
  if (ipsec === undefined) throw new UnexpectedFault('there is no model');
  return { ipsec: { general: ipsec['general'], charon: ipsec['charon'] } };
}

function isEnabled({ document }: Machine): boolean {
  return document.text('ipsec/enable') === '1';
}

function status(machine: Machine): Row {
  const state = ipsecRuns(machine) ? 'running' : isEnabled(machine) ? 'stopped' : 'disabled';
  return { status: state, widget: { caption_restart: 'Restart', caption_start: 'Start', caption_stop: 'Stop' } };
}

function control(call: ApiCall, machine: Machine, on: boolean): JsonAnswer {
  if (call.method !== 'POST') return { json: { response: [] } };
  switchIpsec(machine, on, call.route);
  return { json: { response: 'OK' } };
}
