import { readCertificate } from '../certificates';
import { childText } from '../config-document';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UntaughtFault, UserFault } from '../machine';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { isEmpty } from '../model/php';
import { listParameter, type Row } from '../model/search';
import { certificateFields, decoded, uses } from '../model/trust-lists';
import { revocationListActions } from './revocation-lists';
import { authorities, decodedText, makeAuthority, makeCertificate } from './trust-making';

const AUTHORITIES: ItemFamily = { model: 'OPNsense.Trust.Ca', path: 'ca', wrapper: 'ca' };
const CERTIFICATES: ItemFamily = { model: 'OPNsense.Trust.Cert', path: 'cert', wrapper: 'cert' };
const AUTHORITY_COLUMNS = ['refid', 'descr', 'caref', 'name', 'refcount', 'valid_from', 'valid_to'];
const CERTIFICATE_COLUMNS = ['refid', 'descr', 'caref', 'rfc3280_purpose', 'name', 'valid_from', 'valid_to', 'in_use', 'is_user'];

/** trust: authorities, certificates, requests and revocation lists, all of them real ones. */
export const trustActions: ActionTable = {
  ...revocationListActions,
  'trust/ca/search': (call, machine) => ({ json: searchAuthorities(new ItemCalls(AUTHORITIES, call, machine)) }),
  'trust/ca/add': (call, machine) => ({ json: new ItemCalls(AUTHORITIES, call, machine).add({ beforeSave: item => makeAuthority(item, call, machine) }) }),
  'trust/ca/set': (call, machine) => ({ json: new ItemCalls(AUTHORITIES, call, machine).set(call.args[0], { beforeSave: item => makeAuthority(item, call, machine) }) }),
  'trust/ca/del': (call, machine) => ({ json: new ItemCalls(AUTHORITIES, call, machine).remove(call.args[0]) }),
  'trust/ca/ca_list': authorityList,
  'trust/ca/ca_info': authorityInfo,
  'trust/ca/generate_file': (call, machine) => ({ json: fileOf(AUTHORITIES, call, machine) }),
  'trust/cert/search': (call, machine) => ({ json: searchCertificates(call, machine) }),
  'trust/cert/add': (call, machine) => ({ json: addCertificate(call, machine) }),
  'trust/cert/set': (call, machine) => ({ json: new ItemCalls(CERTIFICATES, call, machine).set(call.args[0], { beforeSave: item => void makeCertificate(item, call, machine) }) }),
  'trust/cert/del': (call, machine) => ({ json: removeCertificate(call, machine) }),
  'trust/cert/ca_list': authorityList,
  'trust/cert/ca_info': authorityInfo,
  'trust/cert/user_list': (call, machine) => ({ json: userList(call, machine) }),
  'trust/cert/generate_file': (call, machine) => ({ json: fileOf(CERTIFICATES, call, machine) }),
  'trust/settings/reconfigure': ({ method }) => ({ json: { status: method === 'POST' ? 'ok' : 'failed' } }),
};

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

function authorityInfo({ method, args: [caref = ''] }: ApiCall, machine: Machine): JsonAnswer {
  const node = authorities(machine).find(each => childText(each, 'refid') === caref);
  const facts = method !== 'GET' || node === undefined ? undefined : readCertificate(decodedText(node, 'crt'));
  return { json: facts === undefined ? [] : certificateFields(facts, machine.release) };
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
  const hasRequest = family === CERTIFICATES && item !== undefined && item.model.models.since('25.7') && item.text('csr_payload') !== '';
  if (item === undefined || (item.text('crt_payload') === '' && !hasRequest)) return { ...result, error: 'Missing certificate' };
  if (type === 'csr' && family === CERTIFICATES && item.model.models.since('25.7')) return { ...result, status: 'ok', payload: decoded(item, 'csr') };
  if (type === 'pkcs12') throw new UntaughtFault('how a PKCS #12 file is made');
  return type === 'crt' || type === 'prv' ? { ...result, status: 'ok', payload: decoded(item, type) } : result;
}
