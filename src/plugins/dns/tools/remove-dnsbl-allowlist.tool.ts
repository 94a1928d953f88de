import { IsArray, IsBoolean, IsString, MaxLength } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi, OpnError } from '../../../ports';
import { entriesOf } from '../blocklist';
import { listed } from '../blocklist-input';
import { changePolicy, policyReads, policyWrites, savedPolicy } from '../dnsbl';

/** Which names of which policy. */
export class RemoveDnsblAllowlistInput {
  @Describe('If there are several') @Optional() @Uuid() uuid?: string;
  @Describe('By commas or lines') @IsString() @MaxLength(100_000) domains!: string;
}

/** What became of the names. */
export class RemoveDnsblAllowlistOutput {
  @Optional() @IsString() uuid?: string;
  @IsArray() @IsString({ each: true }) removed!: string[];
  @IsArray() @IsString({ each: true }) not_found!: string[];
  /** True when the blocklists were built anew; Unbound uses them within a minute. */
  @IsBoolean() built!: boolean;
}

const TOOL = 'opn_remove_dnsbl_allowlist';

/** `opn_remove_dnsbl_allowlist` */
@Tool({
  name: TOOL,
  title: 'Block names again',
  description: 'Take names off the list of what a blocklist policy lets pass; then the lists are built anew, without a restart of Unbound.',
  effect: 'destroy',
  input: RemoveDnsblAllowlistInput,
  output: RemoveDnsblAllowlistOutput,
  uses: [...policyReads, ...policyWrites],
  idempotent: true,
})
export class RemoveDnsblAllowlistTool implements WriteTool<RemoveDnsblAllowlistInput, RemoveDnsblAllowlistOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, domains }: RemoveDnsblAllowlistInput, change: Change): Promise<RemoveDnsblAllowlistOutput> {
    const unwanted = listed(domains);
    if (unwanted.length === 0) throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: domains names nothing.`, 'Give at least one entry; nothing was sent to the firewall.');
    const policy = await savedPolicy(this.firewall, TOOL, { uuid });
    const present = entriesOf(policy.values['allowlists']);
    const isUnwanted = (entry: string): boolean => unwanted.some(name => plain(name) === plain(entry));
    const removed = present.filter(isUnwanted);
    if (removed.length > 0) await changePolicy(change, policy, { allowlists: present.filter(entry => !isUnwanted(entry)).join(',') });
    return {
      ...(policy.uuid === undefined ? {} : { uuid: policy.uuid }),
      removed,
      not_found: unwanted.filter(name => !removed.some(entry => plain(name) === plain(entry))),
      built: removed.length > 0,
    };
  }
}

/** An entry without what does not matter in a name. */
function plain(entry: string): string {
  return entry.replace(/\.+$/, '').toLowerCase();
}
