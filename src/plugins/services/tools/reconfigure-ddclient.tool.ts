import { IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { DDCLIENT } from '../ddns-input';
import { ddclientStatus, reconfigureDdclient } from '../services.endpoints';
import { changeService, SERVICE_STATES, type ServiceState } from '../service-state';

/** Nothing to say. */
export class ReconfigureDdclientInput {}

/** How the client stands afterwards. */
export class ReconfigureDdclientOutput {
  @IsIn(SERVICE_STATES) service!: ServiceState;
}

/** `opn_reconfigure_ddclient` */
@Tool({
  name: 'opn_reconfigure_ddclient',
  title: 'Restart dynamic DNS',
  description: 'Restart the client of dynamic DNS with what is saved, after changes made elsewhere; the tools here do it themselves.',
  effect: 'write',
  input: ReconfigureDdclientInput,
  output: ReconfigureDdclientOutput,
  uses: [ddclientStatus, reconfigureDdclient],
  idempotent: true,
})
export class ReconfigureDdclientTool implements WriteTool<ReconfigureDdclientInput, ReconfigureDdclientOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run(_input: ReconfigureDdclientInput, change: Change): Promise<ReconfigureDdclientOutput> {
    return changeService(this.firewall, change, DDCLIENT, () => Promise.resolve({}));
  }
}
