import { IsIn, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { DDCLIENT } from '../ddns-input';
import { ddclientStatus, ddnsAccounts, reconfigureDdclient } from '../services.endpoints';
import { changeService, SERVICE_STATES, type ServiceState } from '../service-state';

/** Which account. */
export class DeleteDdnsAccountInput {
  @Describe('From opn_list_ddns_accounts') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteDdnsAccountOutput {
  @IsString() deleted!: string;
  /** The names that are no longer kept up to date. */
  @IsString() hostnames!: string;
  @IsIn(SERVICE_STATES) service!: ServiceState;
}

/** `opn_delete_ddns_account` */
@Tool({
  name: 'opn_delete_ddns_account',
  title: 'Delete a dynamic DNS account',
  description: 'Delete a dynamic DNS account with its password; to pause it, set enabled to false instead.',
  effect: 'destroy',
  input: DeleteDdnsAccountInput,
  output: DeleteDdnsAccountOutput,
  uses: [ddnsAccounts.get, ddnsAccounts.search, ddnsAccounts.del, ddnsAccounts.set, ddclientStatus, reconfigureDdclient],
  idempotent: true,
})
export class DeleteDdnsAccountTool implements WriteTool<DeleteDdnsAccountInput, DeleteDdnsAccountOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run({ uuid }: DeleteDdnsAccountInput, change: Change): Promise<DeleteDdnsAccountOutput> {
    return changeService(this.firewall, change, DDCLIENT, async () => {
      const { hostnames } = await ddnsAccounts.remove(this.firewall, change, uuid);
      return { deleted: uuid, hostnames: String(hostnames) };
    });
  }
}
