import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { makeSigningRequest, readSigningRequest } from '../certificate-requests';
import { type Digest, issueCertificate, readCertificate, type Subject, type Usage } from '../certificates';
import { childText, type ConfigNode, element } from '../config-document';
import { type ApiCall, type Machine, UntaughtFault, UserFault } from '../machine';
import { type Group } from '../model/model';
import { addressFamily } from '../model/network';
import { isEmpty } from '../model/php';
import { subjectOf } from '../model/trust-lists';

const DAY_MS = 86_400_000;
const USAGES: Readonly<Record<string, Usage>> = { usr_cert: 'client', server_cert: 'server', combined_server_client: 'both', v3_ca: 'ca' };

/** Makes what the action of an authority asks for. */
export function makeAuthority(item: Group, call: ApiCall, machine: Machine): void {
  startEntry(item, call, machine);
  const action = item.text('action');
  if (action === 'existing') importCertificate(item, 'The certificate cannot be read.');
  else if (action === 'internal') {
    const key = newKey(item.text('key_type'));
    keepBoth(item, certify(item, machine, { subject: subjectOf(item), key, usage: 'ca', alternativeNames: [], maySignItself: true }), key);
  } else throw new UntaughtFault(`how an authority is made by "${action}"`);
}

/** Makes what the action of a certificate asks for; answers the private key when it is not to stay on the firewall. */
export function makeCertificate(item: Group, call: ApiCall, machine: Machine): string | undefined {
  startEntry(item, call, machine);
  const make = ACTIONS[item.text('action')];
  if (make === undefined) throw new UntaughtFault(`how a certificate is made by "${item.text('action')}"`);
  return make(item, machine);
}

const ACTIONS: Readonly<Record<string, (item: Group, machine: Machine) => string | undefined>> = {
  internal: (item, machine) => {
    const key = newKey(item.text('key_type'));
    const prv = keepBoth(item, certify(item, machine, { subject: subjectOf(item), key, usage: usageOf(item), alternativeNames: alternativeNames(item), maySignItself: true }), key);
    if (item.text('private_key_location') !== 'local') return undefined;
    item.field('prv').set('');
    return prv;
  },
  external: item => {
    const key = newKey(item.text('key_type'));
    keep(item, 'csr', makeSigningRequest({ subject: subjectOf(item), key }, alternativeNames(item)));
    keep(item, 'prv', pemOf(key));
    return undefined;
  },
  sign_csr: (item, machine) => {
    const request = readSigningRequest(item.text('csr_payload'));
    if (request === undefined) return refuse('OpenSSL cannot read the request.');
    keep(item, 'crt', certify(item, machine, { ...request, usage: usageOf(item), alternativeNames: alternativeNames(item) }));
    keep(item, 'csr', item.text('csr_payload'));
    return undefined;
  },
  import_csr: (item, machine) => {
    const text = item.text('crt_payload');
    const isTrusted = readCertificate(text) !== undefined && authorities(machine).some(node => isIssuedBy(text, decodedText(node, 'crt')));
    if (!isTrusted) refuse('The certificate is signed by nobody who is trusted.');
    keep(item, 'crt', text);
    return undefined;
  },
  reissue: (item, machine) => {
    const key = readKey(item.text('prv_payload'));
    if (key === undefined) return refuse('OpenSSL cannot read the private key.');
    keep(item, 'crt', certify(item, machine, { subject: subjectOf(item), key, usage: usageOf(item), alternativeNames: alternativeNames(item) }));
    return undefined;
  },
  import: item => {
    importCertificate(item, 'The certificate cannot be read.');
    return undefined;
  },
  manual: item => {
    if (!isEmpty(item.text('crt_payload'))) keep(item, 'crt', item.text('crt_payload'));
    return undefined;
  },
};

function refuse(message: string): never {
  throw new UserFault(message, 'Certificate error');
}

/** Gives a new entry its id, as PHP's uniqid makes it; keeps a private key that was sent. */
function startEntry(item: Group, call: ApiCall, machine: Machine): void {
  machine.refuseReadOnly(call);
  if (item.text('refid') === '') item.field('refid').set(uniqueId(machine));
  if (!isEmpty(item.text('prv_payload'))) keep(item, 'prv', item.text('prv_payload'));
}

/** An id as PHP's uniqid makes it: the time in microseconds, in hexadecimal. */
export function uniqueId(machine: Machine): string {
  return Math.floor(machine.now() / 1000).toString(16) + (Number.parseInt(machine.uuid().slice(0, 5), 16) % 1_000_000).toString(16).padStart(5, '0');
}

function keep(item: Group, name: string, text: string): void {
  item.field(name).set(Buffer.from(text).toString('base64'));
}

function keepBoth(item: Group, crt: string, key: KeyObject): string {
  const prv = pemOf(key);
  keep(item, 'crt', crt);
  keep(item, 'prv', prv);
  return prv;
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function newKey(type: string): KeyObject {
  return (/^\d+$/.test(type) ? generateKeyPairSync('rsa', { modulusLength: Number(type) }) : generateKeyPairSync('ec', { namedCurve: type })).privateKey;
}

function usageOf(item: Group): Usage {
  return USAGES[item.text('cert_type')] ?? 'client';
}

function alternativeNames(item: Group): string[] {
  const names = (['DNS', 'IP', 'email', 'URI'] as const).flatMap(kind => item.text(`altnames_${kind.toLowerCase()}`).split('\n').filter(name => name !== '').map(name => `${kind}:${name}`));
  // OpenSSL takes no address that is none.
  if (names.some(name => name.startsWith('IP:') && addressFamily(name.slice(3)) === undefined)) refuse('OpenSSL refused an address among the alternative names.');
  return names;
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

interface Certified {
  readonly subject: Subject;
  /** Private key, or the public one of a request. */
  readonly key: KeyObject;
  readonly usage: Usage;
  readonly alternativeNames: readonly string[];
  /** True when no authority need be named. */
  readonly maySignItself?: boolean;
}

/** A certificate, signed by the authority that is named or by its own key. */
function certify(item: Group, machine: Machine, { subject, key, usage, alternativeNames: names, maySignItself = false }: Certified): string {
  const authority = maySignItself && isEmpty(item.text('caref')) ? undefined : nextSerial(machine, authorityOf(machine, item.text('caref')));
  const from = machine.now();
  return issueCertificate({
    subject, key, serial: Buffer.from((authority?.serial ?? 0).toString(16).padStart(8, '0'), 'hex'), from, to: from + Number(item.text('lifetime')) * DAY_MS,
    usage, alternativeNames: names, digest: item.text('digest') as Digest, ...(authority === undefined ? {} : { issuer: authority }),
  });
}

/** An authority that can sign: its element, name and key. */
export interface SigningAuthority {
  readonly node: ConfigNode;
  readonly subject: Subject;
  readonly key: KeyObject;
}

/** The authority of an id; refuses when there is none that can sign. */
function authorityOf(machine: Machine, refid: string): SigningAuthority {
  const node = authorities(machine).find(each => childText(each, 'refid') === refid);
  if (node === undefined || childText(node, 'prv') === '') return refuse('missing CA key');
  return signingAuthority(node) ?? refuse('invalid CA');
}

/** An authority with the key that its certificate belongs to; undefined when it has none. */
export function signingAuthority(node: ConfigNode): SigningAuthority | undefined {
  const key = readKey(decodedText(node, 'prv'));
  const subject = readCertificate(decodedText(node, 'crt'))?.subject;
  if (key === undefined || subject === undefined || !createPublicKey(key).equals(new X509Certificate(decodedText(node, 'crt')).publicKey)) return undefined;
  return { node, subject, key };
}

/** Counts the certificates that an authority signed. */
function nextSerial(machine: Machine, authority: SigningAuthority): SigningAuthority & { readonly serial: number } {
  const { node } = authority;
  const serial = Number(childText(node, 'serial')) + 1;
  machine.document.replace('ca', each => (each === node ? { ...each, children: [...each.children.filter(({ name }) => name !== 'serial'), element('serial', String(serial))] } : each));
  return { ...authority, serial };
}

/** Every authority of the configuration. */
export function authorities({ document }: Machine): ConfigNode[] {
  return document.root.children.filter(node => node.name === 'ca' && childText(node, 'refid') !== '');
}

/** A text that an element of the trust store keeps in base64. */
export function decodedText(node: ConfigNode, name: string): string {
  return Buffer.from(childText(node, name), 'base64').toString();
}

function isIssuedBy(text: string, authority: string): boolean {
  if (readCertificate(authority) === undefined) return false;
  const certificate = new X509Certificate(text);
  return certificate.verify(new X509Certificate(authority).publicKey);
}
