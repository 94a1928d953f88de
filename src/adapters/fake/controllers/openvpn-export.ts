import { compareReleases } from '../../../ports';
import { type CertificateFacts, readCertificate } from '../certificates';
import { childText, type ConfigNode } from '../config-document';
import { openvpnClientFile } from '../live/openvpn-client-file';
import { type ActionTable, type ApiCall, type Machine, UntaughtFault, UserFault } from '../machine';
import { type Group, type Model, Models } from '../model/model';
import { modelProblems } from '../model/model-checks';
import { isEmpty, isObject, toJson, toText } from '../model/php';
import { type Row } from '../model/search';
import { certificateFields } from '../model/trust-lists';
import { authorities, decodedText } from './trust-making';

const PRESETS = 'OPNsense.OpenVPN.Export';
const TITLE = 'OpenVPN export';
const CLIENT_TYPES = ['usr_cert', 'combined_server_client'];

/** openvpn/export: configuration files for the clients of a server. */
export const openvpnExportActions: ActionTable = {
  'openvpn/export/providers': (_call, machine) => ({ json: toJson(servers(machine).map(server => [server.vpnid, provider(server, machine)])) }),
  'openvpn/export/accounts': ({ args: [vpnid = ''] }, machine) => ({ json: accounts(vpnid, machine) }),
  'openvpn/export/templates': (_call, machine) => ({ json: templates(machine) }),
  'openvpn/export/validate_presets': (call, machine) => ({ json: call.method === 'POST' ? validated(call, machine).answer : { result: '' } }),
  'openvpn/export/store_presets': (call, machine) => ({ json: store(call, machine) }),
  'openvpn/export/download': (call, machine) => ({ json: call.method === 'POST' ? download(call, machine) : { result: 'failed' } }),
};

interface Server {
  readonly vpnid: string;
  readonly name: string;
  readonly mode: string;
}

/** Enabled servers, those of the older configuration first. */
function servers(machine: Machine): Server[] {
  const named = (description: string, protocol: string, port: string): string => `${description || 'server'} ${protocol}:${port}`;
  const older = (machine.document.find('openvpn')?.children ?? []).filter(node => node.name === 'openvpn-server' && isEmpty(childText(node, 'disable')));
  const instances = instancesOf(machine).filter(([, item]) => item.text('role') === 'server');
  return [
    ...older.map(node => ({ vpnid: childText(node, 'vpnid'), name: named(childText(node, 'description'), childText(node, 'protocol'), childText(node, 'local_port')), mode: childText(node, 'mode') })),
    ...instances.map(([uuid, item]) => ({ vpnid: uuid, name: named(item.text('description'), item.text('proto'), item.text('port')), mode: item.text('authmode') === '' ? '' : 'server_tls_user' })),
  ];
}

function instancesOf(machine: Machine): [string, Group][] {
  return new Models(machine).saved('OPNsense.OpenVPN.OpenVPN').list('Instances.Instance').items.filter(([, item]) => item.text('enabled') === '1');
}

/** Facts of a server or client by uuid or number, as OPNsense's older names have them; undefined when there is none. */
function factsOf(vpnid: string, machine: Machine): Row | undefined {
  const item = instancesOf(machine).find(([uuid, each]) => uuid === vpnid || each.text('vpnid') === vpnid)?.[1];
  if (item !== undefined) return instanceFacts(item, machine);
  const node = (machine.document.find('openvpn')?.children ?? []).find(each => /^openvpn-(server|client)$/.test(each.name) && childText(each, 'vpnid') === vpnid);
  if (node === undefined) return undefined;
  return { ...Object.fromEntries(node.children.map(each => [each.name, each.text])), tls: decodedText(node, 'tls'), interface: childText(node, 'interface') };
}

function instanceFacts(item: Group, machine: Machine): Row {
  const key = new Models(machine).saved('OPNsense.OpenVPN.OpenVPN').list('StaticKeys.StaticKey').items.find(([uuid]) => uuid === item.text('tls_key'))?.[1];
  const cert = certificate(machine, item.text('cert'));
  return {
    vpnid: item.text('vpnid'), authmode: item.text('authmode'), dev_mode: item.text('dev_type'), local_port: item.text('port'), protocol: item.text('proto'), mode: item.text('authmode') === '' ? '' : 'server_tls_user',
    'reneg-sec': item.text('reneg-sec'), tls: key?.text('key'), tlsmode: key?.text('mode'), certref: item.text('cert'), caref: item.text('ca') || (cert === undefined ? undefined : childText(cert, 'caref')),
    digest: item.text('auth'), description: item.text('description'), crypto: item.text('data-ciphers-fallback'),
  };
}

function certificate({ document }: Machine, refid: string): ConfigNode | undefined {
  return refid === '' ? undefined : document.root.children.find(node => node.name === 'cert' && childText(node, 'refid') === refid);
}

function factsIn(node: ConfigNode | undefined): CertificateFacts | undefined {
  return node === undefined ? undefined : readCertificate(decodedText(node, 'crt'));
}

/** The presets of a server, fresh ones when it has none. */
function presetsOf(vpnid: string, model: Model): Group {
  const list = model.list('servers.server');
  const known = list.items.find(([, item]) => item.text('vpnid') === vpnid)?.[1];
  if (known !== undefined) return known;
  const made = list.add();
  made.field('vpnid').set(vpnid);
  return made;
}

/** A server with what is preset for its clients, or follows from its settings. */
function provider(server: Server, machine: Machine): Row {
  const facts = factsOf(server.vpnid, machine) ?? {};
  const presets = presetsOf(server.vpnid, new Models(machine).edit(PRESETS)).fields().map(field => [field.spec.name, field.value] as const);
  return { name: server.name, mode: server.mode, vpnid: server.vpnid, ...Object.fromEntries(presets.map(([name, value]) => [name, isEmpty(value) ? (facts[name] ?? null) : value])) };
}

/** Who may connect: the certificates of the server's authority, and their users. */
function accounts(vpnid: string, machine: Machine): Row {
  const none = { '': { description: '(none) Exclude certificate from export', users: [] } };
  const server = factsOf(vpnid, machine);
  if (server === undefined) return none;
  const users = (machine.document.find('system')?.children ?? []).filter(node => node.name === 'user').map(node => childText(node, 'name'));
  const known = machine.document.root.children.filter(node => node.name === 'cert' && childText(node, 'caref') === toText(server['caref'])).map(node => {
    const facts = factsIn(node);
    const name = facts?.subject.CN ?? '';
    const isClient = facts !== undefined && CLIENT_TYPES.includes(toText(certificateFields(facts, machine.release)['cert_type']));
    return [childText(node, 'refid'), { description: childText(node, 'descr'), users: isClient && users.includes(name) ? [name] : [] }] as const;
  });
  return { ...none, ...Object.fromEntries(known) };
}

function templates({ release }: Machine): Row {
  const since = (first: '25.1' | '26.1'): boolean => compareReleases(release, first) >= 0;
  const all = ['random_local_port', 'auth_nocache', 'cryptoapi', ...(since('25.1') ? ['static_challenge'] : [])];
  const template = (name: string, supportedOptions: readonly string[]): Row => ({ name, supportedOptions });
  return {
    ArchiveOpenVPN: template('Archive', ['plain_config', 'p12_password', ...all]),
    PlainOpenVPN: template('File Only', ['plain_config', ...all]),
    ...(since('26.1') ? {} : { TheGreenBow: template('TheGreenBow', []) }),
    ViscosityVisz: template('Viscosity (visz)', ['plain_config', 'p12_password', ...all]),
  };
}

interface Validated {
  readonly model: Model;
  readonly presets: Group;
  readonly answer: { readonly result: 'ok' | 'failed'; readonly changed: boolean; readonly validations?: Row };
}

function validated({ args: [vpnid = ''], body }: ApiCall, machine: Machine): Validated {
  const model = new Models(machine).edit(PRESETS);
  const presets = presetsOf(vpnid, model);
  const sent = body['openvpn_export'];
  let changed = false;
  for (const [name, value] of isObject(sent) ? Object.entries(sent) : []) {
    const field = presets.sibling(name);
    field?.set(toText(value));
    changed ||= field?.changed === true;
  }
  const problems = modelProblems(model).map(({ reference, message }) => [reference.replace(presets.reference, 'openvpn_export'), message] as const);
  return { model, presets, answer: problems.length === 0 ? { result: 'ok', changed } : { result: 'failed', changed, validations: Object.fromEntries(problems) } };
}

function store(call: ApiCall, machine: Machine): Validated['answer'] | Row {
  if (call.method !== 'POST') return { result: 'failed' };
  if (compareReleases(machine.release, '26.7') >= 0) machine.refuseReadOnly(call);
  const { model, answer } = validated(call, machine);
  if (answer.result !== 'ok' || !answer.changed) return answer;
  model.write();
  machine.record(call);
  return answer;
}

function download(call: ApiCall, machine: Machine): Row {
  const [vpnid = '', certref] = call.args;
  const server = factsOf(vpnid, machine);
  if (server === undefined) return { result: 'failed' };
  const own = certificate(machine, toText(server['certref']));
  const facts = factsIn(own);
  const isServer = facts !== undefined && ['combined_server_client', 'server_cert'].includes(toText(certificateFields(facts, machine.release)['cert_type']));
  const client = certref === undefined ? {} : clientOf(certref, toText(server['caref']), machine);
  const sent = call.body['openvpn_export'];
  const stored = sent === undefined ? { result: 'failed' } : store(call, machine);
  if (stored['result'] !== 'ok') return stored as Row;
  const presets = presetsOf(vpnid, new Models(machine).edit(PRESETS));
  const config: Row = {
    ...server, ...client, server_ca_chain: own === undefined ? '' : chain(childText(own, 'caref'), machine), server_cert_is_srv: isServer, ...(facts === undefined ? {} : { server_subject: facts.subject }),
    ...Object.fromEntries(presets.fields().map(field => [field.spec.name, field.value])),
  };
  const template = toText(config['template']);
  if (templates(machine)[template] === undefined) return stored as Row;
  if (template !== 'PlainOpenVPN') throw new UntaughtFault(`how ${template} packs its files`);
  const base = [toText(config['description']) || 'openvpn', ...(isEmpty(config['client_cn']) ? [] : [toText(config['client_cn'])])].join('_').replace(/[^a-zA-Z0-9]/g, '_');
  return { ...stored, filename: `${base}.ovpn`, filetype: 'text/ovpn', content: Buffer.from(openvpnClientFile(config)).toString('base64') };
}

/** What the file says of a client; refuses a certificate that is none of the server's clients, since 26.7 by its authority, too. */
function clientOf(refid: string, caref: string, machine: Machine): Row {
  const node = certificate(machine, refid);
  const facts = factsIn(node);
  if (node === undefined || facts?.subject.CN === undefined) throw new UserFault('There is no such client certificate.', TITLE);
  const isIts = childText(node, 'caref') === caref && CLIENT_TYPES.includes(toText(certificateFields(facts, machine.release)['cert_type']));
  if (!isIts && compareReleases(machine.release, '26.7') >= 0) throw new UserFault('The certificate is not of the authority of the server.', TITLE);
  return { client_cn: facts.subject.CN, client_crt: decodedText(node, 'crt'), client_prv: decodedText(node, 'prv') };
}

/** The certificates of an authority and those above it. */
function chain(caref: string, machine: Machine): string {
  const found: string[] = [];
  for (let next = caref; next !== '' && found.length < 10; ) {
    const node = authorities(machine).find(each => childText(each, 'refid') === next);
    if (node === undefined) break;
    found.push(`${decodedText(node, 'crt').trim()}\n`);
    next = childText(node, 'caref') === next ? '' : childText(node, 'caref');
  }
  return found.join('');
}
