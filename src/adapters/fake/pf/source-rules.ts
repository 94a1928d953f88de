import { createHash } from 'node:crypto';
import { compareReleases, type Release } from '../../../ports';
import { type ConfigNode, child, childText } from '../config-document';
import { type Machine } from '../machine';
import { isEmpty } from '../model/php';
import { type Row } from '../model/search';
import { antiLockout } from './anti-lockout';
import { FLOATING, interfacePriority } from './priority';

/** What rules are made of: a configuration, and the firewall it is for. */
export type RuleSource = Pick<Machine, 'release' | 'document' | 'hasPackage'>;

/** One rule that is no model item, before it is written as a release writes it. */
export interface SourceRule {
  readonly priority: number;
  readonly action?: 'pass' | 'block' | 'reject';
  readonly description: string;
  readonly ref?: string;
  readonly source?: string;
  /** A number where 25.1 answers one. */
  readonly sourcePort?: string | number;
  readonly destination?: string;
  readonly destinationPort?: string | number;
  /** Fields that are passed through under their own name. */
  readonly fields: Row;
}

/** The label under which pf and the rule lists know a rule that is no model item: 32 hex digits. */
export function labelOf(rule: SourceRule): string {
  return createHash('md5').update(JSON.stringify(rule)).digest('hex');
}

const SETTINGS = 'system_advanced_firewall.php';

/** The firewall's own rules and those of the older rule list in the order pf gets them. */
export function sourceRules(source: RuleSource): SourceRule[] {
  const rules = [...baseRules(source), ...packageRules(source), ...interfaceRules(source), ...outgoingRules(source), ...legacyRules(source), ...forwardRules(source)];
  // The rules of one priority stay in the order they were made.
  return rules.sort((left, right) => left.priority - right.priority);
}

function since({ release }: RuleSource, first: Release): boolean {
  return compareReleases(release, first) >= 0;
}

function baseRules(firewall: RuleSource): SourceRule[] {
  const { document } = firewall;
  const ref = (name: string): { ref?: string } => (since(firewall, '25.7') ? { ref: `${SETTINGS}#${name}` } : {});
  const logged = { log: true, disablereplyto: 1 };
  const icmp = (types: string, fields: Row, source?: string, destination?: string): SourceRule => ({
    priority: 1,
    action: 'pass',
    description: 'IPv6 RFC4890 requirements (ICMP)',
    ...ref('no_ipv6_rfc4890_req'),
    ...(source === undefined ? {} : { source }),
    ...(destination === undefined ? {} : { destination }),
    fields: { ...logged, ipprotocol: 'inet6', protocol: 'ipv6-icmp', 'icmp6-type': types, statetype: 'keep', ...fields, disabled: false },
  });
  const lockout = (destinationPort: string | number): SourceRule => ({
    priority: 1,
    action: 'block',
    description: 'sshlockout',
    ...ref('no_sshlockout'),
    source: '<sshlockout>',
    destination: '(self)',
    destinationPort,
    fields: { ...logged, protocol: 'tcp', direction: 'in' },
  });
  const portZero = { priority: 1, action: 'block' as const, description: 'block all targeting port 0', ...ref('no_port0_block'), fields: { ...logged, ipprotocol: 'inet46', protocol: 'tcp/udp' } };
  const neighbours = '128,133,134,135,136';
  return [
    { priority: 1, action: 'block', description: 'Default deny / state violation rule', fields: { ...logged, ipprotocol: 'inet46', quick: false } },
    icmp(since(firewall, '25.7') ? '1,2,3,4,135,136' : '1,2,135,136', {}),
    icmp('128,129,133,134,135,136', { direction: 'out' }, '(self)', 'fe80::/10,ff02::/16'),
    icmp(neighbours, { direction: 'in' }, 'fe80::/10', 'fe80::/10,ff02::/16'),
    icmp(neighbours, { direction: 'in' }, 'ff02::/16', 'fe80::/10'),
    icmp(neighbours, { direction: 'in' }, '::', 'ff02::/16'),
    { ...portZero, sourcePort: '0' },
    { ...portZero, destinationPort: '0' },
    lockout(document.text('system/ssh/port') || 22),
    lockout(document.text('system/webgui/port') || '443'),
    { priority: 1, action: 'block', description: 'virusprot overload table', ...ref('no_virusprot'), source: '<virusprot>', fields: logged },
  ];
}

function packageRules(firewall: RuleSource): SourceRule[] {
  const crowdsec = firewall.hasPackage('os-crowdsec') && !isEmpty(firewall.document.text('OPNsense/crowdsec/general/rules_enabled') || '1') ? crowdsecRules(firewall) : [];
  const wazuh: SourceRule[] = firewall.hasPackage('os-wazuh-agent')
    ? [{ priority: 1, action: 'block', description: 'Wazuh agent blocklist', ref: 'ui/wazuhagent/', source: '<__wazuh_agent_drop>', fields: { log: true } }]
    : [];
  return [...iscDhcpRules(firewall), ...crowdsec, ...dnsmasqRules(firewall), ...wazuh];
}

function crowdsecRules(firewall: RuleSource): SourceRule[] {
  return (['IPv4', 'IPv6'] as const).flatMap(family =>
    (['in', 'out'] as const).map((direction): SourceRule => {
      const table = `<crowdsec${family === 'IPv6' ? '6' : ''}_blocklists>`;
      return {
        priority: 1,
        action: 'block',
        description: `CrowdSec (${family}) ${direction}`,
        ...(direction === 'in' ? { source: table } : { destination: table }),
        fields: { ipprotocol: family === 'IPv4' ? 'inet' : 'inet6', direction, log: false, ...(since(firewall, '25.1') ? { tag: '' } : {}), quick: true },
      };
    }),
  );
}

function iscDhcpRules({ document }: RuleSource): SourceRule[] {
  const served = (document.find('dhcpd')?.children ?? []).filter(each => child(each, 'enable') !== undefined);
  return served.flatMap(({ name }): SourceRule[] => {
    const rule = { priority: 1, action: 'pass' as const, description: 'allow access to DHCP server', ref: `services_dhcp.php?if=${name}#enable` };
    const fields = { log: true, disablereplyto: 1, protocol: 'udp', direction: 'in', interface: name };
    return [
      { ...rule, sourcePort: 68, destination: '255.255.255.255', destinationPort: 67, fields },
      { ...rule, sourcePort: 68, destination: '(self)', destinationPort: 67, fields },
      { ...rule, source: '(self)', sourcePort: 67, destinationPort: 68, fields: { ...fields, direction: 'out' } },
    ];
  });
}

function dnsmasqRules({ document }: RuleSource): SourceRule[] {
  const dnsmasq = document.find('dnsmasq');
  if (dnsmasq === undefined || isEmpty(childText(dnsmasq, 'enable')) || isEmpty(document.text('dnsmasq/dhcp/default_fw_rules'))) return [];
  if (child(dnsmasq, 'dhcp_ranges') === undefined) return [];
  const interfaces = childText(dnsmasq, 'interface').split(',').filter(name => name !== '');
  return interfaces.flatMap((name): SourceRule[] => {
    const rule = { priority: 1, description: 'allow access to DHCP server', ref: 'ui/dnsmasq/settings#general' };
    const fields = { interface: name, protocol: 'udp', log: true };
    const v6 = { ...fields, ipprotocol: 'inet6' };
    return [
      { ...rule, sourcePort: '68', destination: '255.255.255.255', destinationPort: '67', fields: { ...fields, direction: 'in' } },
      { ...rule, sourcePort: '68', destination: '(self)', destinationPort: '67', fields: { ...fields, direction: 'in' } },
      { ...rule, source: '(self)', sourcePort: '67', destinationPort: '68', fields: { ...fields, direction: 'out' } },
      { ...rule, source: 'fe80::/10', destination: 'fe80::/10,ff02::/16', destinationPort: '546', fields: v6 },
      { ...rule, source: 'fe80::/10', destination: 'ff02::/16', destinationPort: '547', fields: v6 },
      { ...rule, source: 'ff02::/16', destination: 'fe80::/10', destinationPort: '547', fields: v6 },
      { ...rule, source: 'fe80::/10', destination: '(self)', destinationPort: '546', fields: v6 },
      { ...rule, source: '(self)', sourcePort: '547', destination: 'fe80::/10', fields: { ...v6, direction: 'out' } },
    ];
  });
}

const PRIVATE_NETWORKS = { inet: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,127.0.0.0/8,100.64.0.0/10,169.254.0.0/16', inet6: 'fd00::/8,fe80::/10,::/128' };

function interfaceRules({ document }: RuleSource): SourceRule[] {
  return (document.find('interfaces')?.children ?? []).flatMap((node): SourceRule[] => {
    const label = childText(node, 'descr') || node.name.toUpperCase();
    const rule = (flag: string, family: 'inet' | 'inet6', source: string, description: string): SourceRule => ({
      priority: 5,
      action: 'block',
      description,
      ref: `interfaces.php?if=${node.name}#${flag}`,
      source,
      fields: { log: true, disablereplyto: 1, direction: 'in', interface: node.name, ipprotocol: family, disabled: false },
    });
    const isSet = (flag: string): boolean => !isEmpty(childText(node, flag));
    return [
      ...(isSet('blockbogons') ? [rule('blockbogons', 'inet', '<bogons>', `Block bogon IPv4 networks from ${label}`), rule('blockbogons', 'inet6', '<bogonsv6>', `Block bogon IPv6 networks from ${label}`)] : []),
      ...(isSet('blockpriv') ? (['inet', 'inet6'] as const).map(family => rule('blockpriv', family, PRIVATE_NETWORKS[family], `Block private networks from ${label}`)) : []),
    ];
  });
}

function outgoingRules(firewall: RuleSource): SourceRule[] {
  const { document } = firewall;
  const outgoing = { log: true, disablereplyto: 1, direction: 'out' };
  const keep = { statetype: 'keep', allowopts: true, quick: false };
  const lockout = antiLockout(document);
  const gateways = (document.find('OPNsense/Gateways')?.children ?? []).filter(each => each.name === 'gateway_item' && isEmpty(childText(each, 'disabled')));
  return [
    { priority: 5, action: 'pass', description: 'let out anything from firewall host itself', fields: { ...outgoing, ...keep } },
    ...(lockout?.ports ?? []).map((destinationPort): SourceRule => ({
      priority: 5,
      action: 'pass',
      description: 'anti-lockout rule',
      ref: `${SETTINGS}#noantilockout`,
      destination: '(self)',
      destinationPort,
      fields: { log: true, disablereplyto: 1, direction: 'in', interface: lockout?.key, statetype: 'keep', protocol: 'tcp' },
    })),
    ...gateways.map((gateway): SourceRule => {
      const name = childText(gateway, 'interface');
      return {
        priority: since(firewall, '26.1') ? 10000 : 100000,
        action: 'pass',
        description: 'let out anything from firewall host itself (force gw)',
        ref: `${SETTINGS}#pf_disable_force_gw`,
        source: `(${document.text(`interfaces/${name}/if`)})`,
        fields: { ...outgoing, gateway: childText(gateway, 'name'), destination: { network: name, not: true }, ...keep },
      };
    }),
  ];
}

/** The rules of the older list that are on. */
function legacyRules({ document }: RuleSource): SourceRule[] {
  const rules = (document.find('filter')?.children ?? []).filter(each => each.name === 'rule');
  return rules.flatMap((rule, index): SourceRule[] => {
    if (!isEmpty(childText(rule, 'disabled'))) return [];
    const kept = rule.children.filter(each => !['type', 'descr', 'source', 'destination', 'disabled'].includes(each.name)).map((each): [string, unknown] => [each.name, each.text]);
    const interfaces = childText(rule, 'interface').split(',').filter(name => name !== '');
    const type = childText(rule, 'type');
    return [
      {
        priority: childText(rule, 'floating') === '' ? interfacePriority(document, interfaces) : FLOATING,
        action: type === 'block' || type === 'reject' ? type : 'pass',
        description: childText(rule, 'descr'),
        ref: `firewall_rules_edit.php?if=${interfaces[0] ?? 'FloatingRules'}&id=${String(index)}`,
        fields: { ...Object.fromEntries(kept), source: endOf(child(rule, 'source')), destination: endOf(child(rule, 'destination')), seq: index },
      },
    ];
  });
}

/** What lets in the port forwards that ask for a rule of their own: made with the rules since 26.1, saved beside them before. */
function forwardRules(firewall: RuleSource): SourceRule[] {
  if (!since(firewall, '26.1')) return [];
  const forwards = (firewall.document.find('nat')?.children ?? []).filter(each => each.name === 'rule' && isEmpty(childText(each, 'disabled')) && childText(each, 'pass') === 'rule');
  return forwards.map((forward): SourceRule => {
    const [first = '', last] = String(endOf(child(forward, 'destination'))['port'] ?? '').split('-');
    const inside = childText(forward, 'local-port');
    const port = inside === '' || last === undefined ? inside || first : `${inside}-${String(Number(last) - Number(first) + Number(inside))}`;
    const fields = Object.fromEntries(['ipprotocol', 'interface', 'protocol', 'log'].map(name => [name, childText(forward, name)]));
    return {
      priority: 500_000,
      description: childText(forward, 'descr'),
      fields: { ...fields, source: endOf(child(forward, 'source')), destination: { network: childText(forward, 'target'), ...(port === '' ? {} : { port }) } },
    };
  });
}

function endOf(node: ConfigNode | undefined): Row {
  return Object.fromEntries((node?.children ?? []).map(each => [each.name, each.text]));
}
