// Compacts the models of the OPNsense catalogue into the one file the fake firewall reads.
//
//   node scripts/catalogue/models.mjs CATALOG_DIR [--all]        writes src/adapters/fake/data/models.json
//
// CATALOG_DIR holds models-RELEASE.json for every release. To teach the fake another model, add its class to MODELS
// and run the script again: nothing else is needed unless the model uses a field type the fake does not know yet.
// Size (November 2026): 52 models, 377 KB; all 184 models of the catalogue (--all, to look at) are 0.7 MB.
//
// Format: { releases, options: [ list ], models: { class: { mount, arrays: [[path, releases, type]], fields: [field] } } }
//   releases  a string with one digit per release that has it, such as "01234" (positions in the top `releases`)
//   options   the option lists, shared: an entry is [key, label], [key, label, group], or key when the label is the key
//   field     { path, in: releases, type, …facts that differ from the usual }; order is the model's, for every release
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const RELEASES = ['24.7', '25.1', '25.7', '26.1', '26.7'];

/** Every model the fake serves, or needs to fill the options of one it serves. */
const MODELS = [
  'OPNsense.AcmeClient.AcmeClient',
  'OPNsense.Auth.Group',
  'OPNsense.Auth.Priv',
  'OPNsense.Auth.User',
  'OPNsense.Core.Firmware',
  'OPNsense.Core.Hasync',
  'OPNsense.Core.Tunables',
  'OPNsense.Cron.Cron',
  'OPNsense.CrowdSec.General',
  'OPNsense.DHCRelay.DHCRelay',
  'OPNsense.Diagnostics.DnsDiagnostics',
  'OPNsense.Diagnostics.Lvtemplate',
  'OPNsense.Diagnostics.Netflow',
  'OPNsense.Diagnostics.PacketCapture',
  'OPNsense.Diagnostics.Ping',
  'OPNsense.Diagnostics.Portprobe',
  'OPNsense.Diagnostics.SystemHealth',
  'OPNsense.Diagnostics.Traceroute',
  'OPNsense.Dnsmasq.Dnsmasq',
  'OPNsense.DynDNS.DynDNS',
  'OPNsense.Firewall.Alias',
  'OPNsense.Firewall.Category',
  'OPNsense.Firewall.DNat',
  'OPNsense.Firewall.Filter',
  'OPNsense.Firewall.Group',
  'OPNsense.HAProxy.HAProxy',
  'OPNsense.IDS.IDS',
  'OPNsense.IPsec.IPsec',
  'OPNsense.IPsec.Swanctl',
  'OPNsense.Interfaces.Settings',
  'OPNsense.Interfaces.Vip',
  'OPNsense.Interfaces.Vlan',
  'OPNsense.Kea.KeaCtrlAgent',
  'OPNsense.Kea.KeaDdns',
  'OPNsense.Kea.KeaDhcpv4',
  'OPNsense.Kea.KeaDhcpv6',
  'OPNsense.MDNSRepeater.MDNSRepeater',
  'OPNsense.Monit.Monit',
  'OPNsense.OpenVPN.Export',
  'OPNsense.OpenVPN.OpenVPN',
  'OPNsense.Routes.Route',
  'OPNsense.Routing.GatewayGroups',
  'OPNsense.Routing.Gateways',
  'OPNsense.Syslog.Syslog',
  'OPNsense.TrafficShaper.TrafficShaper',
  'OPNsense.Trust.Ca',
  'OPNsense.Trust.Cert',
  'OPNsense.Trust.General',
  'OPNsense.Unbound.Unbound',
  'OPNsense.Wireguard.Client',
  'OPNsense.Wireguard.General',
  'OPNsense.Wireguard.Server',
];

/** Options whose label ends with a blank, which the catalogue trims. */
const ENDS_WITH_BLANK = ['hgz004'];
/** Fields whose mask is for each entry, which the catalogue does not tell; it matters where a mask forbids commas. */
const CHECKED_PER_ITEM = /^dnsbl\.(blocklist\.)?wildcards$/;
const catalogDir = process.argv[2];
if (catalogDir === undefined) {
  process.stderr.write('usage: node scripts/catalogue/models.mjs CATALOG_DIR\n');
  process.exit(2);
}

const optionLists = [];
const optionIndex = new Map();
const models = {};
const catalogue = RELEASES.map(release => {
  const parsed = JSON.parse(readFileSync(path.join(catalogDir, `models-${release}.json`), 'utf8'));
  return new Map(parsed.models.map(model => [model.class.replaceAll('\\', '.'), model]));
});

for (const name of process.argv[3] === '--all' ? everyModel() : MODELS) models[name] = compact(name);

const text = layout({ releases: RELEASES, options: optionLists, models });
writeFileSync(new URL('../../src/adapters/fake/data/models.json', import.meta.url), text);
process.stdout.write(`${Object.keys(models).length} models, ${text.length} bytes\n`);

function everyModel() {
  return [...new Set(catalogue.flatMap(models => [...models.keys()]))].sort();
}

function compact(name) {
  const perRelease = catalogue.map(models => models.get(name));
  if (perRelease.every(model => model === undefined)) throw new Error(`no release has a model ${name}`);
  const mounts = [...new Set(perRelease.filter(Boolean).map(model => model.mount))];
  return {
    mount: mounts.length === 1 ? mounts[0] : Object.fromEntries(perRelease.flatMap((model, index) => (model ? [[RELEASES[index], model.mount]] : []))),
    arrays: merge(perRelease.map(model => model?.arrays.map(array => ({ path: array.path, type: shortType(array.class) })))).map(
      ([array, releases]) => [array.path, releases, array.type],
    ),
    fields: merge(perRelease.map(model => model?.fields.map(compactField))).map(([field, releases]) => {
      const { path: fieldPath, ...facts } = field;
      return { path: fieldPath, in: releases, ...facts };
    }),
  };
}

/** Facts of one field; what is usual is left out. */
function compactField(field) {
  const facts = { path: field.path, type: shortType(field.class) };
  if (field.required) facts.required = true;
  if (field.default !== null && field.default !== undefined) facts.default = field.default;
  if (field.multiple) facts.multiple = true;
  if (field.volatile) facts.volatile = true;
  // Equal messages of several checks are reported once, so it matters that the model words one for all of them.
  if (field.validation_message && !field.validation_message.includes('%s')) facts.oneMessage = true;
  if (field.mask) facts.mask = field.mask.trim();
  if (field.min !== undefined) facts.min = Number(field.min);
  if (field.max !== undefined) facts.max = Number(field.max);
  if (field.as_list) facts.asList = true;
  if (field.blank_desc) facts.blank = field.blank_desc;
  if (field.options) facts.options = shared(field.options);
  if (field.add_options) facts.addOptions = shared(field.add_options);
  if (field.relation) facts.relation = field.relation.map(compactRelation);
  if (field.constraints) facts.constraints = field.constraints.map(compactConstraint);
  if (field.props) facts.props = field.props;
  if (CHECKED_PER_ITEM.test(field.path)) facts.props = { ...facts.props, MaskPerItem: 'Y' };
  return facts;
}

function compactRelation({ source, items, display, display_format: format, filters }) {
  return { source, items, display, ...(format ? { format } : {}), ...(filters ? { filters } : {}) };
}

/** A constraint without its message: the fake words its own. */
function compactConstraint(constraint) {
  return Object.fromEntries(Object.entries(constraint).filter(([key]) => key !== 'message').map(([key, value]) => [key === 'add_fields' ? 'fields' : key, value]));
}

function shared(options) {
  const list = options.map(({ key, label: trimmed, group }) => {
    const label = ENDS_WITH_BLANK.includes(key) ? `${trimmed} ` : trimmed;
    return group ? [key, label, group] : label === key ? key : [key, label];
  });
  const text = JSON.stringify(list);
  if (!optionIndex.has(text)) optionIndex.set(text, optionLists.push(list) - 1);
  return optionIndex.get(text);
}

function shortType(className) {
  return className
    .replace(/^OPNsense\\Base\\FieldTypes\\/, '')
    .replace(/^OPNsense\\/, '')
    .replace('\\FieldTypes\\', '.')
    .replaceAll('\\', '.')
    .replace(/Field$/, '');
}

/** Joins ordered lists, one a release, into one list of [entry, releases] from which each can be read back in order. */
function merge(lists) {
  let joined = [];
  lists.forEach((list, release) => {
    if (list === undefined) return;
    const texts = list.map(entry => JSON.stringify(entry));
    const common = longestCommon(joined.map(([entry]) => JSON.stringify(entry)), texts);
    const next = [];
    let left = 0;
    let right = 0;
    for (const [leftAt, rightAt] of [...common, [joined.length, list.length]]) {
      while (left < leftAt) next.push(joined[left++]);
      while (right < rightAt) next.push([list[right++], String(release)]);
      if (leftAt < joined.length) next.push([joined[left++][0], joined[leftAt][1] + release]);
      right++;
    }
    joined = next;
  });
  return joined;
}

/** Index pairs of a longest common subsequence. */
function longestCommon(left, right) {
  const width = right.length + 1;
  const length = new Uint16Array((left.length + 1) * width);
  for (let l = left.length - 1; l >= 0; l--) {
    for (let r = right.length - 1; r >= 0; r--) {
      length[l * width + r] =
        left[l] === right[r] ? length[(l + 1) * width + r + 1] + 1 : Math.max(length[(l + 1) * width + r], length[l * width + r + 1]);
    }
  }
  const pairs = [];
  for (let l = 0, r = 0; l < left.length && r < right.length; ) {
    if (left[l] === right[r]) pairs.push([l++, r++]);
    else if (length[(l + 1) * width + r] >= length[l * width + r + 1]) l++;
    else r++;
  }
  return pairs;
}

/** JSON with one field a line, so that a change of one field is a change of one line. */
function layout(data) {
  const lines = list => list.map(entry => `    ${JSON.stringify(entry)}`).join(',\n');
  const blocks = Object.entries(data.models).map(
    ([name, model]) =>
      `  ${JSON.stringify(name)}: { "mount": ${JSON.stringify(model.mount)}, "arrays": ${JSON.stringify(model.arrays)}, "fields": [\n${lines(model.fields)}\n  ]}`,
  );
  return `{\n"releases": ${JSON.stringify(data.releases)},\n"options": [\n${lines(data.options)}\n],\n"models": {\n${blocks.join(',\n')}\n}\n}\n`;
}
