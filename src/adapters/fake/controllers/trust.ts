import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { issueCertificate, readCertificate, type Subject, type Usage } from '../certificates';
import { childText, type ConfigNode, element } from '../config-document';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UntaughtFault, UserFault } from '../machine';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { type Group } from '../model/model';
import { addressFamily } from '../model/network';
import { isEmpty } from '../model/php';
import { listParameter, type Row, searchRows } from '../model/search';
import { decoded, subjectOf, uses } from '../model/trust-lists';

const AUTHORITIES: ItemFamily = { model: 'OPNsense.Trust.Ca', path: 'ca', wrapper: 'ca' };
const CERTIFICATES: ItemFamily = { model: 'OPNsense.Trust.Cert', path: 'cert', wrapper: 'cert' };
const AUTHORITY_COLUMNS = ['refid', 'descr', 'caref', 'name', 'refcount', 'valid_from', 'valid_to'];
const CERTIFICATE_COLUMNS = ['refid', 'descr', 'caref', 'rfc3280_purpose', 'name', 'valid_from', 'valid_to', 'in_use', 'is_user'];
const DAY_MS = 86_400_000;

/** trust: authorities and certificates, which are real ones; requests and revocation lists are not made. */
export const trustActions: ActionTable = {
  'trust/ca/search': (call, machine) => ({ json: searchAuthorities(new ItemCalls(AUTHORITIES, call, machine)) }),
  'trust/ca/add': (call, machine) => ({ json: new ItemCalls(AUTHORITIES, call, machine).add({ beforeSave: item => makeAuthority(item, call, machine) }) }),
  'trust/ca/set': (call, machine) => ({ json: new ItemCalls(AUTHORITIES, call, machine).set(call.args[0], { beforeSave: item => makeAuthority(item, call, machine) }) }),
  'trust/ca/del': (call, machine) => ({ json: new ItemCalls(AUTHORITIES, call, machine).remove(call.args[0]) }),
  'trust/ca/ca_list': authorityList,
  'trust/ca/generate_file': (call, machine) => ({ json: fileOf(AUTHORITIES, call, machine) }),
  'trust/cert/search': (call, machine) => ({ json: searchCertificates(call, machine) }),
  'trust/cert/add': (call, machine) => ({ json: addCertificate(call, machine) }),
  'trust/cert/set': (call, machine) => ({ json: new ItemCalls(CERTIFICATES, call, machine).set(call.args[0], { beforeSave: item => void makeCertificate(item, call, machine) }) }),
  'trust/cert/del': (call, machine) => ({ json: removeCertificate(call, machine) }),
  'trust/cert/ca_list': authorityList,
  'trust/cert/user_list': (call, machine) => ({ json: userList(call, machine) }),
  'trust/cert/generate_file': (call, machine) => ({ json: fileOf(CERTIFICATES, call, machine) }),
  'trust/crl/search': (call, machine) => ({ json: searchRows(revocationLists(machine), call) }),
  'trust/settings/reconfigure': ({ method }) => ({ json: { status: method === 'POST' ? 'ok' : 'failed' } }),
};

function refuse(message: string): never {
  throw new UserFault(message, 'Certificate error');
}

function searchAuthorities(items: ItemCalls): unknown {
  return items.search(items.models.since('25.7') ? {} : { columns: AUTHORITY_COLUMNS });
}

function searchCertificates(call: ApiCall, machine: Machine): unknown {
  const items = new ItemCalls(CERTIFICATES, call, machine);
  const authorities = listParameter(call, 'carefs');
  const users = items.models.since('25.1') ? listParameter(call, 'user') : undefined;
  return items.search({
    ...(items.models.since('25.7') ? {} : { columns: items.models.since('25.1') ? [...CERTIFICATE_COLUMNS, 'commonname'] : CERTIFICATE_COLUMNS }),
    keep: item => (authorities?.includes(item.text('caref')) ?? true) && (users?.includes(item.text('commonname')) ?? true),
  });
}

/** Gives a new entry its id, as PHP's uniqid makes it: the time in microseconds, in hexadecimal; keeps a private key that was sent. */
function startEntry(item: Group, call: ApiCall, machine: Machine): void {
  machine.refuseReadOnly(call);
  if (item.text('refid') === '') item.field('refid').set(Math.floor(machine.now() / 1000).toString(16) + (Number.parseInt(machine.uuid().slice(0, 5), 16) % 1_000_000).toString(16).padStart(5, '0'));
  if (!isEmpty(item.text('prv_payload'))) keep(item, 'prv', item.text('prv_payload'));
}

function keep(item: Group, name: string, text: string): void {
  item.field(name).set(Buffer.from(text).toString('base64'));
}

function makeAuthority(item: Group, call: ApiCall, machine: Machine): void {
  startEntry(item, call, machine);
  const action = item.text('action');
  if (action === 'existing') importCertificate(item, 'The certificate cannot be read.');
  else if (action === 'internal') issue(item, machine, 'ca');
  else throw new UntaughtFault(`how an authority is made by "${action}"`);
}

const USAGES: Readonly<Record<string, Usage>> = { usr_cert: 'client', server_cert: 'server', combined_server_client: 'both', v3_ca: 'ca' };

/** Makes what the action asks for; answers the private key when it is not to stay on the firewall. */
function makeCertificate(item: Group, call: ApiCall, machine: Machine): string | undefined {
  startEntry(item, call, machine);
  const action = item.text('action');
  if (action === 'import') {
    importCertificate(item, 'The certificate cannot be read.');
    return undefined;
  }
  if (action === 'manual') {
    if (!isEmpty(item.text('crt_payload'))) keep(item, 'crt', item.text('crt_payload'));
    return undefined;
  }
  if (action !== 'internal') throw new UntaughtFault(`how a certificate is made by "${action}"`);
  const names = (['DNS', 'IP', 'email', 'URI'] as const).flatMap(kind => item.text(`altnames_${kind.toLowerCase()}`).split('\n').filter(name => name !== '').map(name => `${kind}:${name}`));
  // OpenSSL takes no address that is none.
  if (names.some(name => name.startsWith('IP:') && addressFamily(name.slice(3)) === undefined)) refuse('OpenSSL refused an address among the alternative names.');
  const key = issue(item, machine, USAGES[item.text('cert_type')] ?? 'client', names);
  if (item.text('private_key_location') !== 'local') return undefined;
  item.field('prv').set('');
  return key;
}

function importCertificate(item: Group, complaint: string): void {
  const text = item.text('crt_payload');
  if (readCertificate(text) === undefined) refuse(complaint);
  keep(item, 'crt', text);
  const privateText = item.text('prv_payload').trim();
  if (privateText === '') return;
  const key = readKey(privateText);
  if (key === undefined) refuse('The private key cannot be read.');
  if (item.model.models.since('25.1') && item.spec.name === 'cert' && !new X509Certificate(text).checkPrivateKey(key)) refuse('The private key does not belong to the certificate.');
}

function readKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

/** Makes a key and a certificate for it, signed by the authority that is named or by itself; answers the private key. */
function issue(item: Group, machine: Machine, usage: Usage, alternativeNames: readonly string[] = []): string {
  const type = item.text('key_type');
  const { privateKey } = /^\d+$/.test(type) ? generateKeyPairSync('rsa', { modulusLength: Number(type) }) : generateKeyPairSync('ec', { namedCurve: type });
  const authority = isEmpty(item.text('caref')) ? undefined : authorityOf(machine, item.text('caref'));
  const from = machine.now();
  const crt = issueCertificate({
    subject: subjectOf(item), key: privateKey, serial: Buffer.from((authority?.serial ?? 0).toString(16).padStart(8, '0'), 'hex'), from, to: from + Number(item.text('lifetime')) * DAY_MS,
    usage, alternativeNames, ...(authority === undefined ? {} : { issuer: authority }),
  });
  const prv = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  keep(item, 'crt', crt);
  keep(item, 'prv', prv);
  return prv;
}

/** An authority's name and key, and the next number it gives, which it then has given. */
function authorityOf(machine: Machine, refid: string): { readonly subject: Subject; readonly key: KeyObject; readonly serial: number } {
  const node = authorities(machine).find(each => childText(each, 'refid') === refid);
  const text = (name: string): string => Buffer.from(node === undefined ? '' : childText(node, name), 'base64').toString();
  const key = readKey(text('prv'));
  const subject = readCertificate(text('crt'))?.subject;
  if (node === undefined || text('prv') === '') return refuse('missing CA key');
  if (key === undefined || subject === undefined || !createPublicKey(key).equals(new X509Certificate(text('crt')).publicKey)) return refuse('invalid CA');
  const serial = Number(childText(node, 'serial')) + 1;
  machine.document.replace('ca', each => (each === node ? { ...each, children: [...each.children.filter(({ name }) => name !== 'serial'), element('serial', String(serial))] } : each));
  return { subject, key, serial };
}

function authorities({ document }: Machine): ConfigNode[] {
  return document.root.children.filter(node => node.name === 'ca' && childText(node, 'refid') !== '');
}

function addCertificate(call: ApiCall, machine: Machine): unknown {
  let key: string | undefined;
  const answer = new ItemCalls(CERTIFICATES, call, machine).add({ beforeSave: item => (key = makeCertificate(item, call, machine)) }) as Row;
  return answer['result'] === 'saved' && key !== undefined ? { ...answer, private_key: key } : answer;
}

function removeCertificate(call: ApiCall, machine: Machine): unknown {
  if (call.method !== 'POST' || isEmpty(call.args[0])) return { status: 'failed' };
  const items = new ItemCalls(CERTIFICATES, call, machine);
  const item = items.item(call.args[0] ?? '');
  const places = item === undefined ? [] : uses(item).filter(path => path !== 'cert' && path !== 'system.user');
  if (places.length > 0) throw new UserFault(places.map(path => `${path.split('.').at(-1) ?? ''} -  {${path}}\n`).join(''), 'Item in use by');
  return items.remove(call.args[0]);
}

function authorityList({ method }: ApiCall, machine: Machine): JsonAnswer {
  const rows = authorities(machine).map(node => ({ caref: childText(node, 'refid'), descr: childText(node, 'descr') }));
  return { json: method === 'GET' ? { rows, count: rows.length } : [] };
}

function userList({ method, caller }: ApiCall, machine: Machine): unknown {
  if (method !== 'GET' || !machine.mayOpen(caller.user, '/api/auth/user')) return [];
  const rows = (machine.document.find('system')?.children ?? []).filter(node => node.name === 'user').map(node => ({ name: childText(node, 'name') }));
  return { rows, count: rows.length };
}

function fileOf(family: ItemFamily, call: ApiCall, machine: Machine): Row {
  const [uuid, type = 'crt'] = call.args;
  if (call.method !== 'POST' || isEmpty(uuid)) return { status: 'failed' };
  const item = new ItemCalls(family, call, machine).item(uuid ?? '');
  const result = { status: 'failed', descr: item?.text('descr') ?? '' };
  if (item === undefined || item.text('crt_payload') === '') return { ...result, error: 'Missing certificate' };
  if (type === 'pkcs12') throw new UntaughtFault('how a PKCS #12 file is made');
  return type === 'crt' || type === 'prv' ? { ...result, status: 'ok', payload: decoded(item, type) } : result;
}

function revocationLists(machine: Machine): Row[] {
  const lists = machine.document.root.children.filter(node => node.name === 'crl');
  return authorities(machine).map(node => {
    const list = lists.findLast(each => childText(each, 'caref') === childText(node, 'refid'));
    return { descr: childText(node, 'descr'), refid: childText(node, 'refid'), ...(list === undefined ? {} : { crl_descr: childText(list, 'descr') }) };
  });
}
