import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Optional, type PageRequest, present, Tool, type ReadTool } from '../../../core';
import { Clock, FirewallApi } from '../../../ports';
import { wireguardGeneral, wireguardShow } from '../vpn.endpoints';
import { RunningInstance, RunningPeer, toRunningInstance, toRunningPeer, type WireguardRow } from '../wireguard-state';

/** Which peers. */
export class WireguardStatusInput extends ListInput {}

/** The instances that run, and a page of their peers. */
export class WireguardStatusOutput extends ListOutput {
  @ListOf(() => RunningInstance) instances!: RunningInstance[];
  @ListOf(() => RunningPeer) peers!: RunningPeer[];
  @Optional() @IsString() note?: string;
}

const ALL_ROWS = -1;

/** What WireGuard runs with. */
@Tool({
  name: 'opn_wireguard_status',
  title: 'WireGuard status',
  description: 'See which WireGuard instances run and how their peers stand: last handshake, online or stale, traffic. Disabled peers are not listed.',
  effect: 'read',
  input: WireguardStatusInput,
  output: WireguardStatusOutput,
  uses: [wireguardShow, wireguardGeneral],
})
export class WireguardStatusTool implements ReadTool<WireguardStatusInput, WireguardStatusOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(Clock) private readonly clock: Clock,
  ) {}

  async run(input: WireguardStatusInput): Promise<WireguardStatusOutput> {
    const [instances, peers] = await Promise.all([this.rows('interface', { search: '', limit: ALL_ROWS, page: 1 }), this.rows('peer', input)]);
    const note = instances.total === 0 ? await this.whyNone() : undefined;
    return {
      instances: instances.rows.map(toRunningInstance),
      total: peers.total,
      peers: peers.rows.map(row => toRunningPeer(row, this.clock.now())),
      ...present<Partial<WireguardStatusOutput>>({ note }),
    };
  }

  private rows(type: string, { search, limit, page }: PageRequest): Promise<{ readonly rows: readonly WireguardRow[]; readonly total: number }> {
    return this.firewall.read(wireguardShow, { body: { type: [type], current: page, rowCount: limit, searchPhrase: search } });
  }

  private async whyNone(): Promise<string> {
    const { general } = await this.firewall.read(wireguardGeneral);
    return general.enabled === '1' ? 'WireGuard is switched on, but no instance runs.' : 'WireGuard is switched off.';
  }
}
