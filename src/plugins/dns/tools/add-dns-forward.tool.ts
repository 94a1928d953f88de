import { IsIn, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { forwards, reconfigureResolver, resolverStatus, tlsForwards } from '../dns.endpoints';
import { AddressText } from '../fields';
import { FORWARD_TYPES, type ForwardType, USUAL_PORT } from '../forward';
import { ForwardFields, forwardValues } from '../forward-input';
import { changeResolver, ResolverOutput } from '../resolver';

/** Which server, for what. */
export class AddDnsForwardInput extends ForwardFields {
  @Describe('Its address') @AddressText() server!: string;
  @Describe('In the clear, or over TLS (dot)') @IsIn([...FORWARD_TYPES]) type: ForwardType = 'forward';
}

/** The forward that was added. */
export class AddDnsForwardOutput extends ResolverOutput {
  @IsString() uuid!: string;
  @IsIn(FORWARD_TYPES) type!: ForwardType;
  @IsString() server!: string;
  @IsInt() port!: number;
}

const TOOL = 'opn_add_dns_forward';

/** `opn_add_dns_forward` */
@Tool({
  name: TOOL,
  title: 'Add a DNS forward',
  description: 'Let Unbound pass queries, all or those of one domain, on to another server, in the clear or over TLS. Unbound restarts.',
  effect: 'write',
  optIn: true,
  input: AddDnsForwardInput,
  output: AddDnsForwardOutput,
  uses: [forwards.add, forwards.del, tlsForwards.add, tlsForwards.del, resolverStatus, reconfigureResolver],
})
export class AddDnsForwardTool implements WriteTool<AddDnsForwardInput, AddDnsForwardOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ type, ...fields }: AddDnsForwardInput, change: Change): Promise<AddDnsForwardOutput> {
    const port = fields.port ?? USUAL_PORT[type];
    const values = { enabled: '1', ...forwardValues(TOOL, { ...fields, port }) };
    return changeResolver(this.firewall, change, async () => ({
      uuid: await (type === 'dot' ? tlsForwards : forwards).create(change, values),
      type,
      server: fields.server,
      port,
    }));
  }
}
