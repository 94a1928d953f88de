import { IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Optional, type Part, part, present, Tool, type ReadTool, Unavailable, unavailable } from '../../../core';
import { FirewallApi } from '../../../ports';
import { IpsecConnection, type Phase1Row, type Phase2Row, toConnection } from '../ipsec-session';
import { ipsecPhase1, ipsecPhase2, ipsecService } from '../vpn.endpoints';

/** How the IKE daemon stands; `off` is not switched on. */
const STATES = { running: 'running', stopped: 'stopped', disabled: 'off' } as const;

/** Which connections. */
export class IpsecStatusInput extends ListInput {}

/** The IKE daemon, and a page of its connections with their tunnels. */
export class IpsecStatusOutput extends ListOutput {
  @IsIn([...Object.values(STATES), 'unknown']) service!: (typeof STATES)[keyof typeof STATES] | 'unknown';
  @ListOf(() => IpsecConnection) connections!: IpsecConnection[];
  @Optional() @ListOf(() => Unavailable) unavailable?: Unavailable[];
}

const ALL_ROWS = -1;

/** IPsec's connections and tunnels. */
@Tool({
  name: 'opn_ipsec_status',
  title: 'IPsec status',
  description: 'See whether IPsec runs, which connections (phase 1) are up, and the tunnels (phase 2) of each with networks, age and traffic.',
  effect: 'read',
  input: IpsecStatusInput,
  output: IpsecStatusOutput,
  uses: [ipsecService, ipsecPhase1, ipsecPhase2],
})
export class IpsecStatusTool implements ReadTool<IpsecStatusInput, IpsecStatusOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: IpsecStatusInput): Promise<IpsecStatusOutput> {
    const { search, limit, page } = input;
    const [service, { rows, total }] = await Promise.all([
      part('service', this.firewall.read(ipsecService)),
      this.firewall.read(ipsecPhase1, { body: { current: page, rowCount: limit, searchPhrase: search } }),
    ]);
    const tunnels = await Promise.all(rows.map(row => this.tunnelsOf(row)));
    return {
      service: STATES[service.value?.status as keyof typeof STATES] ?? 'unknown',
      total,
      connections: rows.map((row, index) => toConnection(row, tunnels[index]?.value)),
      ...present<Partial<IpsecStatusOutput>>({ unavailable: unavailable(service, ...tunnels) }),
    };
  }

  // Only a connection that is up has any.
  private async tunnelsOf({ name, connected, phase1desc }: Phase1Row): Promise<Part<readonly Phase2Row[]>> {
    if (!connected) return { value: [] };
    const reading = this.firewall.read(ipsecPhase2, { body: { id: name, current: 1, rowCount: ALL_ROWS, searchPhrase: '' } });
    return part(`tunnels of ${phase1desc ?? name}`, reading.then(({ rows }) => rows));
  }
}
