import { type ConfigNode, childText } from '../config-document';
import { interfaceNames, networkDevices } from '../network-devices';
import { type Field, type Group, type Models } from './model';
import { type RelationSpec } from './model-spec';
import { NAME_TYPES } from './name-types';
import { addressFamily, isAddress, isDomain, isNetworkAddress, isPortOrRange, isServiceOrProtocol, isSubnet, isWildcard, PORT_NAMES, PROTOCOLS } from './network';
import { compareNatural, isEmpty, isInteger, isNumeric, matchesWhole, toJson, toRegExp } from './php';

/** How a kind of field behaves. `problems` is asked only about a value that is not empty. */
export interface FieldType {
  /** The value when the model names no default; '' when not given. */
  unset?(field: Field): string;
  /** The value in a fresh item, when it is not the default. */
  fresh?(field: Field): string;
  normalise?(text: string, field: Field): string;
  describe?(field: Field): string;
  answer?(field: Field): unknown;
  problems?(value: string, field: Field): string[];
}

/** The choices of a list field in order: label, or label with its group. */
type Choices = ReadonlyMap<string, Choice>;
type Choice = string | { readonly value: string; readonly optgroup: string };

/** The behaviour of a field type; throws for one the fake does not know. */
export function fieldType(name: string): FieldType {
  const type = FIELD_TYPES[name];
  if (type === undefined) throw new Error(`The fake firewall was not taught the field type ${name}.`);
  return type;
}

const TEXT: FieldType = {
  problems: (value, { spec, models }) => {
    const problems: string[] = [];
    if (models.since('26.1')) {
      const strict = spec.type === 'StrictText';
      const allowed = (property: string, usual: boolean): boolean => (spec.props?.[property] === undefined ? usual : spec.props[property] === 'Y');
      if (!allowed('AllowSpaces', !strict) && /[ \t]/.test(value)) problems.push('Spaces and tabs are not allowed.');
      else if (!allowed('AllowNewlines', spec.type === 'Text') && /[\n\r]/.test(value)) problems.push('Line breaks are not allowed.');
      else if (!allowed('AllowSpecial', spec.type === 'Text') && /[\0\v\f]/.test(value)) problems.push('Control characters are not allowed.');
    }
    if (spec.mask !== undefined && !matchesWhole(spec.mask, value)) problems.push('The text does not have the expected form.');
    return problems;
  },
};

const LIST = (choices: (field: Field) => Choices, more: FieldType = {}, oneMessage = false): FieldType => ({
  answer: field => choiceMap(choices(field), field),
  describe: field => describeChoice(choices(field), field),
  problems: (value, field) => {
    const known = choices(field);
    const wrong = field.spec.multiple === true ? value.split(',').filter(each => !known.has(each)) : [value].filter(each => !known.has(each));
    return (field.models.since('26.1') ? wrong : wrong.slice(0, 1)).map(each => (oneMessage || field.spec.oneMessage === true ? 'There is no such choice.' : `There is no choice "${each}".`));
  },
  ...more,
});

const INTEGER: FieldType = {
  problems: (value, { spec }) => {
    const number = Number(value);
    const inRange = isNumeric(value) && number >= (spec.min ?? -Infinity) && number <= (spec.max ?? Infinity);
    // Two checks with one message: a text that fails both is reported twice.
    return [inRange, isInteger(value)].filter(passed => !passed).map(() => 'A whole number in the allowed range is needed.');
  },
};

const PORT: FieldType = {
  ...LIST(portChoices),
  normalise: (text, { spec }) => {
    const lower = text.trim().toLowerCase();
    return spec.props?.['EnableWellKnown'] === 'Y' && (lower === 'any' || PORT_NAMES.includes(lower)) ? lower : text;
  },
  answer: field => (field.spec.multiple === true ? choiceMap(portChoices(field), field) : field.value),
  describe: field => field.values.join(', '),
  problems: (value, field) => {
    const parts = field.spec.multiple === true ? value.split(',') : [value];
    return parts.every(part => isPortChoice(part, field)) ? [] : ['A port, a service name, an alias or a range is needed.'];
  },
};

const NETWORK: FieldType = {
  normalise: text => text.toLowerCase().trim(),
  answer: field => (field.spec.asList === true ? chosenMap(field.value, ',') : field.value),
  problems: (value, { spec, models }) => {
    const props = spec.props ?? {};
    if (value === 'any' && props['WildcardEnabled'] !== 'N') return [];
    const separator = typeof props['FieldSeparator'] === 'string' ? props['FieldSeparator'] : spec.asList === true && models.since('25.7') ? ',' : undefined;
    const parts = separator === undefined ? [value] : value.split(separator);
    return parts.every(part => isNetwork(part, props)) ? [] : ['A network or an address is needed.'];
  },
};

const FIELD_TYPES: Readonly<Record<string, FieldType>> = {
  ...NAME_TYPES,
  Boolean: {
    unset: ({ models }) => (models.since('25.1') ? '0' : ''),
    problems: value => (/^[01]$/.test(value) ? [] : ['Use 0 or 1.']),
  },
  Text: TEXT,
  StrictText: TEXT,
  Description: {
    problems: (value, field) => [
      ...(TEXT.problems?.(value, field) ?? []),
      // PHP counts bytes here.
      ...(/^.+$/.test(value) && Buffer.byteLength(value) <= 255 ? [] : ['Use one line of at most 255 bytes.']),
    ],
  },
  UpdateOnlyText: { ...TEXT, normalise: (text, field) => (text === '' ? field.value : text), answer: () => '', describe: () => '' },
  Integer: INTEGER,
  Numeric: {
    problems: (value, { spec }) => {
      const number = Number(value);
      const inRange = isNumeric(value) && number >= (spec.min ?? -99999999999999) && number <= (spec.max ?? 99999999999999);
      const isWritten = /^-?([0-9,]+(\.[0-9]+)?|[0-9.]+(,[0-9]+)?)$/.test(value);
      return [inRange, isWritten].filter(passed => !passed).map(() => 'A number in the allowed range is needed.');
    },
  },
  Url: { problems: value => (/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]+\S*$/i.test(value) ? [] : ['A URL is needed.']) },
  Option: LIST(({ spec }) => new Map((spec.options ?? []).map(({ key, label, group }): [string, Choice] => [key, group === undefined ? label : { value: label, optgroup: group }]))),
  Interface: LIST(interfaceChoices),
  Protocol: LIST(protocolChoices, {
    normalise: (text, { models }) => (!models.since('26.1') ? text : text.toLowerCase() === 'any' ? 'any' : text.toUpperCase()),
  }),
  Port: PORT,
  Network: NETWORK,
  NetworkAlias: LIST(
    networkChoices,
    { answer: field => field.value, describe: field => (field.models.since('25.7') ? describeValues(networkChoices(field), field) : field.value) },
    true,
  ),
  JsonKeyValueStore: LIST(backendChoices),
  ModelRelation: LIST(relationChoices, {
    describe: field => {
      const choices = relationChoices(field);
      return field.models.since('25.7') ? describeValues(choices, field) : field.value.split(',').map(key => choices.get(key) ?? '').join(', ');
    },
  }),
  Certificate: LIST(certificateChoices),
  'Diagnostics.Interface': LIST(({ models }) => {
    const named = interfaceNames(models.machine.document, false);
    return new Map(networkDevices(models.machine.document).map(({ name }) => [name, named[name] === undefined ? name : `${name} [${named[name]}]`]));
  }),
  'Firewall.FilterSequence': {
    ...INTEGER,
    fresh: field => {
      const taken = (field.parent.parent?.items ?? []).map(([, item]) => Number.parseInt(item.text(field.spec.name), 10) || 0);
      return String(Math.max(0, ...taken) + 100);
    },
  },
  'Firewall.Schedule': LIST(({ models }) => {
    const names = (models.machine.document.find('schedules')?.children ?? []).map(each => childText(each, 'name')).filter(name => name !== '');
    return new Map(names.map(name => [name, name]));
  }),
  'Firewall.Tos': LIST(({ models }) => models.once('tos', tosChoices)),
  'Firewall.SNatMode': LIST(({ spec }) => new Map((spec.options ?? []).map(({ key, label }) => [key, label]))),
  'Firewall.AliasName': {
    problems: value => {
      const problems: string[] = [];
      if (!/^([a-zA-Z]|([_a-zA-Z][a-zA-Z0-9]|[a-zA-Z][_a-zA-Z0-9])[_a-zA-Z0-9]{0,29})$/.test(value)) problems.push('A name has at most 31 letters, digits and underscores and starts with a letter.');
      if (PF_WORDS.has(value)) problems.push('This name is a word of the packet filter.');
      if (isServiceOrProtocol(value)) problems.push('This name is a service or a protocol.');
      return problems;
    },
  },
  'Firewall.AliasContent': {
    answer: field => chosenMap(field.value, '\n'),
    problems: (value, field) => {
      const check = ALIAS_CONTENT[field.parent.text('type')];
      return check === undefined ? [] : value.split('\n').filter(entry => !check(entry, field.models)).map(entry => `The entry "${entry}" does not fit the type.`);
    },
  },
  'Firewall.GroupName': {
    problems: value => [
      ...(/[^a-zA-Z0-9_]/.test(value) ? ['Use letters, digits and underscores.'] : []),
      ...(value.length > 15 ? ['Use at most 15 characters.'] : []),
      ...(/^[0-9]|[0-9]$/.test(value) ? ['A name does not start or end with a digit.'] : []),
    ],
  },
  'Firewall.Interface': LIST(({ models }) => sortedByLabel(interfaceNodes(models).filter(each => childText(each, 'type') !== 'group').map(each => [each.name, interfaceLabel(each)]))),
};

/** What fits into an alias of each type; types not named take anything. */
const ALIAS_CONTENT: Readonly<Record<string, (entry: string, models: Models) => boolean>> = {
  port: (entry, models) => isAlias(entry, models) || isPortOrRange(entry),
  host: (entry, models) => {
    const [from = '', to = '', ...rest] = entry.split('-');
    if (rest.length === 0 && entry.includes('-') && isAddress(from) && (models.since('25.1') || isAddress(to))) return isAddress(to);
    if (entry.startsWith('!') && isAddress(entry.slice(1))) return true;
    return isAlias(entry, models) || isAddress(entry) || isDomain(entry);
  },
  network: (entry, models) => {
    const isNet = (text: string): boolean => isAddress(text) || isSubnet(text) || isWildcard(text);
    if (entry.startsWith('!') && isNet(entry.slice(1))) return true;
    const ends = entry.split('-');
    const isRange = ends.filter(isAddress).length === 2 && ends.every(end => isAddress(end) || end.trim() === '');
    return isAlias(entry, models) || isNet(entry) || isRange;
  },
  networkgroup: isAlias,
  geoip: entry => COUNTRIES.has(entry),
  mac: entry => /^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){1,5}$/.test(entry),
  dynipv6host: entry => isAddress(`0000${entry}`),
  asn: entry => isInteger(entry, 1n, 4294967296n),
  authgroup: (entry, models) => (models.machine.document.find('system')?.children ?? []).some(each => each.name === 'group' && childText(each, 'gid') === entry),
};

/** Words of pf.conf, which cannot name an alias. */
const PF_WORDS = new Set(
  (
    'all allow-opts altq anchor antispoof any bandwidth binat binat-anchor bitmask block block-policy buckets cbq code codelq crop debug ' +
    'divert-reply divert-to drop drop-ovl dup-to fail-policy fairq fastroute file fingerprints flags floating flush for fragment from global group ' +
    'hfsc hogs hostid icmp-type icmp6-type if-bound in include inet inet6 interval keep label limit linkshare load log loginterface max max-mss ' +
    'max-src-conn max-src-conn-rate max-src-nodes max-src-states min-ttl modulate nat nat-anchor no no-df no-route no-sync on optimization os out ' +
    'overload pass port prio priority priq probability proto qlimit queue quick random random-id rdr rdr-anchor realtime reassemble reply-to ' +
    'require-order return return-icmp return-icmp6 return-rst round-robin route route-to rtable rule ruleset-optimization scrub set set-tos skip ' +
    'sloppy source-hash source-track state state-defaults state-policy static-port sticky-address synproxy table tag tagged target tbrsize timeout ' +
    'to tos ttl upperlimit urpf-failed user'
  ).split(' '),
);

/** Country codes (ISO 3166-1) and EU. */
const COUNTRIES = new Set(
  (
    'EU AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL ' +
    'CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW ' +
    'GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME ' +
    'MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA ' +
    'RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY ' +
    'UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

function choiceMap(choices: Choices, field: Field): unknown {
  const { spec, value, models } = field;
  const chosen = new Set(value.split(','));
  const entries = new Map<string, unknown>();
  if (!field.required && spec.multiple !== true) entries.set('', { value: spec.blank ?? 'None', selected: Number(models.since('26.1') ? value === '' : field.empty) });
  for (const [key, choice] of choices) entries.set(key, { ...(typeof choice === 'string' ? { value: choice } : choice), selected: Number(chosen.has(key)) });
  return toJson(entries);
}

function chosenMap(value: string, separator: string): unknown {
  return toJson(new Map(value.split(separator).map(entry => [entry, { value: entry, selected: 1 }])));
}

function describeChoice(choices: Choices, field: Field): string {
  if (field.models.since('25.7')) return describeValues(choices, field);
  const labels = Object.values(choiceMap(choices, field) as Record<string, { value: string; selected: number }>);
  return labels.filter(each => each.selected === 1).map(each => each.value).join(', ');
}

function describeValues(choices: Choices, field: Field): string {
  return field.values
    .map(value => {
      const choice = choices.get(value) ?? value;
      return typeof choice === 'string' ? choice : choice.value;
    })
    .join(', ');
}

function interfaceNodes(models: Models): readonly ConfigNode[] {
  return models.machine.document.find('interfaces')?.children ?? [];
}

function interfaceLabel(node: ConfigNode): string {
  return childText(node, 'descr') || node.name.toUpperCase();
}

function sortedByLabel(entries: [string, string][]): Map<string, string> {
  return new Map(entries.sort(([, left], [, right]) => compareNatural(left, right)));
}

function interfaceChoices({ spec, models }: Field): Choices {
  const filters = Object.entries((spec.props?.['Filters'] ?? spec.props?.['filters'] ?? {}) as Record<string, string>);
  const dynamic = spec.props?.['AllowDynamic'];
  return models.once(`interfaces ${JSON.stringify([filters, dynamic])}`, () => {
    const nodes = interfaceNodes(models).filter(node => {
      const isDynamic = !isEmpty(childText(node, 'internal_dynamic'));
      const hasAddress = childText(node, 'ipaddr') !== '' || childText(node, 'ipaddrv6') !== '';
      return !isDynamic || dynamic === 'Y' || (dynamic === 'S' && hasAddress);
    });
    const shown = nodes.filter(node => filters.every(([name, pattern]) => toRegExp(pattern).test(node.children.find(each => each.name === name)?.text ?? '0')));
    return sortedByLabel(shown.map(node => [node.name, interfaceLabel(node)]));
  });
}

const FIRST_PROTOCOLS = ['TCP', 'UDP', 'TCP/UDP', 'ICMP', 'ESP', 'AH', 'GRE', 'IGMP', 'PIM', 'OSPF'];

function protocolChoices(field: Field): Choices {
  const { spec, models } = field;
  const added = (spec.addOptions ?? []).map(({ key, label }): [string, string] => [key, label]);
  return models.once(`protocols ${String(field.required)} ${JSON.stringify(added)}`, () => {
    const named = PROTOCOLS.map((name): [string, string] => [name, name]);
    if (!models.since('25.1')) return new Map([['any', 'any'], ...named]);
    if (!models.since('26.1')) return sortedByLabel([['any', 'any'], ...named, ...added]);
    const sorted = sortedByLabel([...named, ...added]);
    const first = FIRST_PROTOCOLS.filter(name => sorted.has(name)).map((name): [string, string] => [name, name]);
    return new Map([...(field.required ? [['any', 'any'] as [string, string]] : []), ...first, ...sorted]);
  });
}

function aliases(models: Models): readonly Group[] {
  return models.saved('OPNsense.Firewall.Alias').list('aliases.alias').items.map(([, item]) => item);
}

function isAlias(name: string, models: Models): boolean {
  return name !== '' && aliases(models).some(alias => alias.text('name') === name);
}

function isPortAlias(name: string, models: Models): boolean {
  return aliases(models).some(alias => alias.text('name') === name && alias.text('type') === 'port');
}

function portChoices(field: Field): Choices {
  return new Map(field.values.filter(value => isPortChoice(value, field)).map(value => [value, value]));
}

function isPortChoice(text: string, { spec, models }: Field): boolean {
  const enabled = (property: string): boolean => spec.props?.[property] === 'Y';
  if (/^[1-9]\d*$/.test(text)) return Number(text) <= 65535;
  if (enabled('EnableWellKnown') && (text === 'any' || PORT_NAMES.includes(text))) return true;
  if (enabled('EnableAlias') && isPortAlias(text, models)) return true;
  const [from = '', to = '', ...rest] = text.split('-');
  const blanks = models.since('26.7') && /\s/.test(text);
  const isPort = (end: string): boolean => isInteger(end, 1n, 65535n);
  return enabled('EnableRanges') && rest.length === 0 && !blanks && isPort(from) && isPort(to) && Number(from) < Number(to);
}

function networkChoices(field: Field): Choices {
  const { models, value } = field;
  const known = models.once('networks', () => {
    const choices = new Map([['any', 'any'], ['(self)', 'This Firewall']]);
    for (const node of interfaceNodes(models)) {
      choices.set(node.name, `${interfaceLabel(node)} net`);
      if (!node.children.some(each => each.name === 'virtual')) choices.set(`${node.name}ip`, `${interfaceLabel(node)} address`);
    }
    for (const alias of aliases(models)) if (alias.text('type') !== 'port') choices.set(alias.text('name'), alias.text('name'));
    return choices;
  });
  return isAddress(value) || isSubnet(value) ? new Map([...known, [value, value]]) : known;
}

function isNetwork(text: string, props: Readonly<Record<string, unknown>>): boolean {
  const [address = '', length, ...rest] = text.split('/');
  if (length === undefined) {
    if (props['NetMaskRequired'] === 'Y') return false;
  } else {
    if (props['NetMaskAllowed'] !== undefined && props['NetMaskAllowed'] !== 'Y') return false;
    if (rest.length > 0 || !/^\d+$/.test(length) || Number(length) > (address.includes(':') ? 128 : 32)) return false;
    if (props['Strict'] === 'Y' && !isNetworkAddress(text)) return false;
  }
  const family = addressFamily(address);
  const wanted = typeof props['AddressFamily'] === 'string' ? props['AddressFamily'].trim().toLowerCase() : '';
  return family !== undefined && (wanted === 'ipv4' ? family === 4 : wanted === 'ipv6' ? family === 6 : true);
}

/** What the backend commands of JsonKeyValueStore fields list. */
const BACKEND_LISTS: Readonly<Record<string, (models: Models) => [string, string][]>> = {
  'interface gateways list': gatewayChoices,
  'interface gateways list -g': models => [...gatewayChoices(models), ...gatewayGroups(models)],
  'filter list diverts': () => [['8000', 'Intrusion Detection']],
};

function backendChoices({ spec, models }: Field): Choices {
  const command = String(spec.props?.['ConfigdPopulateAct'] ?? '');
  const list = BACKEND_LISTS[command];
  if (list === undefined) throw new Error(`The fake firewall was not taught the backend command "${command}".`);
  return models.once(`backend ${command}`, () => {
    const entries = list(models);
    return spec.props?.['SortByValue'] === 'Y' ? sortedByLabel(entries) : new Map(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

function gatewayChoices({ machine }: Models): [string, string][] {
  const items = [...(machine.document.find('OPNsense/Gateways')?.children ?? []), ...(machine.document.find('gateways')?.children ?? [])];
  const gateways = items.filter(each => each.name === 'gateway_item' && isEmpty(childText(each, 'disabled')));
  const label = (name: string, detail: string): [string, string] => [name, `${name} - ${detail}`];
  return [label('Null4', '127.0.0.1'), label('Null6', '::1'), ...gateways.map(each => label(childText(each, 'name'), childText(each, 'gateway') || childText(each, 'ipprotocol')))];
}

function gatewayGroups({ machine }: Models): [string, string][] {
  const groups = (machine.document.find('gateways')?.children ?? []).filter(each => each.name === 'gateway_group');
  return groups.map(each => [childText(each, 'name'), childText(each, 'name')]);
}

/** Certificates, authorities (but for those that sign OCSP answers) or revocation lists, by reference id. */
function certificateChoices({ spec, models }: Field): Choices {
  const type = String(spec.props?.['Type'] ?? spec.props?.['type'] ?? 'cert').trim().toLowerCase();
  const section = type === 'ca' || type === 'crl' ? type : 'cert';
  const nodes = models.machine.document.root.children.filter(node => node.name === section && !(section === 'ca' && childText(node, 'x509_extensions') === 'ocsp'));
  return sortedByLabel(nodes.map(node => [childText(node, 'refid'), childText(node, 'descr')]));
}

function relationChoices(field: Field): Choices {
  const { spec, models } = field;
  const own = field.parent.model;
  const collect = (): Choices => {
    const entries = (spec.relation ?? []).flatMap(relation => relatedItems(relation, relation.source === own.spec.name ? own : models.saved(relation.source)));
    return spec.props?.['Sorted'] === 'Y' ? new Map(entries) : sortedByLabel(entries);
  };
  const isOwn = spec.relation?.some(relation => relation.source === own.spec.name) ?? false;
  return isOwn ? collect() : models.once(`relation ${JSON.stringify(spec.relation)}`, collect);
}

function relatedItems({ items, display, format, filters }: RelationSpec, model: Field['parent']['model']): [string, string][] {
  const shown = model.list(items).items.filter(([, item]) =>
    Object.entries(filters ?? {}).every(([name, pattern]) => item.text(name) === '' || toRegExp(pattern).test(item.text(name))),
  );
  return shown.map(([uuid, item]) => {
    const words = display.split(',').map(name => item.describe(name));
    return [uuid, (format ?? '%s').replace(/%s/g, () => words.shift() ?? '')];
  });
}

function tosChoices(): Choices {
  const names = ['lowdelay', 'critical', 'inetcontrol', 'netcontrol', 'throughput', 'reliability'].map((name): [string, string] => [name, name]);
  const af = [11, 12, 13, 21, 22, 23, 31, 32, 33, 41, 42, 43].map((value): [string, string] => [`af${String(value)}`, `AF${String(value)}`]);
  const cs = Array.from({ length: 8 }, (_, value): [string, string] => [`cs${String(value)}`, `CS${String(value)}`]);
  const hex = Array.from({ length: 256 }, (_, value): [string, string] => [`0x${value.toString(16)}`, `0x${value.toString(16).toUpperCase().padStart(2, '0')}`]);
  return new Map([['', 'Any'], ...names, ['ef', 'EF'], ...af, ...cs, ...hex]);
}
