import { IsArray, IsBoolean, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, inWords, Optional, present, refuseEmpty, Text, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi, OpnError } from '../../../ports';
import { domains, listed, listUrls, passes, providerCodes, wildcardDomains } from '../blocklist-input';
import { policies } from '../dns.endpoints';
import { changePolicy, policyReads, policyWrites, type SavedPolicy, savedPolicy } from '../dnsbl';
import { familyOf, SomeOf } from '../fields';

const LISTS = { providers: 'type', custom_urls: 'lists', allowlists: 'allowlists', blocklists: 'blocklists', wildcards: 'wildcards', source_nets: 'source_nets' } as const;
const NAMES = Object.keys(LISTS) as (keyof typeof LISTS)[];

/** The field is a text with entries between commas or line ends. */
const Entries = (): PropertyDecorator => (prototype, property) => {
  IsString()(prototype, property as string);
  MaxLength(100_000)(prototype, property as string);
};

/** Which policy, and what it is to be. */
export class SetDnsblInput {
  @Describe('If there are several') @Optional() @Uuid() uuid?: string;
  @Describe('Active') @Optional() @IsBoolean() enabled?: boolean;
  @Describe('Published lists. Each: commas or lines; replaces; empty keeps') @Entries() providers = '';
  @Describe('URLs of lists') @Entries() custom_urls = '';
  @Describe('Never blocked: names or regexes') @Entries() allowlists = '';
  @Describe('Blocked domains') @Entries() blocklists = '';
  @Describe('Blocked with all below') @Entries() wildcards = '';
  @Describe('Client networks') @Entries() source_nets = '';
  @Describe('Lists to empty') @Optional() @SomeOf(NAMES) clear?: string[];
  @Describe('Answer NXDOMAIN') @Optional() @IsBoolean() nxdomain?: boolean;
  @Describe('Or answer this IPv4') @Optional() @IsString() address?: string;
  @Describe('Seconds') @Optional() @IsInt() @Min(0) @Max(31_536_000) cache_ttl?: number;
  @Describe('Label') @Optional() @Text() description?: string;
}

/** What was changed. */
export class SetDnsblOutput {
  @Optional() @IsString() uuid?: string;
  /** True when there was no policy, so that this one was made. */
  @Optional() @IsBoolean() created?: boolean;
  /** Fields whose values changed; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
  /** True when the blocklists were built anew; Unbound uses them within a minute. */
  @IsBoolean() built!: boolean;
}

const TOOL = 'opn_set_dnsbl';

/** `opn_set_dnsbl` */
@Tool({
  name: TOOL,
  title: 'Change a DNS blocklist policy',
  description: 'Change what a DNS blocklist policy blocks for whom, or make the first. Builds the lists, without a restart.',
  effect: 'destroy',
  input: SetDnsblInput,
  output: SetDnsblOutput,
  uses: [...policyReads, ...policyWrites, policies.add, policies.del],
  idempotent: true,
})
export class SetDnsblTool implements WriteTool<SetDnsblInput, SetDnsblOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...input }: SetDnsblInput, change: Change): Promise<SetDnsblOutput> {
    refuseEmpty(TOOL, Object.fromEntries(Object.entries(input).filter(([, value]) => value !== '' || input.description === '')));
    const policy = await savedPolicy(this.firewall, TOOL, { uuid, orNew: true });
    const values = differing(wantedValues(input, policy), policy.values);
    const changed = Object.keys(values).map(name => NAMES.find(each => LISTS[each] === name) ?? name);
    const built = changed.length > 0 || policy.isNew === true;
    const id = built ? await changePolicy(change, policy, values) : policy.uuid;
    return { ...present<Pick<SetDnsblOutput, 'uuid' | 'created'>>({ uuid: id, created: policy.isNew }), changed, built };
  }
}

function wantedValues(input: Omit<SetDnsblInput, 'uuid'>, { providers }: SavedPolicy): Record<string, string> {
  const { enabled, nxdomain, address, cache_ttl: ttl, description, clear = [] } = input;
  if (address !== undefined && address !== '' && familyOf(address) !== 4) throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: address: '${address}' is no IPv4 address.`, 'Nothing was sent to the firewall.');
  const both = clear.find(name => input[name as keyof typeof LISTS] !== '');
  if (both !== undefined) throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: ${both} is given and to be cleared.`, 'Do one or the other; nothing was sent to the firewall.');
  const lists: Readonly<Record<keyof typeof LISTS, string[]>> = {
    providers: providerCodes(TOOL, input.providers, providers), custom_urls: listUrls(TOOL, input.custom_urls), allowlists: passes(TOOL, input.allowlists),
    blocklists: domains(TOOL, 'blocklists', input.blocklists), wildcards: wildcardDomains(TOOL, input.wildcards), source_nets: listed(input.source_nets),
  };
  const given = NAMES.filter(name => lists[name].length > 0 || clear.includes(name));
  return { ...inWords({ enabled, nxdomain, address, cache_ttl: ttl, description }), ...Object.fromEntries(given.map(name => [LISTS[name], lists[name].join(',')])) };
}
