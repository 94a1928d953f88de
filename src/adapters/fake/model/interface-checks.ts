import { childText } from '../config-document';
import { type Group, type Problem } from './model';
import { addressBits, addressFamily, isAddress, isNetworkAddress, isSubnet } from './network';
import { isEmpty } from './php';

type ItemChecks = Readonly<Record<string, (item: Group) => Problem[]>>;

/** What the model of virtual IPs checks beyond its fields, by list. */
export const VIP_CHECKS: ItemChecks = { vip: checkVip };
/** The same for VLANs. */
export const VLAN_CHECKS: ItemChecks = { vlan: checkVlan };
/** The same for gateways. */
export const GATEWAY_CHECKS: ItemChecks = { gateway_item: checkGateway };

/** Kinds of devices that cannot carry CARP and Proxy ARP. */
const VIRTUAL = ['lo', 'ipsec', 'l2tp', 'ppp', 'pppoe', 'pptp'];

function checkVip(vip: Group): Problem[] {
  const problems = subnetProblem(vip);
  const refuse = (name: string, message: string): unknown => problems.push({ reference: `${vip.reference}.${name}`, message });
  const [mode, vhid, address] = [vip.text('mode'), vip.text('vhid'), vip.text('subnet')];
  const peers = vip.parent?.items ?? [];
  const onVhid = peers.map(([, each]) => each).find(each => each.text('mode') === 'carp' && each.text('interface') === vip.text('interface') && each.text('vhid') === vhid);
  const isVirtual = vip.model.models.since('25.1') && VIRTUAL.includes(deviceKind(vip));
  if (mode === 'carp' || mode === 'ipalias') checkHostAddress(vip, refuse);
  if (mode === 'proxyarp' && isSubnet(netOf(vip)) && !isNetworkAddress(netOf(vip))) refuse('subnet', 'Proxy ARP takes whole networks only.');
  if ((mode === 'carp' || mode === 'proxyarp') && isVirtual) refuse('mode', 'The interface cannot do this.');
  if (mode === 'carp') {
    if (isEmpty(vip.text('password'))) refuse('password', 'CARP needs a password.');
    if (isEmpty(vhid)) refuse('vhid', 'CARP needs a VHID.');
    else if (onVhid !== undefined && onVhid !== vip) refuse('vhid', 'The VHID is in use on the interface.');
    if (!address.includes(':') && !isEmpty(vip.text('peer6'))) refuse('peer6', 'The peer has to be of the same IP protocol.');
    else if (address.includes(':') && !isEmpty(vip.text('peer'))) refuse('peer', 'The peer has to be of the same IP protocol.');
  }
  if (mode === 'ipalias' && !isEmpty(vhid)) {
    if (isVirtual) refuse('vhid', 'The interface cannot do this.');
    else if (onVhid === undefined) refuse('vhid', 'There is no CARP address with that VHID on the interface.');
  }
  const scoped = (each: Group): string => `${each.text('subnet')}${/^fe80:/i.test(each.text('subnet')) ? `@${each.text('interface')}` : ''}`;
  for (const [, each] of peers) if (each !== vip && scoped(each) === scoped(vip)) refuse('subnet', 'The address is assigned already.');
  return problems;
}

const netOf = (vip: Group): string => `${vip.text('subnet')}/${vip.text('subnet_bits')}`;

function subnetProblem(vip: Group): Problem[] {
  const address = vip.text('subnet');
  if (!isAddress(address)) return [{ reference: `${vip.reference}.subnet`, message: 'An address is needed.' }];
  return isSubnet(netOf(vip)) ? [] : [{ reference: `${vip.reference}.subnet`, message: 'A prefix length is needed.' }];
}

/** The first and the last address of an IPv4 network are none for a host. */
function checkHostAddress(vip: Group, refuse: (name: string, message: string) => unknown): void {
  const [address, length] = [vip.text('subnet'), Number(vip.text('subnet_bits'))];
  if (!isSubnet(netOf(vip)) || addressFamily(address) !== 4 || length > 30) return;
  const host = addressBits(address).slice(length);
  if (!host.includes('1')) refuse('subnet', 'This is the address of the network.');
  else if (!host.includes('0')) refuse('subnet', 'This is the broadcast address.');
}

function deviceKind(vip: Group): string {
  return vip.model.models.machine.document.text(`interfaces/${vip.text('interface')}/if`).replace(/(?<=..)[0-9].*$/, '');
}

function checkVlan(vlan: Group): Problem[] {
  const [device, parent] = [vlan.text('vlanif'), vlan.text('if')];
  const prefix = parent.includes('vlan') ? 'qinq' : 'vlan';
  const saved = vlan.model.models.machine.document.find('vlans')?.children.find(node => node.attributes['uuid'] === vlan.attributes['uuid']);
  const isOwnParent = parent === device || (saved === undefined ? '' : childText(saved, 'vlanif')) === parent;
  const itself = (name: string): Problem[] => (isOwnParent ? [{ reference: `${vlan.reference}.${name}`, message: 'A VLAN is not its own parent.' }] : []);
  if (device === `${parent}_vlan${vlan.text('tag')}`) return itself('if');
  const isNamed = new RegExp(`^${prefix}0[0-9.]{1,10}$`).test(device);
  return [...itself('if'), ...(isNamed ? [] : [{ reference: `${vlan.reference}.vlanif`, message: `The name starts with ${prefix}0, at most 15 characters.` }]), ...itself('vlanif')];
}

function checkGateway(gateway: Group): Problem[] {
  const problems: Problem[] = [];
  const refuse = (name: string, message: string): unknown => problems.push({ reference: `${gateway.reference}.${name}`, message });
  const { models } = gateway.model;
  const { document } = models.machine;
  const saved = document.find('OPNsense/Gateways')?.children.find(node => node.attributes['uuid'] === gateway.attributes['uuid']);
  if (saved !== undefined && childText(saved, 'name') !== gateway.text('name')) refuse('name', 'A gateway keeps its name.');
  const family = gateway.text('ipprotocol') === 'inet6' ? 6 : 4;
  const own = document.text(`interfaces/${gateway.text('interface')}/${family === 6 ? 'ipaddrv6' : 'ipaddr'}`);
  if (!isAddress(gateway.text('gateway')) && isAddress(own)) refuse('gateway', 'The interface has a fixed address, so its gateway needs one.');
  for (const name of ['gateway', 'monitor']) {
    const value = gateway.text(name);
    if (isEmpty(value) || value === 'dynamic') continue;
    if (addressFamily(value) !== family) refuse(name, 'An address of the IP protocol is needed.');
    else if (name === 'monitor' && models.since('26.1') && isWatchedTwice(gateway)) refuse(name, 'Another gateway is watched by this address.');
  }
  checkThresholds(gateway, refuse);
  return problems;
}

function isWatchedTwice(gateway: Group): boolean {
  const hasRoute = (each: Group): boolean => isEmpty(each.text('monitor_noroute'));
  const others = (gateway.parent?.items ?? []).map(([, each]) => each).filter(each => each !== gateway && each.text('monitor') === gateway.text('monitor'));
  return others.some(other => hasRoute(other) || hasRoute(gateway));
}

/** What the gateway monitor uses where nothing is configured. */
const DEFAULTS: Readonly<Record<string, number>> = { latencylow: 200, latencyhigh: 500, losslow: 10, losshigh: 20, interval: 1, time_period: 60, loss_interval: 4 };

function checkThresholds(gateway: Group, refuse: (name: string, message: string) => unknown): void {
  const value = (name: string): number => Number(gateway.text(name)) || (DEFAULTS[name] ?? 0);
  if (value('latencylow') > value('latencyhigh')) refuse('latencyhigh', 'The high threshold lies below the low one.');
  if (value('losslow') > value('losshigh')) refuse('losshigh', 'The high threshold lies below the low one.');
  if (value('time_period') < 2 * (value('interval') + value('loss_interval'))) refuse('time_period', 'The period has to be twice the sum of the intervals.');
}
