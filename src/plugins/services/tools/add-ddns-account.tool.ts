import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { DDCLIENT, ddnsChoices, DdnsDetails, ddnsValues, usualCheck } from '../ddns-input';
import { ddclientStatus, ddnsAccounts, reconfigureDdclient } from '../services.endpoints';
import { changeService, SERVICE_STATES, type ServiceState } from '../service-state';

/** What the account is to be. */
export class AddDdnsAccountInput extends DdnsDetails {
  @Describe('Provider such as cloudflare, noip, custom; a wrong one is answered with the list') @IsNotEmpty() @IsString() service!: string;
  @Describe('Name to keep up to date; several with commas') @IsNotEmpty() @IsString() @MaxLength(2000) hostname!: string;
}

/** The new account. */
export class AddDdnsAccountOutput {
  @IsString() uuid!: string;
  /** `off` means that it takes effect once dynamic DNS is switched on. */
  @IsIn(SERVICE_STATES) service!: ServiceState;
}

const TOOL = 'opn_add_ddns_account';

/** `opn_add_ddns_account` */
@Tool({
  name: TOOL,
  title: 'Add a dynamic DNS account',
  description: "Let the firewall keep a name at a provider of dynamic DNS up to date. Without checkip: the interface's own address, or what a web service sees.",
  effect: 'write',
  input: AddDdnsAccountInput,
  output: AddDdnsAccountOutput,
  uses: [ddnsAccounts.get, ddnsAccounts.add, ddnsAccounts.del, ddclientStatus, reconfigureDdclient],
})
export class AddDdnsAccountTool implements WriteTool<AddDdnsAccountInput, AddDdnsAccountOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: AddDdnsAccountInput, change: Change): Promise<AddDdnsAccountOutput> {
    const choices = await ddnsChoices(this.firewall);
    const checkip = input.checkip === undefined || input.checkip === '' ? usualCheck(input.interface, choices.checks) : input.checkip;
    const values = ddnsValues(TOOL, { ...input, ...(checkip === undefined ? {} : { checkip }) }, choices);
    return changeService(this.firewall, change, DDCLIENT, async () => ({ uuid: await ddnsAccounts.create(change, values) }));
  }
}
