import { childText } from '../config-document';
import { type Group, type Problem } from './model';
import { addressFamily } from './network';
import { isEmpty } from './php';

/** What the model of OpenVPN checks beyond its fields, by model and list. */
export const OPENVPN_CHECKS: Readonly<Record<string, Readonly<Record<string, (item: Group) => Problem[]>>>> = { 'OPNsense.OpenVPN.OpenVPN': { 'Instances.Instance': checkInstance } };

type Refuse = (name: string, message: string) => unknown;

function checkInstance(instance: Group): Problem[] {
  const problems: Problem[] = [];
  const refuse: Refuse = (name, message) => problems.push({ reference: `${instance.reference}.${name}`, message });
  if (instance.text('role') === 'client') checkClient(instance, refuse);
  else if (instance.text('role') === 'server') checkServer(instance, refuse);
  checkBoth(instance, refuse);
  return problems;
}

function checkClient(instance: Group, refuse: Refuse): void {
  if (isEmpty(instance.text('remote'))) refuse('remote', 'A remote host is needed.');
  if (isEmpty(instance.text('username')) !== isEmpty(instance.text('password'))) refuse('username', 'Give both a user name and a password.');
  if (isEmpty(instance.text('cert')) && isEmpty(instance.text('ca'))) refuse('cert', 'A certificate or an authority is needed.');
}

function checkServer(instance: Group, refuse: Refuse): void {
  const text = (name: string): string => instance.text(name);
  const isSet = (name: string): boolean => !isEmpty(text(name));
  if (text('dev_type') === 'tap') checkBridge(instance, refuse);
  else checkNetworks(instance, refuse);
  if (text('verify_client_cert') === 'none') {
    if (!isSet('authmode')) refuse('verify_client_cert', 'Clients need to be authenticated somehow.');
  } else if (!isSet('cert')) refuse('verify_client_cert', 'Certificates are verified with a certificate.');
  checkTokens(instance, refuse);
}

function checkNetworks(instance: Group, refuse: Refuse): void {
  const server = instance.text('server');
  if (isEmpty(server) && isEmpty(instance.text('server_ipv6'))) for (const name of ['server', 'server_ipv6']) refuse(name, 'A tunnel network is needed.');
  const isPointToPoint = instance.text('dev_type') === 'tun' && instance.text('topology') === 'p2p';
  if (Number(server.split('/')[1] ?? 0) > 29 && !isPointToPoint) refuse('server', 'The network is too small.');
}

function checkBridge(instance: Group, refuse: Refuse): void {
  const gateway = instance.text('bridge_gateway');
  const pool = instance.text('bridge_pool');
  if (isEmpty(gateway) === isEmpty(pool)) {
    if (isEmpty(pool)) return;
    const ends = pool.split('-').map(end => end.trim());
    if (ends.length !== 2 || !ends.every(end => addressFamily(end) === 4)) refuse('bridge_pool', 'A range of addresses is needed.');
    else if (!ends.every(end => isInNetwork(end, gateway))) refuse('bridge_pool', 'The range lies outside of the network.');
  } else refuse('bridge_gateway', 'A gateway needs a pool.');
}

function isInNetwork(address: string, network: string): boolean {
  const [base = '', bits = '32'] = network.split('/');
  const number = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  return addressFamily(base) === 4 && Math.floor(number(address) / size) === Math.floor(number(base) / size);
}

function checkTokens(instance: Group, refuse: Refuse): void {
  const { models } = instance.model;
  const text = (name: string): string => instance.text(name);
  const isSet = (name: string): boolean => !isEmpty(text(name));
  if (models.since('26.1') && isSet('username_as_common_name') && !isSet('authmode')) refuse('authmode', 'User names need an authentication.');
  const isTimed = models.since('25.1') ? isSet('auth-gen-token') : text('auth-gen-token') !== '0';
  if (isTimed && text('reneg-sec') === '0') refuse('auth-gen-token', 'Tokens need a time to negotiate anew.');
  if (!models.since('25.1')) return;
  if (text('auth-gen-token') === '0' && text('reneg-sec') === '0') refuse('auth-gen-token', 'Without negotiation tokens need a lifetime.');
  for (const name of ['auth-gen-token-renewal', 'auth-gen-token-secret']) if (isSet(name) && text('auth-gen-token') === '') refuse(name, 'Tokens need a lifetime.');
  if (isSet('port-share') && !text('proto').includes('tcp')) refuse('port-share', 'Ports are shared with TCP only.');
}

function checkBoth(instance: Group, refuse: Refuse): void {
  const { models } = instance.model;
  const text = (name: string): string => instance.text(name);
  if (!isEmpty(text('cert')) && isEmpty(text('ca')) && !hasIssuer(instance)) refuse('cert', 'Nobody knows who issued the certificate.');
  const [interval, timeout] = [Number(text('keepalive_interval')), Number(text('keepalive_timeout'))];
  if (models.since('25.7') ? timeout < interval * 2 || (timeout === 0) !== (interval === 0) : timeout < interval) refuse('keepalive_timeout', 'The timeout is too short for the interval.');
  const isOffloaded = text('dev_type') === 'ovpn';
  const isFast = models.since('25.7') && text('various_flags').split(',').includes('fast-io');
  if (isOffloaded && !text('proto').includes('udp')) refuse('proto', 'Offloaded instances speak UDP only.');
  if (models.since('25.1') && isOffloaded && !isEmpty(text('fragment'))) refuse('fragment', 'Offloaded instances do not fragment.');
  if (isOffloaded && isFast) refuse('various_flags', 'Offloaded instances do not know fast-io.');
  if (!text('proto').startsWith('udp') && isFast) refuse('various_flags', 'Only UDP knows fast-io.');
}

function hasIssuer(instance: Group): boolean {
  const { children } = instance.model.models.machine.document.root;
  const certificate = children.find(node => node.name === 'cert' && childText(node, 'refid') === instance.text('cert'));
  const issuer = certificate === undefined ? '' : childText(certificate, 'caref');
  return issuer !== '' && children.some(node => node.name === 'ca' && childText(node, 'refid') === issuer);
}
