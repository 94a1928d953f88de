import { antiLockout, sshPort, webGuiPort } from './anti-lockout';
import { fieldsOf, type FilterConfiguration, isFilled, isSet } from './configuration';
import { actionOf, directionOf, familyOf, type FilterRule, listIn, protocolOf, type RuleEnd } from './filter-rule';
import { type NetworkInterfaces } from './network-interfaces';
import { isOfOldPage, type RuleRow } from './rule-rows';

const ANY: RuleEnd = { nets: [], negated: false, port: '' };
const PLAIN: Omit<FilterRule, 'id' | 'description' | 'action' | 'order'> = {
  origin: 'automatic', enabled: true, interfaces: [], notInterfaces: false, direction: 'in', quick: true, family: 'inet46', protocol: '', icmpTypes: [], icmp6Types: [], source: ANY, destination: ANY,
  schedule: '', gateway: '', log: false, tagged: '', furtherConditions: '', furtherEffects: '',
};
const FAMILIES: Readonly<Record<string, string>> = { IPv4: 'inet', IPv6: 'inet6' };
/** Within one priority rules of the model stand first. */
const AFTER_MODEL = 0.5;

/** OPNsense's own rules among those that the firewall lists (25.1.5 and later), in its order. `tellsFamilies` is false up to 25.7, which says IPv4 of rules for both families, too. */
export function listedAutomaticRules(rows: readonly RuleRow[], interfaces: NetworkInterfaces, tellsFamilies: boolean): FilterRule[] {
  const own = rows.filter(row => row.legacy === true && !isOfOldPage(row)).map(row => listedRule(row, interfaces, tellsFamilies));
  return own.sort((left, right) => left.place.localeCompare(right.place, 'en', { numeric: true })).map(({ rule }) => rule);
}

function listedRule(row: RuleRow, interfaces: NetworkInterfaces, tellsFamilies: boolean): { readonly rule: FilterRule; readonly place: string } {
  const text = (name: string): string => wordOf(row[name]);
  const place = text('sort_order');
  const family = familyOf(FAMILIES[text('ipprotocol')] ?? text('ipprotocol'));
  const rule: FilterRule = {
    ...PLAIN,
    id: text('uuid'), enabled: text('enabled') !== '0', description: text('description') || text('descr'), action: actionOf(text('action')),
    interfaces: listIn(text('interface')).map(name => interfaces.find(name)?.name ?? name), notInterfaces: text('interfacenot') === '1', direction: directionOf(text('direction')),
    quick: row['quick'] === undefined ? row['floating'] === undefined : !['', '0'].includes(text('quick')), family: family === 'inet' && !tellsFamilies ? 'inet46' : family, protocol: protocolOf(text('protocol')),
    icmp6Types: listIn(text('icmp6-type')), source: listedEnd('source', row, interfaces), destination: listedEnd('destination', row, interfaces), gateway: text('gateway'), log: text('log') === '1',
    tagged: text('tagged'), order: (Number(place.split('.', 1)[0]) || 0) + AFTER_MODEL,
  };
  return { rule, place };
}

function listedEnd(side: 'source' | 'destination', row: RuleRow, interfaces: NetworkInterfaces): RuleEnd {
  const nested = row[side];
  const net = wordOf(row[`${side}_net`]) || wordOf(nested?.network) || wordOf(nested?.address);
  const nets = listIn(net).filter(each => each !== 'any').map(each => nameInPf(each, interfaces));
  const port = wordOf(row[`${side}_port`]) || wordOf(nested?.port);
  return { nets, negated: wordOf(row[`${side}_not`]) === '1' || !['', '0'].includes(wordOf(nested?.not)), port: port === 'any' ? '' : port };
}

/** Tables stand in `<>` and devices in `()`, or, from 25.7 on, bare. */
function nameInPf(text: string, interfaces: NetworkInterfaces): string {
  if (text === '(self)') return text;
  const bare = text.replaceAll(/^[<({]|[>)}]$/g, '');
  const [device = '', part] = bare.split(':');
  const found = interfaces.list.find(each => each.device === device);
  if (found === undefined || interfaces.named(bare) !== undefined) return bare;
  return part === 'network' ? found.name : `(${device})`;
}

function wordOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

const PRIVATE_V4 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16'];
const PRIVATE_V6 = ['fd00::/8', 'fe80::/10', '::/128'];
const NEIGHBOURS = ['128', '133', '134', '135', '136'];

/** OPNsense's own rules as far as they follow from the configuration, for releases that do not list them: what decides about most packets, without those of services such as DHCP. */
export function derivedAutomaticRules(configuration: FilterConfiguration, interfaces: NetworkInterfaces): FilterRule[] {
  const system = fieldsOf(configuration.system);
  const rule = (order: number, action: FilterRule['action'], description: string, more: Partial<FilterRule>): FilterRule => ({ ...PLAIN, id: description, description, action, order: order + AFTER_MODEL, ...more });
  const ports = (protocol: string, port: string | number): Partial<FilterRule> => ({ protocol, destination: { ...ANY, port: String(port) } });
  const toSelf = (port: number): Partial<FilterRule> => ({ protocol: 'tcp', destination: { nets: ['(self)'], negated: false, port: String(port) } });
  const from = (...nets: string[]): Partial<FilterRule> => ({ source: { ...ANY, nets } });
  const hasIpv6 = isSet(system, 'ipv6allow');
  const lockout = antiLockout(configuration, interfaces);
  const icmp6 = (types: readonly string[], more: Partial<FilterRule> = {}): FilterRule => rule(1, 'pass', 'IPv6 RFC4890 requirements (ICMP)', { family: 'inet6', protocol: 'ipv6-icmp', icmp6Types: types, ...more });
  return [
    ...(hasIpv6 ? [] : [rule(1, 'block', 'Block all IPv6', { family: 'inet6' })]),
    rule(1, 'block', 'Default deny / state violation rule', { quick: false }),
    ...(hasIpv6 && !isFilled(system, 'no_ipv6_rfc4890_req')
      ? [
          icmp6(['1', '2', '135', '136']),
          icmp6(['129', ...NEIGHBOURS], { direction: 'out', source: { ...ANY, nets: ['(self)'] }, destination: { ...ANY, nets: ['fe80::/10', 'ff02::/16'] } }),
          icmp6(NEIGHBOURS, { ...from('fe80::/10', 'ff02::/16', '::'), destination: { ...ANY, nets: ['fe80::/10', 'ff02::/16'] } }),
        ]
      : []),
    rule(1, 'block', 'block all targeting port 0', { protocol: 'tcp/udp', source: { ...ANY, port: '0' } }),
    rule(1, 'block', 'block all targeting port 0', ports('tcp/udp', 0)),
    rule(1, 'block', 'sshlockout', { ...from('sshlockout'), ...toSelf(sshPort(configuration)) }),
    rule(1, 'block', 'sshlockout', { ...from('sshlockout'), ...toSelf(webGuiPort(configuration)) }),
    rule(1, 'block', 'virusprot overload table', from('virusprot')),
    ...interfaces.list.flatMap(({ name, label, blocksBogons, blocksPrivate }) => [
      ...(blocksBogons
        ? [
            rule(5, 'block', `Block bogon IPv4 networks from ${label}`, { interfaces: [name], family: 'inet', ...from('bogons') }),
            ...(hasIpv6 ? [rule(5, 'block', `Block bogon IPv6 networks from ${label}`, { interfaces: [name], family: 'inet6' as const, ...from('bogonsv6') })] : []),
          ]
        : []),
      ...(blocksPrivate
        ? [
            rule(5, 'block', `Block private networks from ${label}`, { interfaces: [name], family: 'inet', ...from(...PRIVATE_V4) }),
            ...(hasIpv6 ? [rule(5, 'block', `Block private networks from ${label}`, { interfaces: [name], family: 'inet6' as const, ...from(...PRIVATE_V6) })] : []),
          ]
        : []),
    ]),
    rule(5, 'pass', 'let out anything from firewall host itself', { direction: 'out', quick: false }),
    ...(lockout?.ports ?? []).map(port => rule(5, 'pass', 'anti-lockout rule', { interfaces: [lockout?.interface ?? ''], ...toSelf(port) })),
  ];
}
