import { childText } from '../../config-document';
import countries from '../../data/countries.json';
import { type Field, type Models } from '../model';
import { isAddress, isDomain, isPortOrRange, isServiceOrProtocol, isSubnet, isWildcard } from '../network';
import { isInteger } from '../php';
import { isAlias } from './aliases';
import { type Choices, type FieldType } from './field-type';
import { chosenMap, LIST } from './list-type';
import { INTEGER } from './numbers';

/** Field types of the firewall's own models. */
export const FIREWALL_TYPES: Readonly<Record<string, FieldType>> = {
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
  'Firewall.Tos': LIST(({ models }) => models.derived('tos', tosChoices)),
  'Firewall.SNatMode': LIST(snatModes, {
    computed: field => {
      const mode = field.models.machine.document.text(SNAT_MODE);
      return snatModes(field).has(mode) ? mode : 'automatic';
    },
    keep: field => {
      field.models.machine.document.ensure(SNAT_MODE).text = field.value;
    },
  }),
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
};

const SNAT_MODE = 'nat/outbound/mode';

function snatModes({ spec }: Field): Choices {
  return new Map((spec.options ?? []).map(({ key, label }) => [key, label]));
}

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
  geoip: entry => Object.hasOwn(countries, entry),
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

function tosChoices(): Choices {
  const names = ['lowdelay', 'critical', 'inetcontrol', 'netcontrol', 'throughput', 'reliability'].map((name): [string, string] => [name, name]);
  const af = [11, 12, 13, 21, 22, 23, 31, 32, 33, 41, 42, 43].map((value): [string, string] => [`af${String(value)}`, `AF${String(value)}`]);
  const cs = Array.from({ length: 8 }, (_, value): [string, string] => [`cs${String(value)}`, `CS${String(value)}`]);
  const hex = Array.from({ length: 256 }, (_, value): [string, string] => [`0x${value.toString(16)}`, `0x${value.toString(16).toUpperCase().padStart(2, '0')}`]);
  return new Map([['', 'Any'], ...names, ['ef', 'EF'], ...af, ...cs, ...hex]);
}
