import { type Group, type Problem } from './model';
import { isAddress, isSubnet } from './network';
import { isEmpty } from './php';

/** What the packet filter's model checks beyond its fields, by list. */
export const FILTER_CHECKS: Readonly<Record<string, (rule: Group) => Problem[]>> = {
  'rules.rule': checkRule,
  'snatrules.rule': checkSourceNat,
  'npt.rule': checkPrefixTranslation,
  'onetoone.rule': checkOneToOne,
};

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

const familyOf = (text: string): 'inet' | 'inet6' => (text.includes(':') ? 'inet6' : 'inet');
const isNet = (text: string): boolean => isSubnet(text) || isAddress(text);

function checkSourceNat(rule: Group): Problem[] {
  const { models } = rule.model;
  const problems = checkRule(rule);
  const refuse = (name: string, message: string): unknown => problems.push({ reference: `${rule.reference}.${name}`, message });
  const target = rule.text('target');
  const portProtocols = models.since('25.1') ? ['TCP', 'UDP', 'TCP/UDP'] : ['TCP', 'UDP'];
  if (models.since('26.1') && target === 'any') refuse('target', 'Any is no target.');
  if (isNet(target) && familyOf(target) !== rule.text('ipprotocol')) refuse('target', 'The address does not belong to the IP protocol.');
  if (!isEmpty(rule.text('target_port')) && !portProtocols.includes(rule.text('protocol'))) refuse('target_port', 'Only TCP and UDP have ports.');
  if (models.since('26.7') && !isEmpty(rule.text('endpoint-independent')) && rule.text('protocol') !== 'UDP') refuse('endpoint-independent', 'Only UDP has this.');
  return problems;
}

function checkPrefixTranslation(rule: Group): Problem[] {
  const [source, destination, track] = [rule.text('source_net'), rule.text('destination_net'), rule.text('trackif')];
  const length = (net: string): string | undefined => `${net}/128`.split('/')[1];
  const problems = isEmpty(track) ? [] : trackProblems(rule, track).map(message => ({ reference: `${rule.reference}.trackif`, message }));
  const isOfOneSize = isEmpty(source) || isEmpty(destination) || length(source) === length(destination);
  return isOfOneSize ? problems : [...problems, { reference: `${rule.reference}.destination_net`, message: 'Both networks have to be of one size.' }];
}

/** What is wrong with the interface whose prefix a rule follows; from 26.1 on only the first complaint. */
function trackProblems(rule: Group, track: string): string[] {
  const { models } = rule.model;
  const own = rule.text('interface');
  const text = (name: string, option: string): string => models.machine.document.text(`interfaces/${name}/${option}`);
  const isTracking = !isEmpty(text(track, 'track6-interface')) && text(track, 'track6-interface') === own;
  const takesDhcp = text(own, 'ipaddrv6') === 'dhcp6';
  const both = isEmpty(rule.text('destination_net')) ? [] : ['Track an interface or give a network, not both.'];
  if (!models.since('26.1')) return [...both, ...(takesDhcp && isTracking ? [] : ['The interface does not track that of the rule.'])];
  if (both.length > 0) return both;
  if (!takesDhcp) return ['The interface of the rule does not use DHCPv6.'];
  if (track === own) return text(own, 'dhcp6-prefix-id') === '' ? ['The interface of the rule has no prefix id.'] : [];
  return isTracking ? [] : ['The interface does not track that of the rule.'];
}

function checkOneToOne(rule: Group): Problem[] {
  const nets = ['source_net', 'destination_net', 'external'].filter(name => isNet(rule.text(name)));
  const families = new Set(nets.map(name => familyOf(rule.text(name))));
  const problems = families.size > 1 ? nets.map(name => ({ reference: `${rule.reference}.${name}`, message: 'All networks have to be of one IP protocol.' })) : [];
  if (rule.text('type') !== 'binat' || isEmpty(rule.text('enabled'))) return problems;
  const bits = (name: string): string | undefined => {
    const net = rule.text(name);
    return nets.includes(name) ? `${net}/${familyOf(net) === 'inet6' ? '128' : '32'}`.split('/')[1] : undefined;
  };
  if (!nets.includes('source_net')) problems.push({ reference: `${rule.reference}.source_net`, message: 'BINAT takes addresses and networks only.' });
  else if (bits('external') !== bits('source_net')) problems.push({ reference: `${rule.reference}.external`, message: 'Both networks have to be of one size.' });
  return problems;
}
