import { IsBoolean, IsIn, IsString } from 'class-validator';
import { Describe, Optional } from '../../core';
import { type FirewallApi, OpnError } from '../../ports';
import { portForwards } from './firewall.endpoints';
import { netOf, portOf } from './nets';
import { Problems } from './problems';
import { Form, isItem } from './rule-form';
import { listOf } from './rule';

/** What a port forward can be told. */
export class PortForwardInput {
  @Describe('Outside: port, a-b, service or alias') @Optional() @IsString() destination_port?: string;
  @Describe('Inside address or alias') @Optional() @IsString() target_ip?: string;
  @Describe('Names, with commas; else wan') @Optional() @IsString() interface?: string;
  @Describe('TCP unless said') @Optional() @IsIn(['TCP', 'UDP', 'TCP/UDP']) protocol?: 'TCP' | 'UDP' | 'TCP/UDP';
  @Describe('The outside one unless said') @Optional() @IsString() target_port?: string;
  @Describe('Only from there') @Optional() @IsString() source_net?: string;
  @Describe('Outside address; that of the interface unless said') @Optional() @IsString() destination_net?: string;
  @Describe('Who lets it in: this (pass, unless said), a rule made with it, or you') @Optional() @IsIn(['pass', 'rule', 'manual']) filter?: 'pass' | 'rule' | 'manual';
  @Describe('Label') @Optional() @IsString() description?: string;
  @Describe('Active') @Optional() @IsBoolean() enabled?: boolean;
}

/** Values of a port forward as OPNsense takes them. */
export type PortForwardValues = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Waits for work on port forwards; says where they can be changed when this release has no API for them. */
export async function onPortForwards<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (problem) {
    if (!(problem instanceof OpnError) || problem.code !== 'OPN_NEEDS_RELEASE') throw problem;
    throw new OpnError(
      'OPN_NEEDS_RELEASE',
      'The API changes port forwards since OPNsense 26.1; this firewall runs an older release.',
      'opn_list_nat_rules shows them. Change them in the web GUI (Firewall: NAT: Port Forward), or upgrade.',
      { cause: problem },
    );
  }
}

/** What this firewall offers for a port forward; rejects with OPN_NEEDS_RELEASE up to 25.7. */
export async function portForwardForm(firewall: FirewallApi): Promise<Form> {
  const { rule } = (await onPortForwards(firewall.read(portForwards.get))) as Readonly<Record<string, unknown>>;
  if (!isItem(rule)) throw new OpnError('OPN_BAD_ANSWER', `The answer to ${portForwards.get.path} holds no rule.`);
  return new Form(rule);
}

/** The values to send for what a port forward is told; throws OPN_INVALID_INPUT that names every problem. */
export function portForwardValues(tool: string, input: PortForwardInput, form: Form, isNew: boolean): PortForwardValues {
  const problems = new Problems();
  const port = (name: 'destination_port' | 'target_port'): string | undefined => {
    const text = input[name];
    const found = text === undefined ? undefined : portOf(text);
    if (text !== undefined && (found === undefined || found === '')) problems.add(name, `'${text.slice(0, 60)}' is no port, range, service or alias`);
    return found;
  };
  const net = (name: 'source_net' | 'destination_net' | 'target_ip'): { readonly value: string; readonly family?: 4 | 6 } | undefined => {
    const text = input[name];
    if (text === undefined) return undefined;
    const found = netOf(text, form);
    if (!('problem' in found)) return found;
    problems.add(name, found.problem);
    return undefined;
  };
  const interfaces = input.interface === undefined ? undefined : interfaceKeys(input.interface, form, problems);
  const [outside, inside] = [port('destination_port'), port('target_port')];
  const [source, destination, target] = [net('source_net'), net('destination_net'), net('target_ip')];
  if (target?.value === 'any' || target?.value.includes('/') === true || target?.value.includes(',') === true) problems.add('target_ip', 'is one address or alias');
  if (inside?.includes('-') === true) problems.add('target_port', 'is the first inside port; the range is as long as that outside');
  if (isNew) for (const name of ['destination_port', 'target_ip'] as const) if (input[name] === undefined || input[name].trim() === '') problems.add(name, 'is needed');
  problems.refuse(tool);
  const own = destination?.value ?? (isNew ? `${interfaces?.[0] ?? 'wan'}ip` : undefined);
  const local = inside ?? (isNew ? outside?.split('-')[0] : undefined);
  return {
    ...(interfaces === undefined ? {} : { interface: interfaces.join(',') }),
    ...(target === undefined ? {} : { target: target.value, ipprotocol: target.family === 6 ? 'inet6' : 'inet' }),
    ...(input.protocol === undefined ? {} : { protocol: input.protocol.toLowerCase() }),
    ...(source === undefined ? {} : { source: { network: source.value } }),
    ...(own === undefined && outside === undefined ? {} : { destination: { ...(own === undefined ? {} : { network: own }), ...(outside === undefined ? {} : { port: outside }) } }),
    ...(local === undefined ? {} : { 'local-port': local }),
    ...(input.filter === undefined ? {} : { pass: input.filter === 'manual' ? '' : input.filter }),
    ...(input.description === undefined ? {} : { descr: input.description }),
    ...(input.enabled === undefined ? {} : { disabled: input.enabled ? '0' : '1' }),
  };
}

function interfaceKeys(text: string, form: Form, problems: Problems): string[] {
  const keys = listOf(text).map(name => [name, form.key('interface', name)] as const);
  for (const [name, key] of keys) if (key === undefined) problems.add('interface', `this firewall has no '${name.slice(0, 60)}' (it has ${form.offers('interface')})`);
  if (keys.length === 0) problems.add('interface', 'names no interface');
  return keys.map(([, key]) => key ?? '');
}
