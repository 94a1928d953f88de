import { child, childText, type ConfigDocument, type ConfigNode, element } from '../config-document';
import { type ActionTable, type ApiCall, type Machine, UnexpectedFault } from '../machine';
import { interfaceLabel } from '../model/field-types/interfaces';
import { isEmpty, toInteger } from '../model/php';
import { type Row, searchRows } from '../model/search';

/** ipsec/tunnel: tunnels of the old pages, which have no uuids. */
export const ipsecTunnelActions: ActionTable = {
  'ipsec/tunnel/search_phase1': (call, machine) => ({ json: searchRows(phases(machine, 'phase1').map((node, index) => phase1(machine, node, index)), call) }),
  'ipsec/tunnel/search_phase2': (call, machine) => ({ json: searchRows(searchPhase2(call, machine), call) }),
  'ipsec/tunnel/del_phase1': (call, machine) => ({ json: removePhase1(call, machine) }),
  'ipsec/tunnel/del_phase2': (call, machine) => ({ json: changePhase2(call, machine, () => undefined) }),
  'ipsec/tunnel/toggle_phase1': (call, machine) => ({ json: togglePhase1(call, machine) }),
  'ipsec/tunnel/toggle_phase2': (call, machine) => ({ json: changePhase2(call, machine, node => toggled(node, call.args[1])) }),
};

const IKE_TYPES: Readonly<Record<string, string>> = { ikev1: 'IKE', ikev2: 'IKEv2', ike: 'auto' };
const PROTOCOLS: Readonly<Record<string, string>> = { inet46: 'IPv4+6', inet6: 'IPv6' };
const PHASE1_CIPHERS: Readonly<Record<string, string>> = {
  aes: 'AES', aes128gcm16: '128 bit AES-GCM with 128 bit ICV', aes192gcm16: '192 bit AES-GCM with 128 bit ICV', aes256gcm16: '256 bit AES-GCM with 128 bit ICV',
  camellia: 'Camellia', blowfish: 'Blowfish', '3des': '3DES', cast128: 'CAST128', des: 'DES',
};
const AUTHENTICATIONS: Readonly<Record<string, string>> = {
  hybrid_rsa_server: 'Hybrid RSA + Xauth', xauth_rsa_server: 'Mutual RSA + Xauth', xauth_psk_server: 'Mutual PSK + Xauth', 'eap-tls': 'EAP-TLS', 'psk_eap-tls': 'RSA (local) + EAP-TLS (remote)',
  'eap-mschapv2': 'EAP-MSCHAPV2', 'rsa_eap-mschapv2': 'Mutual RSA + EAP-MSCHAPV2', 'eap-radius': 'EAP-RADIUS', rsasig: 'Mutual RSA', pubkey: 'Mutual Public Key', pre_shared_key: 'Mutual PSK',
};
const PHASE2_CIPHERS: Readonly<Record<string, string>> = {
  aes: 'AES', aes128: 'AES128', aes192: 'AES192', aes256: 'AES256', aes128gcm16: 'aes128gcm16', aes192gcm16: 'aes192gcm16', aes256gcm16: 'aes256gcm16', null: 'NULL (no encryption)',
};
const PHASE2_HASHES: Readonly<Record<string, string>> = { hmac_sha1: 'SHA1', hmac_sha256: 'SHA256', hmac_sha384: 'SHA384', hmac_sha512: 'SHA512', aesxcbc: 'AES-XCBC' };
const MODES: Readonly<Record<string, string>> = { tunnel: 'IPv4 tunnel', tunnel6: 'IPv6 tunnel', transport: 'transport', 'route-based': 'Route-based' };

function phases({ document }: { readonly document: ConfigDocument }, name: string): ConfigNode[] {
  return (document.find('ipsec')?.children ?? []).filter(node => node.name === name);
}

/** The words for a key; PHP trips over one that it does not know. */
function known(table: Readonly<Record<string, string>>, key: string): string {
  const words = table[key];
  if (words === undefined) throw new UnexpectedFault(`nobody knows ${key}`);
  return words;
}

function phase1(machine: Machine, node: ConfigNode, index: number): Row {
  const text = (name: string): string => childText(node, name);
  const cipher = child(node, 'encryption-algorithm');
  const [algorithm, length] = ['name', 'keylen'].map(name => (cipher === undefined ? '' : childText(cipher, name)));
  const group = text('dhgroup') === '' ? '' : ` + DH Group ${text('dhgroup')}`;
  const protocol = PROTOCOLS[text('protocol')] ?? 'IPv4';
  const iketype = known(IKE_TYPES, text('iketype'));
  return {
    id: toInteger(text('ikeid')), seqid: index, enabled: isEmpty(text('disabled')) ? '1' : '0', protocol, iketype,
    interface: interfaceWords(machine, text('interface')), remote_gateway: text('remote-gateway'), mobile: !isEmpty(text('mobile')), mode: text('mode'),
    proposal: `${known(PHASE1_CIPHERS, algorithm ?? '')}${isEmpty(length) ? '' : ` (${length ?? ''} bits)`} + ${text('hash-algorithm').toUpperCase()}${group}`,
    authentication: known(AUTHENTICATIONS, text('authentication_method')), description: text('descr'), type: `${protocol} ${iketype}`,
  };
}

function interfaceWords({ document }: Machine, key: string): string {
  const node = document.find(`interfaces/${key}`);
  if (node !== undefined) return interfaceLabel(node);
  const vip = (document.find('virtualip')?.children ?? []).find(each => (isEmpty(childText(each, 'vhid')) ? childText(each, 'subnet') : `${childText(each, 'interface')}_vip${childText(each, 'vhid')}`) === key);
  return vip === undefined ? key : `${childText(vip, 'subnet')} (${childText(vip, 'descr')})`;
}

function searchPhase2(call: ApiCall, machine: Machine): Row[] {
  const wanted = call.body['ikeid'] === undefined ? -1 : toInteger(call.body['ikeid']);
  return phases(machine, 'phase2')
    .map((node, index) => phase2(machine, node, index))
    .filter(row => wanted === -1 || row['ikeid'] === wanted);
}

function phase2(machine: Machine, node: ConfigNode, index: number): Row {
  const text = (name: string): string => childText(node, name);
  const mode = text('mode');
  const isNet = mode === 'tunnel' || mode === 'tunnel6';
  const end = (id: string, tunnel: string): string => (isNet ? networkWords(machine, child(node, id)) : mode === 'route-based' ? text(tunnel) : '');
  return {
    id: index, uniqid: text('uniqid'), ikeid: toInteger(text('ikeid')), reqid: text('reqid'), enabled: isEmpty(text('disabled')) ? '1' : '0',
    protocol: text('protocol') === 'esp' ? 'ESP' : 'AH', mode: MODES[mode] ?? false,
    local_subnet: end('localid', 'tunnel_local'), remote_subnet: end('remoteid', 'tunnel_remote'), proposal: proposal2(node), description: text('descr'),
  };
}

function networkWords({ document }: Machine, node: ConfigNode | undefined): string {
  const [type = '', address = '', bits = ''] = ['type', 'address', 'netbits'].map(name => (node === undefined ? '' : childText(node, name)));
  const fixed: Readonly<Record<string, string>> = { address, network: `${address}/${bits}`, mobile: 'Mobile Client', none: 'None' };
  const owner = document.find(`interfaces/${type}`);
  return fixed[type] ?? (owner === undefined ? type : interfaceLabel(owner));
}

function proposal2(node: ConfigNode): string {
  const ciphers = node.children.filter(each => each.name === 'encryption-algorithm-option').map(each => {
    const [name, length] = [childText(each, 'name'), childText(each, 'keylen')];
    const words = PHASE2_CIPHERS[name];
    if (words === undefined) return `!!${name}`;
    return length === 'auto' ? `${words} (auto) ` : isEmpty(length) ? words : `${words} (${length} bits) `;
  });
  const hashes = node.children.filter(each => each.name === 'hash-algorithm-option').flatMap(each => PHASE2_HASHES[each.text] ?? []);
  const group = childText(node, 'pfsgroup');
  return `${ciphers.join(' , ')} + ${hashes.join(' , ')}${isEmpty(group) ? '' : `+ DH Group ${group}`}`;
}

function removePhase1(call: ApiCall, machine: Machine): Row {
  if (call.method !== 'POST') return { status: 'failed' };
  const ikeid = toInteger(call.args[0]);
  const isOf = (node: ConfigNode): boolean => toInteger(childText(node, 'ikeid')) === ikeid;
  const [first, second] = [phases(machine, 'phase1').filter(isOf), phases(machine, 'phase2').filter(isOf)];
  const section = machine.document.ensure('ipsec');
  section.children = section.children.filter(node => !first.includes(node) && !second.includes(node));
  machine.record(call);
  if (first.length > 0) machine.running.ipsecDirty = true;
  return { status: 'ok', phase1count: first.length, phase2count: second.length };
}

function togglePhase1(call: ApiCall, machine: Machine): Row {
  if (call.method !== 'POST') return { status: 'failed' };
  const node = phases(machine, 'phase1').find(each => toInteger(childText(each, 'ikeid')) === toInteger(call.args[0]));
  return node === undefined ? { status: 'not_found' } : replaceNode(call, machine, node, toggled(node, call.args[1]));
}

/** Changes a phase 2 by its position; it is removed when nothing takes its place. */
function changePhase2(call: ApiCall, machine: Machine, change: (node: ConfigNode) => ConfigNode | undefined): Row {
  if (call.method !== 'POST') return { status: 'failed' };
  const [position = ''] = call.args;
  const node = /^(0|[1-9]\d*)$/.test(position) ? phases(machine, 'phase2')[Number(position)] : undefined;
  return node === undefined ? { status: 'not_found' } : replaceNode(call, machine, node, change(node));
}

/** An entry that is on or off as wanted, or the other way round. */
function toggled(node: ConfigNode, wanted: string | undefined): ConfigNode {
  const disabled = wanted === '0' || wanted === '1' ? wanted === '0' : childText(node, 'disabled') !== '1';
  const children = node.children.filter(each => each.name !== 'disabled');
  return { ...node, children: disabled ? [...children, element('disabled', '1')] : children };
}

function replaceNode(call: ApiCall, machine: Machine, node: ConfigNode, next: ConfigNode | undefined): Row {
  const section = machine.document.ensure('ipsec');
  section.children = section.children.flatMap(each => (each === node ? (next === undefined ? [] : [next]) : [each]));
  machine.record(call);
  machine.running.ipsecDirty = true;
  return { status: 'ok', ...(next === undefined ? {} : { disabled: childText(next, 'disabled') === '1' ? '1' : '0' }) };
}
