import { IsArray, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, TextList, Tool, type WriteTool } from '../../../core';
import { type RuleRow } from '../../../core/packet-filter';
import { type Change, FirewallApi, OpnError } from '../../../ports';
import { applyRules, rules } from '../firewall.endpoints';
import { type EssentialRule, ESSENTIAL_RULES } from '../icmpv6';
import { listOf } from '../rule';
import { ruleForm } from '../rule-changes';
import { type Form } from '../rule-form';

/** Where the rules are to be. */
export class AddIcmpv6RulesInput {
  @Describe('Name or key') @IsString() interface = 'lan';
}

/** What was added. */
export class AddIcmpv6RulesOutput {
  @IsString() interface!: string;
  @IsInt() rules_created!: number;
  @TextList() uuids!: string[];
  /** Descriptions of those that were there already. */
  @IsArray() @IsString({ each: true }) already_there!: string[];
}

/** `opn_add_icmpv6_rules` */
@Tool({
  name: 'opn_add_icmpv6_rules',
  title: 'Pass essential ICMPv6',
  description: 'When IPv6 misbehaves because ICMPv6 is blocked on an interface: adds what RFC 4890 calls essential, by type, without duplicates. Needs OPNsense 25.7.',
  effect: 'write',
  input: AddIcmpv6RulesInput,
  output: AddIcmpv6RulesOutput,
  uses: [rules.get, rules.search, rules.add, rules.del, applyRules],
  since: '25.7',
  idempotent: true,
})
export class AddIcmpv6RulesTool implements WriteTool<AddIcmpv6RulesInput, AddIcmpv6RulesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: AddIcmpv6RulesInput, change: Change): Promise<AddIcmpv6RulesOutput> {
    const form = await ruleForm(this.firewall);
    const key = interfaceKey(input.interface, form);
    const { rows } = await this.firewall.read(rules.search, { body: { current: 1, rowCount: -1, searchPhrase: '', interface: key } });
    const missing = ESSENTIAL_RULES.filter(rule => !rows.some(row => isCovering(row, rule, key)));
    const uuids: string[] = [];
    for (const rule of missing) uuids.push(await rules.create(change, valuesOf(rule, key)));
    if (uuids.length > 0) await change.apply(applyRules);
    const there = ESSENTIAL_RULES.filter(rule => !missing.includes(rule)).map(({ description }) => description);
    return { interface: form.label('interface', key), rules_created: uuids.length, uuids, already_there: there };
  }
}

function interfaceKey(name: string, form: Form): string {
  if (!form.has('icmp6type')) {
    throw new OpnError('OPN_NEEDS_RELEASE', 'Rules with ICMPv6 types need OPNsense 25.7.', "Up to 25.1 the API cannot name them; OPNsense's own rules pass the essential ones to and from the firewall itself.");
  }
  const key = form.key('interface', name);
  if (key !== undefined && key !== '') return key;
  throw new OpnError('OPN_INVALID_INPUT', `opn_add_icmpv6_rules: interface: this firewall has no '${name.slice(0, 60)}'.`, `It has ${form.offers('interface')}.`);
}

function valuesOf({ description, types, source, destination }: EssentialRule, key: string): Readonly<Record<string, string>> {
  return {
    enabled: '1', action: 'pass', quick: '1', direction: 'in', interface: key, ipprotocol: 'inet6', protocol: 'IPV6-ICMP', icmp6type: types.join(','),
    source_net: source, destination_net: destination, description,
  };
}

/** True for an active rule on that interface that lets all of it in. */
function isCovering(row: RuleRow, { types, source, destination }: EssentialRule, key: string): boolean {
  const text = (name: string): string => (typeof row[name] === 'string' ? row[name] : '');
  const passed = listOf(text('icmp6type'));
  const isNet = (name: string, wanted: string): boolean => (text(name) === 'any' || text(name) === wanted) && text(name.replace('_net', '_not')) !== '1';
  return (
    text('enabled') === '1' &&
    text('action') === 'pass' &&
    ['in', 'any'].includes(text('direction')) &&
    listOf(text('interface')).includes(key) &&
    text('interfacenot') !== '1' &&
    ['inet6', 'inet46'].includes(text('ipprotocol')) &&
    text('protocol').toUpperCase() === 'IPV6-ICMP' &&
    (passed.length === 0 || types.every(type => passed.includes(type))) &&
    isNet('source_net', source) &&
    isNet('destination_net', destination)
  );
}
