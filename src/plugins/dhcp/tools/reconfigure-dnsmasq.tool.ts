import { inject } from 'tsyringe';
import { Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { DNSMASQ } from '../dhcp.endpoints';
import { changeServer, ServerOutput } from '../server-change';

/** Nothing to say. */
export class ReconfigureDnsmasqInput {}

/** `opn_reconfigure_dnsmasq` */
@Tool({
  name: 'opn_reconfigure_dnsmasq',
  title: 'Restart Dnsmasq',
  description: 'Restart Dnsmasq with its saved configuration, after changes made elsewhere; the tools here do it themselves.',
  effect: 'write',
  since: '25.1',
  input: ReconfigureDnsmasqInput,
  output: ServerOutput,
  uses: [DNSMASQ.status, DNSMASQ.reconfigure],
  idempotent: true,
})
export class ReconfigureDnsmasqTool implements WriteTool<ReconfigureDnsmasqInput, ServerOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run(_input: ReconfigureDnsmasqInput, change: Change): Promise<ServerOutput> {
    return changeServer(this.firewall, change, DNSMASQ, () => Promise.resolve({}));
  }
}
