import { readCertificate } from '../certificates';
import { childText, type ConfigNode, element } from '../config-document';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UnexpectedFault, UntaughtFault } from '../machine';
import { isEmpty, isObject, toInteger, toText } from '../model/php';
import { type Row, searchRows } from '../model/search';
import { isRevocationList, issueRevocationList } from '../revocation-list';
import { authorities, decodedText, signingAuthority, uniqueId } from './trust-making';

const REASONS = 7;
const DAY_MS = 86_400_000;

/** trust/crl: the revocation list of each authority. */
export const revocationListActions: ActionTable = {
  'trust/crl/search': (call, machine) => ({ json: searchRows(summaries(machine), call) }),
  'trust/crl/get': ({ method, args: [caref = ''] }, machine) => (method === 'GET' && !isEmpty(caref) ? { json: get(caref, machine) } : { type: 'text/html; charset=UTF-8', text: '' }),
  'trust/crl/set': (call, machine) => ({ json: set(call, machine) }),
  'trust/crl/del': (call, machine) => ({ json: remove(call, machine) }),
  'trust/crl/raw_dump': ({ args: [caref = ''] }, machine): JsonAnswer => {
    if (textOf(listsOf(machine, caref).at(-1)) !== '') throw new UntaughtFault('how OpenSSL prints a revocation list');
    return { json: [] };
  },
  'trust/crl/get_ocsp_info_data': ({ args: [caref = ''] }, machine) => ({ json: { payload: index(caref, machine) } }),
};

function summaries(machine: Machine): Row[] {
  return authorities(machine).map(node => {
    const list = listsOf(machine, childText(node, 'refid')).at(-1);
    return { descr: childText(node, 'descr'), refid: childText(node, 'refid'), ...(list === undefined ? {} : { crl_descr: childText(list, 'descr') }) };
  });
}

function listsOf({ document }: Machine, caref: string): ConfigNode[] {
  return document.root.children.filter(node => node.name === 'crl' && childText(node, 'caref') === caref);
}

function certificatesOf({ document }: Machine, caref: string): ConfigNode[] {
  return document.root.children.filter(node => node.name === 'cert' && childText(node, 'caref') === caref);
}

function textOf(list: ConfigNode | undefined): string {
  return list === undefined ? '' : decodedText(list, 'text');
}

/** The list of an authority, a fresh one if it has none: for each reason every certificate, and whether it was revoked for that. */
function get(caref: string, machine: Machine): unknown {
  if (!authorities(machine).some(node => childText(node, 'refid') === caref)) return { caref: '', descr: '' };
  const list = listsOf(machine, caref).at(-1);
  const certificates = new Map(certificatesOf(machine, caref).map(node => [childText(node, 'refid'), { descr: childText(node, 'descr'), code: '' }]));
  for (const node of list?.children.filter(({ name }) => name === 'cert') ?? []) {
    const reason = childText(node, 'reason');
    if (!isEmpty(childText(node, 'refid'))) certificates.set(childText(node, 'refid'), { descr: childText(node, 'descr'), code: reason === '-1' ? '0' : reason });
  }
  const method = list === undefined ? 'internal' : childText(list, 'crlmethod');
  const choice = (value: string, isChosen: boolean): Row => ({ value, selected: isChosen ? '1' : '0' });
  const reasons = Array.from({ length: REASONS }, (_, code): [string, unknown] => {
    const choices = [...certificates].map(([refid, each]) => [refid, choice(each.descr, each.code === String(code))] as const);
    return [`revoked_reason_${String(code)}`, choices.length === 0 ? [] : Object.fromEntries(choices)];
  });
  const own = list === undefined ? { descr: '', serial: '0', lifetime: '9999' } : { descr: childText(list, 'descr'), serial: childText(list, 'serial'), lifetime: childText(list, 'lifetime') };
  return {
    crl: {
      caref, ...own, ...(list === undefined ? {} : { text: textOf(list) }),
      crlmethod: { internal: choice('Internal', method === 'internal'), existing: choice('Import existing', method === 'existing') }, ...Object.fromEntries(reasons),
    },
  };
}

function set(call: ApiCall, machine: Machine): unknown {
  const [caref = ''] = call.args;
  if (call.method !== 'POST' || isEmpty(caref)) return { status: 'failed' };
  machine.refuseReadOnly(call);
  const sent = call.body['crl'];
  if (sent !== undefined && !isObject(sent)) throw new UnexpectedFault('crl has to be an object');
  const text = (name: string): string => toText(sent?.[name]);
  const authority = authorities(machine).find(node => childText(node, 'refid') === caref);
  const signer = authority === undefined ? undefined : signingAuthority(authority);
  const isOwn = text('crlmethod') !== 'existing';
  const validations: Record<string, string> = {
    ...(['internal', 'existing'].includes(text('crlmethod')) ? {} : { 'crl.crlmethod': 'There is no such method.' }),
    ...(/^.{1,255}$/.test(text('descr')) ? {} : { 'crl.descr': 'A description of up to 255 characters is needed.' }),
    ...(!isOwn && !isRevocationList(text('text')) ? { 'crl.text': 'This is no revocation list.' } : {}),
    ...(isOwn && signer === undefined ? { 'crl.caref': 'The authority cannot sign a list.' } : {}),
  };
  if (Object.keys(validations).length > 0) return { status: 'failed', validations };
  const [known] = listsOf(machine, caref);
  const serial = toInteger(isEmpty(text('serial')) ? (known === undefined ? '' : childText(known, 'serial')) : text('serial')) + 1;
  const revoked = isOwn ? revokedBy(text, known, machine) : [];
  const file = signer === undefined || !isOwn ? text('text') : issueRevocationList({
    issuer: signer, number: serial, from: machine.now(), to: endOf(text('lifetime'), machine),
    revoked: revoked.flatMap(node => {
      const facts = readCertificate(decodedText(node, 'crt'));
      return facts === undefined ? [] : [{ serial: facts.serial, reason: Number(childText(node, 'reason')), time: Number(childText(node, 'revoke_time')) * 1000 }];
    }),
  });
  const values: Readonly<Record<string, string>> = {
    refid: known === undefined ? uniqueId(machine) : childText(known, 'refid'), text: Buffer.from(file).toString('base64'), caref, lifetime: text('lifetime'), descr: text('descr'), serial: String(serial), crlmethod: text('crlmethod'),
  };
  write(machine, caref, element('crl', [...Object.entries(values).map(([name, value]) => element(name, value)), ...revoked]));
  machine.record(call);
  return { status: 'saved' };
}

/** When a list ends that is good for so many days: never, if that is after 2049. */
function endOf(days: string, machine: Machine): number {
  if (!/^\d{1,9}$/.test(days)) throw new UnexpectedFault('PHP makes no time of it');
  const end = machine.now() + Number(days) * DAY_MS;
  return end < Date.UTC(2050, 0, 1) ? end : Date.UTC(9999, 11, 31, 23, 59, 59);
}

/** The revoked certificates, as the list has them or will. */
function revokedBy(text: (name: string) => string, known: ConfigNode | undefined, machine: Machine): ConfigNode[] {
  const reasons = new Map(Array.from({ length: REASONS + 1 }, (_, code) => code).flatMap(code => text(`revoked_reason_${String(code)}`).split(',').filter(refid => !isEmpty(refid)).map((refid): [string, string] => [refid, String(Math.min(code, REASONS - 1))])));
  const before = (known?.children ?? []).filter(node => node.name === 'cert' && reasons.has(childText(node, 'refid')));
  const kept = before.map(node => ({ ...node, children: node.children.map(each => (each.name === 'reason' ? element('reason', reasons.get(childText(node, 'refid')) ?? '') : each)) }));
  const added = machine.document.root.children.filter(node => node.name === 'cert' && reasons.has(childText(node, 'refid')) && !before.some(each => childText(each, 'refid') === childText(node, 'refid')));
  const copied = added.map(node => element('cert', [
    ...['refid', 'descr', 'caref', 'crt', 'prv'].map(name => element(name, childText(node, name))),
    element('revoke_time', String(Math.floor(machine.now() / 1000))), element('reason', reasons.get(childText(node, 'refid')) ?? ''),
  ]));
  return [...kept, ...copied];
}

/** Puts a list in the place of those that the authority has, behind the others when it has none. */
function write({ document }: Machine, caref: string, list: ConfigNode | undefined): void {
  const isIts = (node: ConfigNode): boolean => node.name === 'crl' && childText(node, 'caref') === caref;
  const root = document.ensure('');
  const { children } = root;
  const first = children.findIndex(isIts);
  const last = children.findLastIndex(({ name }) => name === 'crl');
  const at = first >= 0 ? first : last >= 0 ? last + 1 : children.length;
  root.children = [...children.slice(0, at), ...(list === undefined ? [] : [list]), ...children.slice(at).filter(node => !isIts(node))];
}

function remove(call: ApiCall, machine: Machine): unknown {
  const [caref = ''] = call.args;
  if (call.method !== 'POST' || isEmpty(caref)) return { status: 'failed' };
  machine.refuseReadOnly(call);
  if (listsOf(machine, caref).length === 0) return { status: 'not found' };
  write(machine, caref, undefined);
  machine.record(call);
  return { status: 'deleted' };
}

/** The authority's certificates as OpenSSL's index of a CA lists them. */
function index(caref: string, machine: Machine): string {
  const revoked = new Map(listsOf(machine, caref).flatMap(list => list.children.filter(({ name }) => name === 'cert')).map(node => [childText(node, 'refid'), Number(childText(node, 'revoke_time'))]));
  const stamp = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`;
  return certificatesOf(machine, caref).map(node => {
    const facts = readCertificate(decodedText(node, 'crt'));
    if (facts === undefined) throw new UnexpectedFault('the certificate cannot be read');
    const when = revoked.get(childText(node, 'refid')) ?? 0;
    const status = when > 0 ? 'R' : facts.to * 1000 < machine.now() ? 'E' : 'V';
    return `${[status, stamp(facts.to), when > 0 ? stamp(when) : '', facts.serial, 'unknown', facts.name].join('\t')}\n`;
  }).join('');
}
