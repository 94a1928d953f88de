import { IsArray, IsIn, IsString, MaxLength } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi, type InverseStep, OpnError } from '../../../ports';
import { entriesOf } from '../blocklist';
import { passes } from '../blocklist-input';
import { buildBlocklists, policies, updateBlocklist } from '../dns.endpoints';
import { changePolicy, policyReads, policyWrites, type SavedPolicy, savedPolicy } from '../dnsbl';

/** Which names for which policy. */
export class AddDnsblAllowlistInput {
  @Describe('If there are several') @Optional() @Uuid() uuid?: string;
  @Describe('Names or regexes, by commas or lines') @IsString() @MaxLength(100_000) domains!: string;
}

/** What became of the names. */
export class AddDnsblAllowlistOutput {
  @Optional() @IsString() uuid?: string;
  @IsArray() @IsString({ each: true }) added!: string[];
  @IsArray() @IsString({ each: true }) already_present!: string[];
  /** `quick`: only that name went into the loaded lists; `built`: all lists were built anew; `none`: nothing was new. */
  @IsIn(['quick', 'built', 'none']) applied!: 'quick' | 'built' | 'none';
}

const TOOL = 'opn_add_dnsbl_allowlist';

/** `opn_add_dnsbl_allowlist` */
@Tool({
  name: TOOL,
  title: 'Let names pass the DNS blocklist',
  description: 'Unblock names that a blocklist policy blocks. A single one takes effect within a minute without building the lists anew.',
  effect: 'write',
  input: AddDnsblAllowlistInput,
  output: AddDnsblAllowlistOutput,
  uses: [...policyReads, ...policyWrites, updateBlocklist],
  idempotent: true,
})
export class AddDnsblAllowlistTool implements WriteTool<AddDnsblAllowlistInput, AddDnsblAllowlistOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, domains }: AddDnsblAllowlistInput, change: Change): Promise<AddDnsblAllowlistOutput> {
    const wanted = passes(TOOL, domains);
    if (wanted.length === 0) throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: domains names nothing.`, 'Give at least one name; nothing was sent to the firewall.');
    const policy = await savedPolicy(this.firewall, TOOL, { uuid });
    const present = entriesOf(policy.values['allowlists']);
    const added = wanted.filter(name => !present.includes(name));
    return {
      ...(policy.uuid === undefined ? {} : { uuid: policy.uuid }),
      added,
      already_present: wanted.filter(name => present.includes(name)),
      applied: await this.add(change, policy, present, added),
    };
  }

  private async add(change: Change, policy: SavedPolicy, present: readonly string[], added: readonly string[]): Promise<AddDnsblAllowlistOutput['applied']> {
    const [only, ...others] = added;
    if (only === undefined) return 'none';
    if (policy.uuid !== undefined && others.length === 0 && (await quickly(change, policy, policy.uuid, only))) return 'quick';
    const blocked = entriesOf(policy.values['blocklists']).filter(name => !added.includes(name)).join(',');
    const isBlocked = blocked !== entriesOf(policy.values['blocklists']).join(',');
    await changePolicy(change, policy, { allowlists: [...present, ...added].join(','), ...(isBlocked ? { blocklists: blocked } : {}) });
    return 'built';
  }
}

/** Puts one name on the list and into what is loaded; false when OPNsense could not load it, though it may have saved it. */
async function quickly(change: Change, { values }: SavedPolicy, uuid: string, domain: string): Promise<boolean> {
  const { allowlists = '', blocklists = '' } = values;
  const undo: InverseStep[] = [
    { endpoint: policies.set, request: { path: [uuid], body: { blocklist: { allowlists, blocklists } } } },
    { endpoint: buildBlocklists, request: {}, reloads: true },
  ];
  try {
    await change.save(updateBlocklist, { body: { uuid, type: 'allowlists', domain } }, () => undo);
    return true;
  } catch (problem) {
    // Saving the list as a whole is next, and knows how to take that back.
    if (problem instanceof OpnError && (problem.code === 'OPN_REFUSED' || problem.code === 'OPN_BAD_ANSWER')) return false;
    throw problem;
  }
}
