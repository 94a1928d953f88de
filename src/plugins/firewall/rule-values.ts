import { addNets, FAMILY, PORT_PROTOCOLS, portOf } from './nets';
import { Problems } from './problems';
import { type Form } from './rule-form';
import { type RuleInput } from './rule-input';
import { type RuleOptions } from './rule-options-input';
import { listOf } from './rule';

/** Values of a rule as OPNsense takes them. */
export type Values = Readonly<Record<string, string>>;

/**
 * The values to send for what a rule is told, after checking what can be checked here; `former` are the present ones of a rule that is changed.
 * Throws OPN_INVALID_INPUT that names every problem.
 */
export function ruleValues(tool: string, input: RuleInput & RuleOptions & { readonly enabled?: boolean }, form: Form, former: Readonly<Record<string, unknown>> = {}): Values {
  const problems = new Problems();
  const values: Record<string, string> = {};
  choose(input, form, values, problems);
  const families = endValues(input, form, values, problems);
  const before = (name: string, otherwise: string): string => String(former[name] ?? '') || otherwise;
  checkFamily(input, families, values, before('ipprotocol', 'inet'), problems, Object.keys(former).length === 0);
  const protocol = values['protocol'] ?? before('protocol', 'any');
  for (const name of ['source_port', 'destination_port'] as const) {
    const port = values[name] ?? before(name, '');
    if (port !== '' && !PORT_PROTOCOLS.includes(protocol)) problems.add(name, `ports need protocol ${PORT_PROTOCOLS.filter(each => form.protocol(each) !== undefined).join(', ')}; it is ${protocol}`);
  }
  // The firewall refuses types of another protocol, also those that the rule has had.
  for (const [of, field] of Object.entries(ICMP_FIELDS)) if (protocol !== of && before(field, '') !== '') values[field] = '';
  if (input.icmp_types !== undefined) values[ICMP_FIELDS[protocol] ?? 'icmptype'] = icmpTypes(input.icmp_types, protocol, form, problems);
  for (const name of ['source_not', 'destination_not', 'log', 'quick', 'enabled'] as const) if (input[name] !== undefined) values[name] = input[name] ? '1' : '0';
  if (input.sequence !== undefined) values['sequence'] = String(input.sequence);
  if (input.description !== undefined) values['description'] = input.description;
  problems.refuse(tool);
  return values;
}

/** What is chosen from what the firewall offers. */
function choose(input: RuleInput & RuleOptions, form: Form, values: Record<string, string>, problems: Problems): void {
  const pick = (argument: string, field: string, text: string | undefined, key: (text: string) => string | undefined = each => form.key(field, each)): void => {
    if (text === undefined) return;
    const found = key(text);
    if (found === undefined && !form.has(field)) problems.add(argument, `this release has no ${argument} in its rules`);
    else if (found === undefined) problems.add(argument, `this firewall has no '${text.slice(0, 60)}' (it has ${form.offers(field)})`);
    else values[field] = found;
  };
  const each = (argument: string, field: string, text: string): void => {
    const keys = listOf(text).map(part => [part, form.key(field, part)] as const);
    for (const [part, key] of keys) if (key === undefined) problems.add(argument, `this firewall has no '${part.slice(0, 60)}' (it has ${form.offers(field)})`);
    values[field] = keys.map(([, key]) => key ?? '').join(',');
  };
  if (input.action !== undefined) values['action'] = input.action;
  pick('direction', 'direction', input.direction);
  pick('ip_protocol', 'ipprotocol', input.ip_protocol);
  pick('protocol', 'protocol', input.protocol, text => form.protocol(text));
  pick('gateway', 'gateway', input.gateway, text => (text.trim() === '' ? '' : form.key('gateway', text)));
  const named = (argument: string, field: string, text: string | undefined): void => pick(argument, field, text, name => (name.trim() === '' && form.has(field) ? '' : form.key(field, name)));
  named('schedule', 'sched', input.schedule);
  pick('state_type', 'statetype', input.state_type);
  const off = input.reply_to?.trim().toLowerCase() === 'off';
  named('reply_to', 'replyto', off && form.has('disablereplyto') ? (form.has('replyto') ? '' : undefined) : input.reply_to);
  if (input.reply_to !== undefined && form.has('disablereplyto')) values['disablereplyto'] = off ? '1' : '0';
  if (input.interface !== undefined) each('interface', 'interface', /^(any|all|floating)$/i.test(input.interface.trim()) ? '' : input.interface);
  if (input.categories !== undefined) each('categories', 'categories', input.categories);
}

const ICMP_FIELDS: Readonly<Record<string, string>> = { ICMP: 'icmptype', 'IPV6-ICMP': 'icmp6type' };

/** The keys of ICMP types, which people also write with hyphens: `echo-request`. */
function icmpTypes(text: string, protocol: string, form: Form, problems: Problems): string {
  const field = ICMP_FIELDS[protocol] ?? 'icmptype';
  const wanted = listOf(text);
  if (wanted.length > 0 && ICMP_FIELDS[protocol] === undefined) problems.add('icmp_types', `they need protocol ICMP or ICMPv6; it is ${protocol}`);
  else if (!form.has(field)) problems.add('icmp_types', `this release has no types of ${protocol} in its rules`);
  const keys = wanted.map(type => [type, form.key(field, type) ?? form.key(field, type.replaceAll(/[-_]/g, ' '))] as const);
  const unknown = keys.filter(([, key]) => key === undefined).map(([type]) => `'${type.slice(0, 60)}'`);
  if (unknown.length > 0 && form.has(field)) problems.add('icmp_types', `this firewall has no ${unknown.join(', ')} (it has ${form.offers(field)})`);
  return keys.map(([, key]) => key ?? '').join(',');
}

/** Sources, destinations and ports; answers the families of those that are addresses. */
function endValues(input: RuleInput, form: Form, values: Record<string, string>, problems: Problems): ReadonlyMap<string, 4 | 6> {
  const families = addNets(['source_net', 'destination_net'], input, form, values, problems);
  for (const name of ['source_port', 'destination_port'] as const) {
    const text = input[name];
    if (text === undefined) continue;
    const port = portOf(text);
    if (port === undefined) problems.add(name, `'${text.slice(0, 60)}' is no port, range, service or alias`);
    else values[name] = port;
  }
  return families;
}

/** Addresses decide the family of a new rule that is not told one; otherwise they have to fit it. */
function checkFamily(input: RuleInput, families: ReadonlyMap<string, 4 | 6>, values: Record<string, string>, former: string, problems: Problems, isNew: boolean): void {
  const [first] = families.values();
  if (isNew && input.ip_protocol === undefined && first !== undefined) values['ipprotocol'] = FAMILY[first];
  const wanted = values['ipprotocol'] ?? former;
  for (const [name, family] of families) {
    if (wanted !== FAMILY[family]) problems.add(name, `it is an IPv${family} address, so ip_protocol has to be ${FAMILY[family]}, not ${wanted}`);
  }
}

