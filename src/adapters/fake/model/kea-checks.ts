import { childText } from '../config-document';
import { isWithin, rangeOf } from './address-range';
import { type Field, type Group, type Models, type Problem } from './model';
import { addressFamily, isNetworkAddress, isSubnet } from './network';
import { isEmpty, leadingNumber } from './php';

/** What Kea's models check of the items of their lists, by model. */
export const KEA_CHECKS: Readonly<Record<string, Readonly<Record<string, (item: Group) => Problem[]>>>> = {
  'OPNsense.Kea.KeaDhcpv4': { 'reservations.reservation': checkReservation4 },
  'OPNsense.Kea.KeaDhcpv6': { 'reservations.reservation': checkReservation6, 'subnets.subnet6': checkSubnet6, 'pd_pools.pd_pool': checkPrefixPool },
};

function refuse(item: Group, name: string, message: string): Problem[] {
  return [{ reference: `${item.reference}.${name}`, message }];
}

/** The subnet that an item names; undefined when there is none of that uuid. */
function subnetOf(item: Group, list: 'subnet4' | 'subnet6'): Group | undefined {
  const uuid = item.text('subnet');
  return item.model.list(`subnets.${list}`).items.find(([each]) => each === uuid)?.[1];
}

function isIn(address: string, subnet: string): boolean {
  return addressFamily(address) !== undefined && isSubnet(subnet) && isWithin(rangeOf(address), rangeOf(subnet));
}

function checkReservation4(reservation: Group): Problem[] {
  const problems = isIn(reservation.text('ip_address'), subnetOf(reservation, 'subnet4')?.text('subnet') ?? '') ? [] : refuse(reservation, 'ip_address', 'The address is not in the subnet.');
  return reservation.model.models.since('26.1') ? [...problems, ...checkIdentity(reservation, 'client_id', 'hw_address')] : problems;
}

/** A client is known by exactly one of two ids. */
function checkIdentity(reservation: Group, id: string, complaint: string): Problem[] {
  const [hasId, hasMac] = [reservation.text(id) !== '', reservation.text('hw_address') !== ''];
  if (hasId !== hasMac) return [];
  return refuse(reservation, complaint, hasId ? 'Give one of the two ids, not both.' : 'One of the two ids is needed.');
}

function checkReservation6(reservation: Group): Problem[] {
  const { models } = reservation.model;
  const subnet = subnetOf(reservation, 'subnet6');
  const [address, network] = [reservation.text('ip_address'), subnet?.text('subnet') ?? ''];
  const outside = isIn(address, network) ? [] : refuse(reservation, 'ip_address', 'The address is not in the subnet.');
  if (!models.since('26.1')) return outside;
  if (!isEmpty(subnet?.text('dynamic_prefix'))) return refuse(reservation, 'subnet', 'A subnet with a dynamic prefix has no reservations.');
  const prefix = reservation.text('prefix');
  return [
    ...(address === '' ? [] : outside),
    ...(prefix !== '' && !isPrefixIn(prefix, network) ? refuse(reservation, 'prefix', 'The prefix is not in the subnet.') : []),
    ...(address === '' && prefix === '' ? refuse(reservation, 'ip_address', 'An address or a prefix is needed.') : []),
    ...checkIdentity(reservation, 'duid', 'duid'),
    ...(models.since('26.7') && reservation.text('hw_address') !== '' && reservation.text('option') !== '' ? refuse(reservation, 'option', 'Options of a reservation need a DUID.') : []),
  ];
}

function isPrefixIn(prefix: string, network: string): boolean {
  if (!isNetworkAddress(prefix) || !isNetworkAddress(network) || !prefix.includes(':') || !network.includes(':')) return false;
  return isWithin(rangeOf(prefix), rangeOf(network));
}

function checkSubnet6(subnet: Group): Problem[] {
  const { models } = subnet.model;
  const served = subnet.model.at('general.interfaces') as Field;
  const problems = served.values.includes(subnet.text('interface')) ? [] : refuse(subnet, 'interface', 'Kea does not serve this interface.');
  if (!models.since('26.1')) return problems;
  const network = subnet.text('subnet');
  const isDynamic = !isEmpty(subnet.text('dynamic_prefix'));
  if (isDynamic) problems.push(...checkDynamicSubnet(subnet));
  else {
    problems.push(...poolsOutside(subnet.text('pools'), network).flatMap(pool => refuse(subnet, 'pools', `The pool "${pool}" is not in the subnet.`)));
    if (network === '') problems.push(...refuse(subnet, 'subnet', 'A subnet is needed unless the prefix is dynamic.'));
  }
  if (!isEmpty(subnet.text('option_data_autocollect'))) {
    for (const name of ['dns_servers', 'domain_search']) {
      const option = subnet.child('option_data');
      if (option !== undefined && 'text' in option && option.text(name) !== '') problems.push(...refuse(subnet, `option_data.${name}`, 'This is collected automatically.'));
    }
  }
  return problems;
}

function checkDynamicSubnet(subnet: Group): Problem[] {
  const { models } = subnet.model;
  const others = subnet.model.list('subnets.subnet6').items.filter(([, each]) => each !== subnet && !isEmpty(each.text('dynamic_prefix')));
  const prefixPools = subnet.model.list('pd_pools.pd_pool').items.filter(([, pool]) => pool.text('subnet') === subnet.attributes['uuid']);
  return [
    ...(subnet.text('pools') === '' ? [] : refuse(subnet, 'pools', 'Pools of a dynamic prefix are made automatically.')),
    ...(subnet.text('subnet') === '' ? [] : refuse(subnet, 'subnet', 'A dynamic prefix has no subnet.')),
    ...(others.some(([, each]) => each.text('interface') === subnet.text('interface')) ? refuse(subnet, 'interface', 'An interface has at most one dynamic prefix.') : []),
    ...(prefixPools.length > 1 ? refuse(subnet, 'dynamic_prefix', 'A dynamic prefix has at most one pool of prefixes.') : []),
    ...(allocatedLength(models, subnet.text('interface')) === undefined ? refuse(subnet, 'dynamic_prefix', 'The interface has no identity association.') : []),
  ];
}

function poolsOutside(pools: string, network: string): string[] {
  const outer = isSubnet(network) ? rangeOf(network) : undefined;
  return pools.split('\n').filter(pool => pool !== '' && !pool.split('-').every(end => isWithin(rangeOf(end.trim()), outer)));
}

function checkPrefixPool(pool: Group): Problem[] {
  const { models } = pool.model;
  if (!models.since('26.1')) return [];
  const others = pool.model.list('pd_pools.pd_pool').items.filter(([, each]) => each !== pool).map(([, each]) => each);
  const isDynamic = (each: Group): boolean => !isEmpty(subnetOf(each, 'subnet6')?.text('dynamic_prefix'));
  if (isDynamic(pool)) return checkDynamicPool(pool, others);
  const delegated = leadingNumber(pool.text('delegated_len'));
  if (isEmpty(pool.text('prefix_len'))) return refuse(pool, 'prefix_len', 'A prefix length is needed.');
  const tooShort = leadingNumber(pool.text('prefix_len')) > delegated ? refuse(pool, 'delegated_len', 'Delegated prefixes cannot be shorter than the pool.') : [];
  const network = (each: Group): string => `${each.text('prefix')}/${each.text('prefix_len')}`;
  if (!isSubnet(network(pool))) return [...tooShort, ...refuse(pool, 'prefix', 'This is no prefix.')];
  const overlaps = others.filter(each => !isDynamic(each) && isSubnet(network(each))).filter(each => overlap(network(each), network(pool)));
  return [
    ...tooShort,
    ...(isNetworkAddress(network(pool)) ? [] : refuse(pool, 'prefix', 'The pool does not start at its first address.')),
    ...overlaps.flatMap(() => refuse(pool, 'prefix', 'Another pool overlaps.')),
  ];
}

// Of two prefixes that overlap one holds the other.
function overlap(left: string, right: string): boolean {
  return isWithin(rangeOf(left), rangeOf(right)) || isWithin(rangeOf(right), rangeOf(left));
}

function checkDynamicPool(pool: Group, others: readonly Group[]): Problem[] {
  const length = allocatedLength(pool.model.models, subnetOf(pool, 'subnet6')?.text('interface') ?? '');
  const half = length === undefined ? undefined : length + 1;
  return [
    ...(others.some(each => each.text('subnet') === pool.text('subnet')) ? refuse(pool, 'subnet', 'A dynamic prefix has at most one pool of prefixes.') : []),
    ...(pool.text('prefix') === '' ? [] : refuse(pool, 'prefix', 'A dynamic prefix has no prefix here.')),
    ...(isEmpty(pool.text('prefix_len')) ? [] : refuse(pool, 'prefix_len', 'A dynamic prefix has no length here.')),
    ...(half === undefined ? [] : half > 64 ? refuse(pool, 'delegated_len', 'The dynamic prefix is too small for a pool.') : leadingNumber(pool.text('delegated_len')) < half ? refuse(pool, 'delegated_len', 'Delegated prefixes cannot be shorter than the pool.') : []),
  ];
}

const DELEGATED_LENGTH = 56;

/** Length of the prefix that an interface's identity association allots it; undefined when it has none. */
function allocatedLength({ machine }: Models, name: string): number | undefined {
  const config = name === '' ? undefined : machine.document.find(`interfaces/${name}`);
  const source = config === undefined ? '' : childText(config, 'track6-interface');
  if (config === undefined || childText(config, 'ipaddrv6') !== 'idassoc6' || childText(config, 'track6-prefix-id') === '' || machine.document.text(`interfaces/${source}/if`) === '') return undefined;
  const id = Number.parseInt(childText(config, 'track6-prefix-id'), 10) || 0;
  const available = Math.min(Number.parseInt(childText(config, 'track6_prefix_range'), 10) || 1, 2 ** (64 - DELEGATED_LENGTH) - id);
  let size = 1;
  while (size * 2 <= available && id % (size * 2) === 0) size *= 2;
  return 64 - Math.log2(size);
}
