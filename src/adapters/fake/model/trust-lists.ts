import { compareReleases, type Release } from '../../../ports';
import { readSigningRequest } from '../certificate-requests';
import { type CertificateFacts, readCertificate, type Subject } from '../certificates';
import { childText, type ConfigNode } from '../config-document';
import { type ArrayType } from './array-types';
import { type Group } from './model';

/** Lists of the trust store with what is read from the certificates in them. */
export const TRUST_LISTS: Readonly<Record<string, ArrayType>> = { 'Trust.CAs': { loaded: readAuthority }, 'Trust.Certificates': { loaded: readEntry } };

const SUBJECT_FIELDS: Readonly<Record<keyof Subject, string>> = { L: 'city', ST: 'state', O: 'organization', OU: 'organizationalunit', C: 'country', emailAddress: 'email', CN: 'commonname' };
const NAME_FIELDS: Readonly<Record<string, string>> = { IP: 'altnames_ip', DNS: 'altnames_dns', email: 'altnames_email', URI: 'altnames_uri' };

/** The distinguished name that the fields of an entry spell, in the order in which OPNsense asks for it. */
export function subjectOf(item: Group): Subject {
  const order = ['C', 'ST', 'L', 'O', 'OU', 'emailAddress', 'CN'] as const;
  return Object.fromEntries(order.map(name => [name, item.text(SUBJECT_FIELDS[name])]).filter(([, text]) => text !== ''));
}

/** Text that the configuration keeps in base64. */
export function decoded(item: Group, name: string): string {
  return Buffer.from(item.text(name), 'base64').toString();
}

function load(item: Group, name: string, value: string): void {
  item.sibling(name)?.load(value);
}

function readAuthority(item: Group): void {
  load(item, 'crt_payload', decoded(item, 'crt'));
  readFacts(item, readCertificate(item.text('crt_payload')));
  load(item, 'prv_payload', decoded(item, 'prv'));
  load(item, 'refcount', String(uses(item).length - 1));
  if (item.text('crt_payload') !== '') load(item, 'action', 'existing');
}

function readEntry(item: Group): void {
  for (const name of ['csr', 'crt', 'prv']) load(item, `${name}_payload`, decoded(item, name));
  if (item.text('crt_payload') === '') readRequest(item);
  else readFacts(item, readCertificate(item.text('crt_payload')));
  const has = (name: string): boolean => item.text(`${name}_payload`) !== '';
  const action = has('csr') ? (has('prv') ? 'import_csr' : 'sign_csr') : has('crt') ? (has('prv') ? 'reissue' : 'manual') : undefined;
  if (action !== undefined) load(item, 'action', action);
  if (uses(item).some(path => !['system.user', 'cert'].includes(path))) load(item, 'in_use', '1');
  const users = item.model.models.machine.document.find('system')?.children.filter(node => node.name === 'user') ?? [];
  load(item, 'is_user', users.some(user => childText(user, 'name') === item.text('commonname')) ? '1' : '0');
}

function readFacts(item: Group, facts: CertificateFacts | undefined): void {
  if (facts === undefined) return;
  for (const [name, value] of Object.entries(certificateFields(facts, item.model.models.release))) if (typeof value !== 'object') load(item, name, String(value));
}

function readRequest(item: Group): void {
  const subject = readSigningRequest(item.text('csr_payload'))?.subject;
  if (subject === undefined) return;
  load(item, 'name', Object.entries(subject).map(([name, text]) => `/${name}=${text}`).join(''));
  for (const [name, text] of Object.entries(subjectFields(subject))) load(item, name, text);
}

function subjectFields(subject: Subject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(subject).map(([name, text]) => [SUBJECT_FIELDS[name as keyof Subject], text]));
}

/** As OpenSSL writes serial numbers: decimal as long as they are short. */
function serialText(hex: string): string {
  const number = BigInt(`0x${hex}`);
  return number < 2n ** 127n ? number.toString() : `0x${hex}`;
}

/** What OPNsense tells of a certificate, by the names of the fields it fills in. */
export function certificateFields(facts: CertificateFacts, release: Release): Readonly<Record<string, unknown>> {
  const names = Object.entries(NAME_FIELDS).flatMap(([kind, field]): [string, string][] => {
    const found = facts.alternativeNames.filter(name => name.startsWith(`${kind}:`)).map(name => name.slice(kind.length + 1));
    return found.length === 0 ? [] : [[field, found.join('\n')]];
  });
  const isServer = facts.usage.includes('server');
  const isOther = facts.usage.length > 0;
  const made = compareReleases(release, '26.1') < 0 ? {} : { ...(facts.keyType === undefined ? {} : { key_type: facts.keyType }), ...(facts.digest === undefined ? {} : { digest: facts.digest }) };
  return {
    valid_from: facts.from, valid_to: facts.to, name: facts.name, serialNumber: serialText(facts.serial), ...subjectFields(facts.subject), issuer: subjectFields(facts.issuer), ...Object.fromEntries(names),
    rfc3280_purpose: isServer ? 'id-kp-serverAuth' : isOther ? 'id-kp-clientAuth' : '',
    cert_type: isServer ? (facts.usage.length > 1 ? 'combined_server_client' : 'server_cert') : isOther ? 'usr_cert' : '',
    ...made,
  };
}

/** Where the configuration names an entry: the two elements around the text, such as `OpenVPN.Instance`; the entry itself is `ca` or `cert`. */
export function uses(item: Group): string[] {
  const refid = item.text('refid');
  const { document } = item.model.models.machine;
  return refid === '' ? [] : item.model.models.once(`texts ${refid}`, () => placesOf(document.root, refid));
}

function placesOf(root: ConfigNode, text: string): string[] {
  const visit = (node: ConfigNode, ancestors: readonly string[]): string[] => [
    ...(node.text === text ? [ancestors.slice(1).slice(-2).join('.')] : []),
    ...node.children.flatMap(each => visit(each, [...ancestors, node.name])),
  ];
  return visit(root, []);
}
