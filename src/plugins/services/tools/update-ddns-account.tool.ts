import { IsArray, IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, Optional, refuseEmpty, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { DDCLIENT, ddnsChoices, DdnsDetails, ddnsValues } from '../ddns-input';
import { ddclientStatus, ddnsAccounts, reconfigureDdclient } from '../services.endpoints';
import { changeService, SERVICE_STATES, type ServiceState, serviceState } from '../service-state';

/** Which account, and what it is to be. */
export class UpdateDdnsAccountInput extends DdnsDetails {
  @Describe('From opn_list_ddns_accounts') @Uuid() uuid!: string;
  @Describe('Provider; a wrong one is answered with the list') @Optional() @IsNotEmpty() @IsString() service?: string;
  @Describe('Names with commas; replaces all') @Optional() @IsNotEmpty() @IsString() @MaxLength(2000) hostname?: string;
}

/** What was changed. */
export class UpdateDdnsAccountOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
  @IsIn(SERVICE_STATES) service!: ServiceState;
}

const TOOL = 'opn_update_ddns_account';

/** `opn_update_ddns_account` */
@Tool({
  name: TOOL,
  title: 'Change a dynamic DNS account',
  description: 'Change the given fields of a dynamic DNS account, or switch it on or off.',
  effect: 'destroy',
  input: UpdateDdnsAccountInput,
  output: UpdateDdnsAccountOutput,
  uses: [ddnsAccounts.get, ddnsAccounts.search, ddnsAccounts.set, ddclientStatus, reconfigureDdclient],
  idempotent: true,
})
export class UpdateDdnsAccountTool implements WriteTool<UpdateDdnsAccountInput, UpdateDdnsAccountOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...input }: UpdateDdnsAccountInput, change: Change): Promise<UpdateDdnsAccountOutput> {
    refuseEmpty(TOOL, input);
    const [former, choices] = await Promise.all([ddnsAccounts.existing(this.firewall, uuid), ddnsChoices(this.firewall)]);
    // The firewall keeps the password when it is given an empty one.
    const values = differing(ddnsValues(TOOL, input, choices), { ...former, password: '' });
    const changed = Object.keys(values);
    if (changed.length === 0) return { uuid, changed, service: await serviceState(this.firewall, ddclientStatus) };
    return changeService(this.firewall, change, DDCLIENT, async () => {
      await ddnsAccounts.change(change, uuid, values, former);
      return { uuid, changed };
    });
  }
}
