import { IsBoolean, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi, OpnError } from '../../../ports';
import { testBlocklist } from '../dns.endpoints';
import { AddressText, Domain } from '../fields';

/** Which name, asked by whom. */
export class TestDnsblInput {
  @Describe('Name to test') @Domain() domain!: string;
  @Describe('Address of the client; the firewall itself unless said') @AddressText() client = '127.0.0.1';
}

/** What becomes of the name. */
export class TestDnsblOutput {
  @IsBoolean() blocked!: boolean;
  /** The list that has it: `Custom` for the policy's own entries. */
  @Optional() @IsString() blocklist?: string;
  /** Description of the policy. */
  @Optional() @IsString() policy?: string;
  @Optional() @IsString() policy_uuid?: string;
}

/** `opn_test_dnsbl` */
@Tool({
  name: 'opn_test_dnsbl',
  title: 'Is a name blocked?',
  description: 'Find out whether the blocklists block a name for a client, and which policy and list does.',
  effect: 'read',
  optIn: true,
  since: '25.7',
  input: TestDnsblInput,
  output: TestDnsblOutput,
  uses: [testBlocklist],
})
export class TestDnsblTool implements ReadTool<TestDnsblInput, TestDnsblOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ domain, client }: TestDnsblInput): Promise<TestDnsblOutput> {
    const { action, policy } = await this.firewall.read(testBlocklist, { body: { domain, src: client } });
    if (action === undefined) throw new OpnError('OPN_REFUSED', 'The firewall has no blocklists to test against.', 'Build them with opn_update_dnsbl.');
    return { blocked: action === 'Block', ...present<Partial<TestDnsblOutput>>({ blocklist: policy?.bl, policy: policy?.description, policy_uuid: policy?.id }) };
  }
}
