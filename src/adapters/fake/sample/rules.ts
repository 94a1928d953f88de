import { type Content } from './content';
import { manyAliases, manyCategories, manyRules } from './many-rules';
import { type SampleKit } from './sample-kit';

/** A filter rule of the sample. */
export interface SampleRule {
  readonly name: string;
  readonly action: 'pass' | 'block' | 'reject';
  /** One interface, or several (comma separated) or none for a floating rule. */
  readonly on: string;
  readonly proto?: string;
  readonly from: string;
  readonly to: string;
  readonly port?: string;
  readonly disabled?: boolean;
  readonly log?: boolean;
  readonly category?: string;
  readonly gateway?: string;
  readonly family?: 'inet' | 'inet6' | 'inet46';
  /** Made on the old rules page: kept in the old section as long as a release has that page. */
  readonly old?: boolean;
}

const CATEGORIES = [
  { name: 'Guests', color: 'f0ad4e' },
  { name: 'Things', color: '5bc0de' },
  { name: 'Temporary', color: 'd9534f' },
];

const RULES: readonly SampleRule[] = [
  { name: 'Block known attackers', action: 'block', on: 'wan,opt3', from: 'blocklist', to: 'any', log: true },
  { name: 'Ping between all networks', action: 'pass', on: 'lan,opt1', proto: 'ICMP', from: 'any', to: 'any' },
  { name: 'Default allow LAN to any rule', action: 'pass', on: 'lan', from: 'lan', to: 'any', old: true },
  { name: 'Default allow LAN IPv6 to any rule', action: 'pass', on: 'lan', from: 'lan', to: 'any', family: 'inet6', old: true },
  { name: 'Backups of the hypervisor go over LTE', action: 'pass', on: 'lan', proto: 'TCP', from: 'servers', to: 'any', port: '873', gateway: 'LTE_GW', old: true },
  { name: 'Things may ask for names', action: 'pass', on: 'opt1', proto: 'UDP', from: 'opt1', to: '(self)', port: '53', category: 'Things', old: true },
  { name: 'Things must not reach the LAN', action: 'block', on: 'opt1', from: 'opt1', to: 'lan', log: true, category: 'Things', old: true },
  { name: 'Things to the internet', action: 'pass', on: 'opt1', from: 'opt1', to: 'any', category: 'Things' },
  { name: 'Guests must not reach private networks', action: 'reject', on: 'opt2', from: 'opt2', to: 'private_networks', category: 'Guests' },
  { name: 'Guests to the web', action: 'pass', on: 'opt2', proto: 'TCP', from: 'opt2', to: 'any', port: 'web_ports', category: 'Guests' },
  { name: 'Staff over VPN to the servers', action: 'pass', on: 'opt4', proto: 'TCP', from: '10.10.10.0/24', to: 'servers', port: '443' },
  { name: 'Remote help for the migration', action: 'pass', on: 'wan', proto: 'TCP', from: '192.0.2.77', to: 'nas', port: '8443', disabled: true, category: 'Temporary' },
];

/** The categories that rules and aliases wear. */
export function categories(kit: SampleKit): Content {
  return {
    ...kit.model('1.0.0', 'Firewall categories'),
    categories: { category: [...CATEGORIES, ...manyCategories(extraRules(kit))].map(({ name, color }) => ({ '@uuid': kit.uuid(`category ${name}`), name, auto: kit.unset, color })) },
  };
}

/** Aliases: hosts, networks, ports, a downloaded list with a password, and one that nothing uses. */
export function aliases(kit: SampleKit): Content {
  const alias = (name: string, type: string, content: readonly string[], description: string, more: Readonly<Record<string, string>> = {}): Content => ({
    '@uuid': kit.uuid(`alias ${name}`),
    enabled: '1', name, type, proto: '', interface: '', counters: kit.unset, updatefreq: '', content: content.join('\n'),
    ...(kit.since('25.1') ? { path_expression: '', password: '', username: '', authtype: '' } : {}),
    ...(kit.since('25.7') ? { expire: '' } : {}),
    categories: '', description,
    ...more,
  });
  const login = kit.since('25.1') ? { username: 'office', password: kit.password('blocklist'), authtype: 'Basic' } : {};
  return {
    ...kit.model('1.0.1', 'Firewall aliases'),
    geoip: { url: `https://geo.example.net/download?license_key=${kit.password('geoip')}` },
    aliases: {
      alias: [
        alias('servers', 'host', ['192.168.1.10', '192.168.1.11'], 'Servers on the LAN'),
        alias('nas', 'host', ['192.168.1.10'], 'Storage'),
        alias('private_networks', 'network', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], 'RFC 1918'),
        alias('web_ports', 'port', ['80', '443'], 'Web'),
        alias('blocklist', 'urltable', ['https://lists.example.net/attackers.txt'], 'Known attackers', { updatefreq: '0.25', ...login }),
        alias('things', 'mac', ['b8:27:eb:4a:20:01', '5c:cf:7f:4a:20:02'], 'Things by their addresses', { categories: kit.uuid('category Things') }),
        alias('old_servers', 'host', ['192.168.1.200'], 'Used by nothing'),
        ...manyAliases(kit, extraRules(kit)).map(each => alias(each.name, each.type, each.content, each.description)),
      ],
    },
  };
}

/** Rules of the API-managed model; up to 26.1 those of the old page are not among them. */
export function filterModel(kit: SampleKit): Content {
  const rules = [...RULES.filter(rule => !inOldSection(kit, rule)), ...manyRules(kit, extraRules(kit))];
  return {
    ...kit.versioned('OPNsense/Firewall/Filter', 'Firewall rules (new)'),
    ...(kit.since('26.1') ? { general: kit.release === '26.7' ? { snat_mode: 'automatic' } : '' } : {}),
    rules: { rule: rules.map((rule, index) => modelRule(kit, rule, String(kit.size.rules === undefined ? (index + 1) * 100 : index + 1))) },
    snatrules: '',
    npt: '',
    onetoone: '',
  };
}

/** Rules of the old page; empty from 26.7 on. */
export function legacyRules(kit: SampleKit): Content {
  return { rule: RULES.filter(rule => inOldSection(kit, rule)).map(legacyRule) };
}

/** A port forward, and outbound NAT as OPNsense makes it by itself. */
export function nat(kit: SampleKit): Content {
  return {
    rule: [{
      '@uuid': kit.uuid('forward nas'),
      interface: 'wan', ipprotocol: 'inet', protocol: 'tcp', source: { any: '1' }, destination: { network: 'wanip', port: '8443' },
      target: '192.168.1.10', 'local-port': '443', descr: 'NAS from outside', 'associated-rule-id': 'pass',
    }],
    outbound: { mode: 'automatic' },
  };
}

function extraRules({ size }: SampleKit): number {
  return Math.max(0, (size.rules ?? 0) - RULES.length);
}

function inOldSection(kit: SampleKit, rule: SampleRule): boolean {
  return rule.old === true && !kit.since('26.7');
}

function modelRule(kit: SampleKit, rule: SampleRule, sequence: string): Content {
  return {
    '@uuid': kit.uuid(`rule ${rule.name}`),
    enabled: rule.disabled === true ? '0' : '1',
    ...(kit.since('25.1') ? { statetype: 'keep' } : {}),
    sequence, action: rule.action, quick: '1',
    ...(kit.since('25.1') ? { interfacenot: '0' } : {}),
    interface: rule.on, direction: 'in', ipprotocol: rule.family ?? 'inet', protocol: rule.proto ?? 'any',
    source_net: rule.from, source_not: '0', source_port: '', destination_net: rule.to, destination_not: '0', destination_port: rule.port ?? '',
    gateway: rule.gateway ?? '', log: rule.log === true ? '1' : '0',
    categories: rule.category === undefined ? '' : kit.uuid(`category ${rule.category}`),
    description: rule.name,
  };
}

function legacyRule(rule: SampleRule): Content {
  const end = (name: string): Readonly<Record<string, Content>> =>
    name === 'any' ? { any: '1' } : /^(lan|wan|opt\d+|\(self\))$/.test(name) ? { network: name } : { address: name };
  return {
    type: rule.action, interface: rule.on, ipprotocol: rule.family ?? 'inet', statetype: 'keep state', descr: rule.name, direction: 'in',
    ...(rule.log === true ? { log: '1' } : {}),
    ...(rule.category === undefined ? {} : { category: rule.category }),
    quick: '1',
    ...(rule.proto === undefined ? {} : { protocol: rule.proto.toLowerCase() }),
    ...(rule.gateway === undefined ? {} : { gateway: rule.gateway }),
    source: end(rule.from),
    destination: rule.port === undefined ? end(rule.to) : { ...end(rule.to), port: rule.port },
    ...(rule.disabled === true ? { disabled: '1' } : {}),
  };
}
