// Lists the secret fields of every model of the OPNsense catalogue for the redactor.
//
//   node scripts/catalogue/secrets.mjs CATALOG_DIR        writes src/adapters/redaction/secret-fields.json
//
// CATALOG_DIR holds models-RELEASE.json for every release. A field is secret when its type is write-only, or when its type
// holds free text and either its name matches name-patterns.json or a review below says so.
//
// Format, everything in lower case:
//   secret  { mount: [field path] }  paths that hold a secret
//   public  { mount: [field path] }  fields and containers that the name patterns would hide needlessly
//   names   [ field name ]           secret fields whose name alone does not say so and that no public field shares
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const RELEASES = ['24.7', '25.1', '25.7', '26.1', '26.7'];
const REDACTION = path.join(import.meta.dirname, '../../src/adapters/redaction');

/** Field types that hold text somebody typed or pasted; every other type holds a choice, a number, an address or a reference. */
const FREE_TEXT = /^(Text|StrictText|Base64|CSVList|Description|Json)Field$|(ApiKey|StoreB64)Field$/;
const WRITE_ONLY = /^UpdateOnlyTextField$/;

/** Secret although neither name nor type says so: `Model field`. */
const REVIEWED_SECRET = new Set([
  'Core.Firmware subscription', // licence key of the business edition
  'AcmeClient.AcmeClient accounts.account.eab_hmac',
  'AcmeClient.AcmeClient actions.action.acme_proxmoxbs_tokenid',
  'AcmeClient.AcmeClient actions.action.acme_proxmoxve_tokenid',
  'AcmeClient.AcmeClient actions.action.acme_synology_dsm_deviceid', // stands for the second factor
  'AcmeClient.AcmeClient validations.validation.dns_dnsexit_api', // an API key
  'AcmeClient.AcmeClient validations.validation.dns_namecheap_api', // an API key
  'Caddy.Caddy general.TlsDnsOptionalField1', // further credentials of a DNS provider
  'Caddy.Caddy general.TlsDnsOptionalField2',
  'Caddy.Caddy general.TlsDnsOptionalField3',
  'Caddy.Caddy general.TlsDnsOptionalField4',
  'Freeradius.Avpair avpairs.avpair.value', // may be Cleartext-Password
  'HAProxy.HAProxy general.stats.users', // user:password
  'Backup.NextcloudSettings password_encryption',
  'Nut.Nut snmp.args', // holds the community
  'Telegraf.Output opentelemetry_header_value', // a bearer token
  'Tor.General control_port_password_hashed',
]);

/** Public although the name sounds secret and the type holds text. */
const REVIEWED_PUBLIC = new Set([
  'Quagga.BGP communitylists.communitylist.community', // BGP communities are routing marks
  'ZabbixAgent.ZabbixAgent aliases.alias.key', // names of metrics
  'ZabbixAgent.ZabbixAgent userparameters.userparameter.key',
  'HAProxy.HAProxy frontends.frontend.stickiness_counter_key',
  'AcmeClient.AcmeClient actions.action.sftp_chmod_key', // file mode
  'AcmeClient.AcmeClient actions.action.sftp_filename_key', // file name
]);

const catalogDir = process.argv[2];
if (catalogDir === undefined) {
  process.stderr.write('usage: node scripts/catalogue/secrets.mjs CATALOG_DIR\n');
  process.exit(2);
}

const patterns = JSON.parse(readFileSync(path.join(REDACTION, 'name-patterns.json'), 'utf8'));
const matches = (sources, name) => sources.some(source => new RegExp(source).test(name));
const squeezed = name => name.toLowerCase().replace(/[^a-z0-9]|\d+$/g, '');
const soundsSecret = name => matches(patterns.secret, squeezed(name)) && !matches(patterns.public, squeezed(name));

/** The last part of a legacy mount such as `/system/user+` is the first part of its field paths. */
const mountPath = mount => (mount.endsWith('+') ? mount.slice(0, mount.lastIndexOf('/')) : mount).replace(/^\/+/, '').toLowerCase();

function verdict(model, field) {
  const key = `${model} ${field.path}`;
  if (REVIEWED_SECRET.has(key)) return unused.delete(key), 'secret';
  if (REVIEWED_PUBLIC.has(key)) return unused.delete(key), 'public';
  if (WRITE_ONLY.test(field.type)) return 'secret';
  if (!soundsSecret(field.name)) return 'plain';
  return FREE_TEXT.test(field.type) ? 'secret' : 'public';
}

const unused = new Set([...REVIEWED_SECRET, ...REVIEWED_PUBLIC]);
const secret = new Map();
const publicly = new Map();
const secretNames = new Set();
const otherNames = new Set();
const note = (list, mount, fieldPath) => list.set(mount, (list.get(mount) ?? new Set()).add(fieldPath.toLowerCase()));

/** What a release calls secret stays secret for all: one that only moves from text to write-only must not be public before. */
for (const release of RELEASES) {
  for (const model of JSON.parse(readFileSync(path.join(catalogDir, `models-${release}.json`), 'utf8')).models) {
    const name = model.class.replace(/^(OPNsense|Deciso)\\/, '').replaceAll('\\', '.');
    const mount = mountPath(model.mount);
    for (const field of model.fields) {
      const kind = verdict(name, field);
      (kind === 'secret' ? secretNames : otherNames).add(field.name.toLowerCase());
      if (model.storage === 'memory') continue;
      if (kind !== 'plain') note(kind === 'secret' ? secret : publicly, mount, field.path);
      const parts = field.path.split('.');
      for (let end = 1; end < parts.length; end++) if (soundsSecret(parts[end - 1])) note(publicly, mount, parts.slice(0, end).join('.'));
    }
    const parts = mount.split('/');
    for (let end = 1; end <= parts.length; end++) if (soundsSecret(parts[end - 1])) note(publicly, parts.slice(0, end).join('/'), '');
  }
}
if (unused.size > 0) throw new Error(`reviewed, but in no model: ${[...unused].join(', ')}`);

const tail = (mount, fieldPath) => `${mount}/${fieldPath.replaceAll('.', '/')}`.replace(/\/$/, '').split('/').slice(-2).join('/');
const tails = new Set([...secret].flatMap(([mount, fields]) => [...fields].map(field => tail(mount, field))));
for (const [mount, fields] of publicly) {
  for (const field of fields) {
    if (secret.get(mount)?.has(field)) fields.delete(field);
    else if (tails.has(tail(mount, field))) throw new Error(`${mount} ${field} is public, but its last two names are those of a secret`);
  }
}

const sorted = map => Object.fromEntries([...map].filter(([, fields]) => fields.size > 0).sort(([a], [b]) => (a < b ? -1 : 1)).map(([mount, fields]) => [mount, [...fields].sort()]));
const names = [...secretNames].filter(name => !otherNames.has(name) && !soundsSecret(name)).sort();
const lines = map => Object.entries(sorted(map)).map(([mount, fields]) => `    ${JSON.stringify(mount)}: ${JSON.stringify(fields)}`).join(',\n');
writeFileSync(
  path.join(REDACTION, 'secret-fields.json'),
  `{\n  "secret": {\n${lines(secret)}\n  },\n  "public": {\n${lines(publicly)}\n  },\n  "names": ${JSON.stringify(names)}\n}\n`,
);
