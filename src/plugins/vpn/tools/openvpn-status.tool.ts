import { IsInt } from 'class-validator';
import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Optional, part, present, Tool, type ReadTool, Unavailable, unavailable } from '../../../core';
import { FirewallApi } from '../../../ports';
import { OpenvpnInstance, OpenvpnRoute, OpenvpnSession, toInstance, toRoute, toSession } from '../openvpn-session';
import { openvpnInstances, openvpnRoutes, openvpnSessions } from '../vpn.endpoints';

/** Which sessions and routes. */
export class OpenvpnStatusInput extends ListInput {}

/** Configured instances, a page of sessions, and as many routes. */
export class OpenvpnStatusOutput extends ListOutput {
  @Optional() @ListOf(() => OpenvpnInstance) instances?: OpenvpnInstance[];
  @ListOf(() => OpenvpnSession) sessions!: OpenvpnSession[];
  @Optional() @ListOf(() => OpenvpnRoute) routes?: OpenvpnRoute[];
  @Optional() @IsInt() routes_total?: number;
  @Optional() @ListOf(() => Unavailable) unavailable?: Unavailable[];
}

const SHOWN_INSTANCES = 50;

/** OpenVPN's instances, sessions and routes. */
@Tool({
  name: 'opn_openvpn_status',
  title: 'OpenVPN status',
  description: 'See the OpenVPN servers and clients, who is connected since when and with what addresses, and the routes to them. Tunnels of the old pages show only in the sessions.',
  effect: 'read',
  input: OpenvpnStatusInput,
  output: OpenvpnStatusOutput,
  uses: [openvpnInstances, openvpnSessions, openvpnRoutes],
})
export class OpenvpnStatusTool implements ReadTool<OpenvpnStatusInput, OpenvpnStatusOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: OpenvpnStatusInput): Promise<OpenvpnStatusOutput> {
    const body = { current: input.page, rowCount: input.limit, searchPhrase: input.search };
    const [instances, routes, sessions] = await Promise.all([
      part('instances', this.firewall.read(openvpnInstances, { body: { current: 1, rowCount: SHOWN_INSTANCES, searchPhrase: '' } })),
      part('routes', this.firewall.read(openvpnRoutes, { body })),
      this.firewall.read(openvpnSessions, { body }),
    ]);
    return {
      ...(instances.value === undefined ? {} : { instances: instances.value.rows.map(toInstance) }),
      total: sessions.total,
      sessions: sessions.rows.map(toSession),
      ...(routes.value === undefined ? {} : { routes: routes.value.rows.map(toRoute), routes_total: routes.value.total }),
      ...present<Partial<OpenvpnStatusOutput>>({ unavailable: unavailable(instances, routes) }),
    };
  }
}
