import { IsBoolean, IsInt, IsString, Max, Min } from 'class-validator';
import { Describe, Optional } from '../../core';
import { type FirewallApi, OpnError } from '../../ports';
import { sourceNat } from './firewall.endpoints';
import { addNets, FAMILY, PORT_PROTOCOLS, portOf } from './nets';
import { Problems } from './problems';
import { Form, isItem } from './rule-form';

/** What a rule of source NAT can be told. */
export class SourceNatInput {
  @Describe('Interface that it leaves by; wan unless said') @Optional() @IsString() interface?: string;
  @Describe('Address, network, alias, LAN net; any unless said') @Optional() @IsString() source_net?: string;
  @Describe('Like source_net') @Optional() @IsString() destination_net?: string;
  @Describe('any unless said') @Optional() @IsString() protocol?: string;
  @Describe('Port, a-b or alias') @Optional() @IsString() destination_port?: string;
  @Describe('Source it gets: address or alias; that of the interface unless said') @Optional() @IsString() target?: string;
  @Describe('Do not translate') @Optional() @IsBoolean() no_nat?: boolean;
  @Describe('Keep the source port') @Optional() @IsBoolean() static_port?: boolean;
  @Describe('Log') @Optional() @IsBoolean() log?: boolean;
  @Describe('Place, ascending') @Optional() @IsInt() @Min(1) @Max(99_999) sequence?: number;
  @Describe('Label') @Optional() @IsString() description?: string;
  @Describe('Active') @Optional() @IsBoolean() enabled?: boolean;
}

/** What this firewall offers for a rule of source NAT. */
export async function sourceNatForm(firewall: FirewallApi): Promise<Form> {
  const { rule } = (await firewall.read(sourceNat.get)) as Readonly<Record<string, unknown>>;
  if (!isItem(rule)) throw new OpnError('OPN_BAD_ANSWER', `The answer to ${sourceNat.get.path} holds no rule.`);
  return new Form(rule);
}

const FLAGS = { no_nat: 'nonat', static_port: 'staticnatport', log: 'log', enabled: 'enabled' } as const;

/** The values to send for what a rule is told; `former` are the present ones of a rule that is changed. Throws OPN_INVALID_INPUT that names every problem. */
export function sourceNatValues(tool: string, input: SourceNatInput, form: Form, former: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const problems = new Problems();
  const values: Record<string, string> = {};
  for (const [name, field] of [['interface', form.key('interface', input.interface ?? '')], ['protocol', form.protocol(input.protocol ?? '')]] as const) {
    if (input[name] === undefined) continue;
    if (field === undefined || field === '') problems.add(name, `this firewall has no '${input[name].slice(0, 60)}' (it has ${form.offers(name)})`);
    else values[name] = field;
  }
  const families = addNets(['source_net', 'destination_net', 'target'], input, form, values, problems);
  if (input.destination_port !== undefined) {
    const port = portOf(input.destination_port);
    const protocol = values['protocol'] ?? (String(former['protocol'] ?? '') || 'any');
    if (port === undefined) problems.add('destination_port', `'${input.destination_port.slice(0, 60)}' is no port, range, service or alias`);
    else if (port !== '' && !PORT_PROTOCOLS.includes(protocol)) problems.add('destination_port', `ports need protocol TCP or UDP; it is ${protocol}`);
    else values['destination_port'] = port;
  }
  if (input.static_port !== undefined && !form.has('staticnatport')) problems.add('static_port', 'rules of this release do not have it');
  if (new Set(families.values()).size > 1) problems.add([...families.keys()].join(' and '), 'are addresses of different families');
  const [family] = families.values();
  if (family !== undefined) values['ipprotocol'] = FAMILY[family];
  for (const [name, field] of Object.entries(FLAGS) as [keyof typeof FLAGS, string][]) if (input[name] !== undefined) values[field] = input[name] ? '1' : '0';
  if (input.sequence !== undefined) values['sequence'] = String(input.sequence);
  if (input.description !== undefined) values['description'] = input.description;
  problems.refuse(tool);
  return values;
}
