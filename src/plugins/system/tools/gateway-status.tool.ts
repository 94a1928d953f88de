import { IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { ListOf, Optional, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { Gateway, toGateway } from '../../../core/system';
import { GATEWAYS_VIEW } from '../views/gateways.view';
import { gatewayStatus } from '../system.endpoints';

/** Nothing to say. */
export class GatewayStatusInput {}

/** Every gateway. */
export class GatewayStatusOutput {
  @IsInt() total!: number;
  @ListOf(() => Gateway) gateways!: Gateway[];
  @Optional() @IsString() note?: string;
}

/** The gateways with loss and delay. */
@Tool({
  name: 'opn_gateway_status',
  title: 'Gateway status',
  description: 'See whether the gateways (internet uplinks) are up, with packet loss and delay as the gateway monitor measured them.',
  effect: 'read',
  view: GATEWAYS_VIEW,
  fansOut: true,
  input: GatewayStatusInput,
  output: GatewayStatusOutput,
  uses: [gatewayStatus],
})
export class GatewayStatusTool implements ReadTool<GatewayStatusInput, GatewayStatusOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(): Promise<GatewayStatusOutput> {
    const answer = await this.firewall.read(gatewayStatus);
    const gateways = Object.values(answer.items).map(toGateway);
    const note = answer.status === 'ok' ? undefined : 'The firewall named no gateway: either there is none, or its gateway monitor did not answer.';
    return { total: gateways.length, gateways, ...present<Partial<GatewayStatusOutput>>({ note }) };
  }
}
