import { type Field, type Group, type Model, type Problem } from './model';
import { addressFamily } from './network';
import { isEmpty, leadingNumber } from './php';

/** What Dnsmasq's model checks of the items of its lists. */
export const DNSMASQ_ITEM_CHECKS: Readonly<Record<string, (item: Group) => Problem[]>> = {
  hosts: checkHost,
  domainoverrides: checkDomain,
  dhcp_ranges: checkRange,
  dhcp_options: checkOption,
};

/** What Dnsmasq's model checks of itself: nobody else may serve DNS on its port. */
export function checkDnsmasq({ root, models }: Model): Problem[] {
  const [enable, port] = [root.field('enable'), root.field('port')];
  if (enable.empty || (!enable.changed && !port.changed)) return [];
  const { document } = models.machine;
  const isUnboundOn = !isEmpty(document.text('OPNsense/unboundplus/general/enabled'));
  const taken = document.text('OPNsense/unboundplus/general/port') || '53';
  return isUnboundOn && (port.value || '53') === taken ? [{ reference: 'port', message: 'Unbound DNS uses this port.' }] : [];
}

function refuse(field: Field | undefined, message: string): Problem[] {
  return field === undefined ? [] : [{ reference: field.reference, message }];
}

function siblingsOf(item: Group): readonly Group[] {
  return (item.parent?.items ?? []).map(([, each]) => each);
}

function isDhcp(host: Group): boolean {
  return !host.field('hwaddr').empty || !host.field('client_id').empty;
}

function checkHost(host: Group): Problem[] {
  const [name, ip] = [host.field('host'), host.field('ip')];
  const both = (message: string): Problem[] => [...refuse(name, message), ...refuse(ip, message)];
  const problems = isDhcp(host) ? checkReservation(host) : name.empty || ip.empty ? both('A host override needs a host name and an address.') : [];
  if (isDhcp(host) && name.empty && ip.empty) problems.push(...both('A reservation needs a host name or an address.'));
  if (isDhcp(host) && name.value === '*') problems.push(...refuse(name, 'A reservation cannot be for every name.'));
  return [...problems, ...checkCnames(host)];
}

function checkReservation(host: Group): Problem[] {
  const ip = host.field('ip');
  const taken = siblingsOf(host).filter(isDhcp).flatMap(each => each.field('ip').values);
  // The ends of IPv6 addresses may repeat.
  const repeated = ip.values.filter(each => !each.startsWith('::') && taken.filter(other => other === each).length > 1);
  const ipv4 = ip.values.filter(each => !each.includes(':'));
  return [...repeated.flatMap(each => refuse(ip, `Another reservation has the address '${each}'.`)), ...(ipv4.length > 1 ? refuse(ip, 'A reservation has at most one IPv4 address.') : [])];
}

function checkCnames(host: Group): Problem[] {
  const cnames = host.sibling('cnames');
  const hosts = siblingsOf(host);
  const taken = hosts.flatMap(each => each.sibling('cnames')?.values ?? []);
  const names = new Set(hosts.filter(each => !each.field('host').empty).map(each => [each.text('host'), each.text('domain')].filter(part => part !== '').join('.')));
  return (cnames?.values ?? []).flatMap(each => [
    ...(taken.filter(other => other === each).length > 1 ? refuse(cnames, `Another host has the CNAME '${each}'.`) : []),
    ...(names.has(each) ? refuse(cnames, `The CNAME '${each}' is the name of a host.`) : []),
  ]);
}

function checkDomain(domain: Group): Problem[] {
  const isEverything = domain.text('domain') === '*' && !isEmpty(domain.text('ipset'));
  return isEverything ? refuse(domain.field('domain'), 'A set of addresses cannot be for every domain.') : [];
}

const RA_COMBINATIONS = ['ra-names,slaac', 'ra-names,ra-stateless', 'ra-stateless,slaac', 'ra-names,ra-stateless,slaac'];

function checkRange(range: Group): Problem[] {
  const { models } = range.model;
  const field = (name: string): Field => range.field(name);
  const [start, end] = [field('start_addr'), field('end_addr')];
  const isIpv6 = start.value.includes(':');
  const isPartial = (address: Field): boolean => address.value.startsWith('::');
  const isStatic = field('mode').values.includes('static');
  const problems = checkRangeDomain(range);
  const complain = (when: boolean, about: Field | undefined, message: string): void => {
    if (when) problems.push(...refuse(about, message));
  };
  complain(!end.empty && isIpv6 !== end.value.includes(':'), end, 'Both ends need the same IP protocol.');
  if (!field('constructor').empty) {
    complain(!isIpv6, field('constructor'), 'Only IPv6 has a constructor.');
    complain(!isPartial(start), start, 'With a constructor an end of an address is needed, such as ::1.');
    complain(!end.empty && !isPartial(end), end, 'With a constructor an end of an address is needed, such as ::1.');
  } else if (!models.since('26.1')) {
    complain(isPartial(start) || isPartial(end), start, 'The end of an address needs a constructor.');
  }
  complain(!field('prefix_len').empty && !isIpv6, field('prefix_len'), 'Only IPv6 has a prefix length.');
  complain(!end.empty && isStatic, end, 'A static range has no end.');
  complain(end.empty && !isStatic && !isIpv6, end, 'Only a static range has no end.');
  complain(models.since('25.7') && !isEmpty(range.text('subnet_mask')) && isStatic, range.sibling('subnet_mask'), 'A static range has no mask.');
  complain(field('interface').empty && !field('ra_mode').empty, field('interface'), 'Router advertisements need an interface.');
  complain(!field('ra_mode').empty && !field('prefix_len').empty && leadingNumber(field('prefix_len').value) < 64, field('prefix_len'), 'Router advertisements need a prefix length of 64.');
  const modes = field('ra_mode').values;
  complain(modes.length > 1 && !RA_COMBINATIONS.includes(modes.toSorted().join(',')), field('ra_mode'), 'These modes do not go together.');
  return problems;
}

function checkRangeDomain(range: Group): Problem[] {
  const domain = range.field('domain');
  if (domain.empty) return [];
  const type = range.text('domain_type');
  const types = new Set(siblingsOf(range).filter(each => each.text('domain') === domain.value).map(each => each.text('domain_type')));
  return [
    ...(type === 'range' && range.field('end_addr').empty ? refuse(range.field('end_addr'), 'A domain for a range needs the end of the range.') : []),
    ...(type === 'interface' && range.field('interface').empty ? refuse(range.field('interface'), 'A domain for an interface needs an interface.') : []),
    ...(types.has('interface') && types.has('range') ? refuse(domain, 'A domain is for interfaces or for ranges, not for both.') : []),
  ];
}

const IPV4_OPTIONS = ['3', '4', '5', '6', '7', '8', '9', '10', '11'];
const IPV6_OPTIONS = ['22', '23', '31', '34'];

function checkOption(option: Group): Problem[] {
  const { models } = option.model;
  const [code, code6, value] = [option.field('option'), option.field('option6'), option.field('value')];
  const problems: Problem[] = [];
  if (!code.empty && !code6.empty) problems.push(...refuse(code, 'An option is for IPv4 or for IPv6, not for both.'));
  if (code.empty && code6.empty) problems.push(...refuse(code, 'An option is needed.'));
  if (option.text('type') === 'match' && option.field('set_tag').empty) problems.push(...refuse(option.field('set_tag'), 'To match, a tag to set is needed.'));
  if (value.empty) return problems;
  const parts = value.value.split(',').map(part => part.trim()).filter(part => part !== '');
  const isBare = (part: string): boolean => addressFamily(part.replace(/^[[\]]+|[[\]]+$/g, '')) === 6 && !/^\[.*\]$/.test(part);
  if (!models.since('26.1')) return [...problems, ...(code6.empty ? [] : parts.filter(isBare).flatMap(() => refuse(value, 'IPv6 addresses are written in brackets.')))];
  if (IPV4_OPTIONS.includes(code.value) && parts.some(part => addressFamily(part) !== 4)) problems.push(...refuse(value, 'This option takes IPv4 addresses.'));
  const wrong = IPV6_OPTIONS.includes(code6.value) ? parts.find(part => isBare(part) || addressFamily(part.replace(/^[[\]]+|[[\]]+$/g, '')) !== 6) : undefined;
  return wrong === undefined ? problems : [...problems, ...refuse(value, isBare(wrong) ? 'IPv6 addresses are written in brackets.' : 'This option takes IPv6 addresses.')];
}
