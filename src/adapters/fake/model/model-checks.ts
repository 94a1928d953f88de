import { type Group, List, type Model, type Problem } from './model';
import { isAddress, isSubnet } from './network';
import { checkUnbound, UNBOUND_ITEM_CHECKS } from './unbound-checks';

type ItemCheck = (item: Group) => Problem[];

/** What models check beyond their fields, by model and list. */
const ITEM_CHECKS: Readonly<Record<string, Readonly<Record<string, ItemCheck>>>> = {
  'OPNsense.Firewall.Alias': { 'aliases.alias': checkAlias },
  'OPNsense.Firewall.Filter': { 'rules.rule': checkRule },
  'OPNsense.Routes.Route': { route: checkRoute },
  'OPNsense.Unbound.Unbound': UNBOUND_ITEM_CHECKS,
};

/** What models check of themselves as a whole. */
const MODEL_CHECKS: Readonly<Record<string, (model: Model) => Problem[]>> = { 'OPNsense.Unbound.Unbound': checkUnbound };

/** Everything wrong with one item of the list at `path`. */
export function itemProblems(item: Group, path: string): Problem[] {
  const check = ITEM_CHECKS[item.model.spec.name]?.[path];
  return [...item.model.problems(true, item), ...(check?.(item) ?? [])];
}

/** Everything wrong with what changed in a model. */
export function modelProblems(model: Model): Problem[] {
  const checks = Object.entries(ITEM_CHECKS[model.spec.name] ?? {});
  const changed = checks.flatMap(([path, check]) => {
    const list = model.at(path);
    return list instanceof List ? list.items.filter(([, item]) => item.changed).flatMap(([, item]) => check(item)) : [];
  });
  return [...model.problems(false), ...changed, ...(MODEL_CHECKS[model.spec.name]?.(model) ?? [])];
}

function checkAlias(alias: Group): Problem[] {
  const { models } = alias.model;
  if (!models.since('25.1')) return [];
  const user = alias.text('username');
  const password = alias.text('password');
  const isToken = (text: string): boolean => /^[A-Za-z0-9-_.]+$/.test(text);
  const complaint: Readonly<Record<string, string | false>> = {
    Basic: (user === '' || password === '') && 'User name and password are needed.',
    Bearer: (password === '' || password.length > 512 || !isToken(password)) && 'A token is needed.',
    Header: models.since('25.7') && (user === '' || password === '' || user.length > 255 || password.length > 512 || !isToken(user) || !isToken(password)) && 'A header key and value are needed.',
  };
  const message = complaint[alias.text('authtype')];
  return message === undefined || message === false ? [] : [{ reference: `${alias.reference}.authtype`, message }];
}

function checkRoute(route: Group): Problem[] {
  const { models } = route.model;
  const gateway = route.field('gateway');
  const label = gateway.describe();
  if (label === gateway.value || label === '') return [];
  const target = (label.split('-').at(-1) ?? '').trim();
  const gatewayFamily = target === 'inet' || target === 'inet6' ? target : target.includes(':') ? 'inet6' : 'inet';
  const networkFamily = route.text('network').includes(':') ? 'inet6' : 'inet';
  if (target !== '' && gatewayFamily === networkFamily) return [];
  const isIpv4OverIpv6 = gatewayFamily === 'inet6' && networkFamily === 'inet' && models.since('26.1');
  if (isIpv4OverIpv6) return [];
  const fields = models.since('25.1') ? ['gateway'] : ['network', 'gateway'];
  return fields.map(name => ({ reference: `${route.reference}.${name}`, message: 'Network and gateway need the same IP protocol.' }));
}

/** Fields of a rule that only TCP knows. */
const TCP_ONLY = ['statetimeout', 'max-src-conn', 'tcpflags1', 'tcpflags2', 'tcpflags_any', 'max-src-conn-rate', 'max-src-conn-rates', 'overload'];
/** Fields of a rule that need states. */
const STATE_ONLY = ['statetimeout', 'max', 'max-src-states', 'max-src-nodes', 'adaptivestart', 'adaptiveend', 'max-src-conn'];

function checkRule(rule: Group): Problem[] {
  const { models } = rule.model;
  const problems: Problem[] = [];
  const refuse = (name: string, message: string): unknown => problems.push({ reference: `${rule.reference}.${name}`, message });
  const text = (name: string): string => rule.text(name);
  const isSet = (name: string): boolean => text(name) !== '' && text(name) !== '0';
  const protocol = text('protocol');
  const portProtocols = models.since('25.1') ? ['TCP', 'UDP', 'TCP/UDP'] : ['TCP', 'UDP'];

  for (const name of ['source_port', 'destination_port']) {
    if (isSet(name) && !portProtocols.includes(protocol)) refuse(name, 'Only TCP and UDP have ports.');
  }
  for (const name of ['destination_net', 'source_net']) {
    const net = text(name);
    if ((isSubnet(net) || isAddress(net)) && (net.includes(':') ? 'inet6' : 'inet') !== text('ipprotocol')) refuse(name, 'The address does not belong to the IP protocol.');
  }
  if (!models.since('25.1')) return problems;

  for (const name of ['source_net', 'destination_net']) {
    if (text(name).includes(',') && text(name).split(',').includes('any')) refuse(name, 'Any stands alone.');
  }
  if (isSet('icmptype') && protocol !== 'ICMP') refuse('icmptype', 'Only ICMP has these types.');
  if (isSet('icmp6type') && protocol !== 'IPV6-ICMP') refuse('icmp6type', 'Only IPv6-ICMP has these types.');
  if (text('source_net').includes(',') && text('source_not') === '1') refuse('source_not', 'Only one source can be inverted.');
  if (text('destination_net').includes(',') && text('destination_not') === '1') refuse('destination_net', 'Only one destination can be inverted.');
  if (isSet('interfacenot') && rule.field('interface').values.length !== 1) refuse('interfacenot', 'Only one interface can be inverted.');
  if (protocol !== 'TCP' && protocol !== 'TCP/UDP') for (const name of TCP_ONLY) if (isSet(name)) refuse(name, 'Only TCP has this.');
  if (text('statetype') === 'none') for (const name of STATE_ONLY) if (isSet(name)) refuse(name, 'Without states this cannot be used.');
  checkAdaptiveTimeouts(rule, refuse);
  if (isSet('max-src-conn-rate') !== isSet('max-src-conn-rates')) refuse(isSet('max-src-conn-rate') ? 'max-src-conn-rates' : 'max-src-conn-rate', 'Give both a number and a time.');
  if (isSet('tcpflags1') && !isSet('tcpflags2')) refuse('tcpflags2', 'Say out of which flags.');
  if (isSet('tcpflags1') && isSet('tcpflags2') && isSet('tcpflags_any')) refuse('tcpflags_any', 'Choose any flags or some, not both.');
  if (text('set-prio') === '' && text('set-prio-low') !== '') refuse('set-prio-low', 'A priority for other packets is needed, too.');
  if (isSet('shaper2') && (!isSet('shaper1') || shaperKind(rule, 'shaper1') !== shaperKind(rule, 'shaper2'))) refuse('shaper2', 'A shaper of the same kind in the other direction is needed.');
  if (isSet('divert-to') && text('action') !== 'pass') refuse('divert-to', 'Only a pass rule can divert.');
  if (models.since('26.1') && isSet('gateway') && isSet('replyto')) refuse('replyto', 'A rule has a gateway or a reply-to, not both.');
  return problems;
}

function checkAdaptiveTimeouts(rule: Group, refuse: (name: string, message: string) => unknown): void {
  const [start, end, max] = [rule.text('adaptivestart'), rule.text('adaptiveend'), rule.text('max')];
  const isSet = (value: string): boolean => value !== '' && value !== '0';
  if (!isSet(max) && (start === '0' || end === '0')) refuse('max', 'Adaptive timeouts can be off only with a maximum of states.');
  else if ((start === '0') !== (end === '0')) refuse('adaptivestart', 'Adaptive timeouts are off together.');
  else if (isSet(start) !== isSet(end)) refuse('adaptivestart', 'Adaptive timeouts are set together.');
  else if (isSet(max) && isSet(end) && Number(max) > Number(end)) refuse('adaptiveend', 'The end lies above the maximum of states.');
  else if (isSet(start) && isSet(end) && Number(start) > Number(end)) refuse('adaptiveend', 'The end lies above the start.');
}

function shaperKind(rule: Group, name: string): string {
  const shaper = rule.model.models.saved('OPNsense.TrafficShaper.TrafficShaper');
  const uuid = rule.text(name);
  return ['pipes.pipe', 'queues.queue'].find(path => shaper.list(path).items.some(([each]) => each === uuid)) ?? '';
}
