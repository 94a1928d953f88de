import { createHash } from 'node:crypto';
import { type ConfigNode, child, childText } from '../config-document';
import { type Machine } from '../machine';
import { type Models } from '../model/model';
import { isEmpty } from '../model/php';
import { type Row } from '../model/search';

/** One rule that is no model item, before it is written as a release writes it. */
interface SourceRule {
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

const SETTINGS = 'system_advanced_firewall.php';

/** The firewall's own rules and those of the older rule list, as `search_rule` lists them beside the model's (25.1 and later). */
export function automaticRules(models: Models): Row[] {
  const { machine } = models;
  const rules = [...baseRules(models), ...packageRules(models), ...interfaceRules(machine), ...outgoingRules(models), ...legacyRules(machine)];
  // Order of the list; the rules of one priority stay in the order they were made.
  rules.sort((left, right) => left.priority - right.priority);
  return rules.map((rule, index) => (models.since('26.1') ? rawRow(rule, index) : labelRow(rule, index, models)));
}

function baseRules(models: Models): SourceRule[] {
  const { document } = models.machine;
  const ref = (name: string): { ref?: string } => (models.since('25.7') ? { ref: `${SETTINGS}#${name}` } : {});
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
    icmp(models.since('25.7') ? '1,2,3,4,135,136' : '1,2,135,136', {}),
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

function packageRules(models: Models): SourceRule[] {
  const { machine } = models;
  const crowdsec = machine.hasPackage('os-crowdsec') && !isEmpty(machine.document.text('OPNsense/crowdsec/general/rules_enabled') || '1') ? crowdsecRules(models) : [];
  const wazuh: SourceRule[] = machine.hasPackage('os-wazuh-agent')
    ? [{ priority: 1, action: 'block', description: 'Wazuh agent blocklist', ref: 'ui/wazuhagent/', source: '<__wazuh_agent_drop>', fields: { log: true } }]
    : [];
  return [...iscDhcpRules(machine), ...crowdsec, ...dnsmasqRules(machine), ...wazuh];
}

function crowdsecRules(models: Models): SourceRule[] {
  return (['IPv4', 'IPv6'] as const).flatMap(family =>
    (['in', 'out'] as const).map((direction): SourceRule => {
      const table = `<crowdsec${family === 'IPv6' ? '6' : ''}_blocklists>`;
      return {
        priority: 1,
        action: 'block',
        description: `CrowdSec (${family}) ${direction}`,
        ...(direction === 'in' ? { source: table } : { destination: table }),
        fields: { ipprotocol: family === 'IPv4' ? 'inet' : 'inet6', direction, log: false, ...(models.since('25.1') ? { tag: '' } : {}), quick: true },
      };
    }),
  );
}

function iscDhcpRules({ document }: Machine): SourceRule[] {
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

function dnsmasqRules({ document }: Machine): SourceRule[] {
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

function interfaceRules({ document }: Machine): SourceRule[] {
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

function outgoingRules(models: Models): SourceRule[] {
  const { document } = models.machine;
  const outgoing = { log: true, disablereplyto: 1, direction: 'out' };
  const keep = { statetype: 'keep', allowopts: true, quick: false };
  const lockoutPorts = document.find('system/webgui/noantilockout') === undefined && document.find('interfaces/lan') !== undefined ? ['80', document.text('system/webgui/port') || '443'] : [];
  const gateways = (document.find('OPNsense/Gateways')?.children ?? []).filter(each => each.name === 'gateway_item' && isEmpty(childText(each, 'disabled')));
  return [
    { priority: 5, action: 'pass', description: 'let out anything from firewall host itself', fields: { ...outgoing, ...keep } },
    ...lockoutPorts.map((destinationPort): SourceRule => ({
      priority: 5,
      action: 'pass',
      description: 'anti-lockout rule',
      ref: `${SETTINGS}#noantilockout`,
      destination: '(self)',
      destinationPort,
      fields: { log: true, disablereplyto: 1, direction: 'in', interface: 'lan', statetype: 'keep', protocol: 'tcp' },
    })),
    ...gateways.map((gateway): SourceRule => {
      const name = childText(gateway, 'interface');
      return {
        priority: models.since('26.1') ? 10000 : 100000,
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
function legacyRules({ document }: Machine): SourceRule[] {
  const rules = (document.find('filter')?.children ?? []).filter(each => each.name === 'rule');
  return rules.flatMap((rule, index): SourceRule[] => {
    if (!isEmpty(childText(rule, 'disabled'))) return [];
    const kept = rule.children.filter(each => !['type', 'descr', 'source', 'destination', 'disabled'].includes(each.name)).map((each): [string, unknown] => [each.name, each.text]);
    const interfaces = childText(rule, 'interface').split(',').filter(name => name !== '');
    const type = childText(rule, 'type');
    return [
      {
        priority: childText(rule, 'floating') !== '' || interfaces.length !== 1 ? 200000 : 400000,
        action: type === 'block' || type === 'reject' ? type : 'pass',
        description: childText(rule, 'descr'),
        ref: `firewall_rules_edit.php?if=${interfaces[0] ?? 'FloatingRules'}&id=${String(index)}`,
        fields: { ...Object.fromEntries(kept), source: endOf(child(rule, 'source')), destination: endOf(child(rule, 'destination')), seq: index },
      },
    ];
  });
}

function endOf(node: ConfigNode | undefined): Row {
  return Object.fromEntries((node?.children ?? []).map(each => [each.name, each.text]));
}

function commonRow(rule: SourceRule, index: number): Row {
  return {
    ...rule.fields,
    '#priority': rule.priority,
    enabled: '1',
    action: rule.action ?? '',
    replyto: '',
    description: rule.description,
    source_net: rule.source ?? '',
    source_port: rule.sourcePort ?? '',
    destination_net: rule.destination ?? '',
    destination_port: rule.destinationPort ?? '',
    ref: rule.ref ?? '',
    uuid: createHash('md5').update(JSON.stringify(rule)).digest('hex'),
    sort_order: `${String(rule.priority).padStart(6, '0')}.1${String(index + 1).padStart(6, '0')}`,
    legacy: true,
  };
}

/** Source and destination as flat fields, without the marks of pf. */
function flatEnds(row: Row): Row {
  const flat: Row = { ...row, is_automatic: isEmpty(row['updated']) };
  for (const end of ['source', 'destination']) {
    const given = row[end] as Row | undefined;
    if (given !== undefined && Object.keys(given).length > 0) {
      flat[`${end}_not`] = isEmpty(given['not']) ? '0' : '1';
      flat[`${end}_net`] = isEmpty(given['any']) ? (given['network'] || given['address'] || '') : 'any';
      flat[`${end}_port`] = given['port'] ?? '';
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
      delete flat[end];
    }
  }
  // An own rule says its other end flat already.
  for (const name of ['source_net', 'destination_net', 'source_port', 'destination_port']) {
    const text = String(flat[name] || row[name] || '');
    flat[name] = text === '(self)' ? text : text.replace(/^[()<>{}]+|[()<>{}]+$/g, '');
  }
  return flat;
}

/** 26.1 and later: values as they are, `%` twins for the labels. */
function rawRow(rule: SourceRule, index: number): Row {
  const row = flatEnds(commonRow(rule, index));
  const filled: Row = { ...row, direction: row['direction'] ?? 'in', ipprotocol: row['ipprotocol'] ?? '', protocol: row['protocol'] ?? '' };
  return { ...filled, '%direction': filled['direction'], '%action': filled['action'], '%ipprotocol': filled['ipprotocol'], '%protocol': String(filled['protocol']).toUpperCase() };
}

/** 25.1 and 25.7. */
function labelRow(rule: SourceRule, index: number, models: Models): Row {
  const row = models.since('25.7') ? flatEnds(commonRow(rule, index)) : commonRow(rule, index);
  return { ...row, direction: row['direction'] ?? 'in', ipprotocol: row['ipprotocol'] ?? 'inet' };
}
