import { IsBoolean, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { aliases, reconfigureAliases } from '../firewall.endpoints';

/** Which alias, and whether it is to be active. */
export class ToggleAliasInput {
  @Describe('From opn_list_firewall_aliases') @Uuid() uuid!: string;
  @Describe('Else the other state') @Optional() @IsBoolean() enabled?: boolean;
}

/** The state that the alias has now. */
export class ToggleAliasOutput {
  @IsString() uuid!: string;
  @IsString() name!: string;
  @IsBoolean() enabled!: boolean;
  /** False when it was so already. */
  @IsBoolean() changed!: boolean;
}

/** `opn_toggle_alias` */
@Tool({
  name: 'opn_toggle_alias',
  title: 'Turn an alias on or off',
  description: 'Activate or deactivate an alias and load that. Rules that use an inactive alias match nothing of it.',
  effect: 'write',
  input: ToggleAliasInput,
  output: ToggleAliasOutput,
  uses: [aliases.get, aliases.search, aliases.set, reconfigureAliases],
})
export class ToggleAliasTool implements WriteTool<ToggleAliasInput, ToggleAliasOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, enabled: wanted }: ToggleAliasInput, change: Change): Promise<ToggleAliasOutput> {
    const former = await aliases.existing(this.firewall, uuid);
    const name = String(former['name'] ?? '');
    const isOn = former['enabled'] === '1';
    const enabled = wanted ?? !isOn;
    if (enabled === isOn) return { uuid, name, enabled, changed: false };
    await aliases.change(change, uuid, { enabled: enabled ? '1' : '0' }, former);
    await change.apply(reconfigureAliases);
    return { uuid, name, enabled, changed: true };
  }
}
