import { IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { DdnsAccount } from '../ddns-account';
import { ddclientStatus, ddnsAccounts } from '../services.endpoints';
import { SERVICE_STATES, type ServiceState, serviceState } from '../service-state';

/** Which accounts. */
export class ListDdnsAccountsInput extends ListInput {
  override limit = 25;
}

/** A page of accounts, and how their client stands. */
export class ListDdnsAccountsOutput extends ListOutput {
  @ListOf(() => DdnsAccount) accounts!: DdnsAccount[];
  /** `off` means that nothing is kept up to date. */
  @IsIn(SERVICE_STATES) service!: ServiceState;
}

/** `opn_list_ddns_accounts` */
@Tool({
  name: 'opn_list_ddns_accounts',
  title: 'Dynamic DNS accounts',
  description: 'See which names dynamic DNS keeps up to date, and the address each was given last.',
  effect: 'read',
  input: ListDdnsAccountsInput,
  output: ListDdnsAccountsOutput,
  uses: [ddnsAccounts.search, ddclientStatus],
})
export class ListDdnsAccountsTool implements ReadTool<ListDdnsAccountsInput, ListDdnsAccountsOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListDdnsAccountsInput): Promise<ListDdnsAccountsOutput> {
    const [{ items, total }, service] = await Promise.all([ddnsAccounts.list(this.firewall, input), serviceState(this.firewall, ddclientStatus)]);
    return { total, service, accounts: [...items] };
  }
}
