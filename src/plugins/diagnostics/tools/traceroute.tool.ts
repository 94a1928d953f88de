import { IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, silentBackEnd, Tool, type ReadTool } from '../../../core';
import { Call, Clock, FirewallApi } from '../../../ports';
import { traceroute } from '../diagnostics.endpoints';
import { ipVersionOf, ProbeInput } from '../host';
import { Route, toRoute } from '../traceroute';
import { reporting } from '../waiting';

/** What to trace. */
export class TracerouteInput extends ProbeInput {
  @Describe('Probes: some pass where others are blocked') @IsIn(['ICMP', 'UDP']) protocol: 'ICMP' | 'UDP' = 'ICMP';
}

/** The time that the firewall gives its traceroute. */
const LONGEST_S = 20;

/** Traces the route from the firewall to a host. */
@Tool({
  name: 'opn_traceroute',
  title: 'Traceroute',
  description: 'See the routers on the way to a host, and where it ends. Up to 20 seconds.',
  effect: 'probe',
  input: TracerouteInput,
  output: Route,
  uses: [traceroute],
})
export class TracerouteTool implements ReadTool<TracerouteInput, Route> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(Call) private readonly call: Call,
    @inject(Clock) private readonly clock: Clock,
  ) {}

  async run(input: TracerouteInput): Promise<Route> {
    const version = ipVersionOf(input);
    const settings = { hostname: input.host, ipproto: version === '6' ? 'inet6' : 'inet', protocol: input.protocol.toLowerCase(), source_address: input.source_address };
    const { response } = await reporting(this.call, this.clock, LONGEST_S, this.firewall.read(traceroute, { body: { traceroute: { settings } } }));
    if (response === null || response === undefined) throw silentBackEnd('The firewall gave no result of the traceroute');
    return toRoute(input.host, version, response);
  }
}
