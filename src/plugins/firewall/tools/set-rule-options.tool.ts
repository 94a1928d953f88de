import { IsArray, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, Describe, differing, refuseEmpty, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi, FirewallConfig, OpnError } from '../../../ports';
import { applyRules, interfaceList, rules, searchAllRules, searchRules } from '../firewall.endpoints';
import { ruleForm } from '../rule-changes';
import { type Form } from '../rule-form';
import { RuleOptions } from '../rule-options-input';
import { makeRoom, type Place, placeOf } from '../rule-place';
import { ruleValues } from '../rule-values';

/** Which rule, and what it is to be. */
export class SetRuleOptionsInput extends RuleOptions {
  @Describe('From opn_list_firewall_rules') @Uuid() uuid!: string;
}

/** What was changed. */
export class SetRuleOptionsOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
  /** Other rules that got another number, to make room. */
  @IsInt() moved!: number;
}

const TOOL = 'opn_set_rule_options';

/** `opn_set_rule_options` */
@Tool({
  name: TOOL,
  title: 'Place of a rule, and rarer settings',
  description: 'Move a rule before or after another, or give it ICMP types, a schedule, a kind of states, or a gateway for answers; loaded at once.',
  effect: 'destroy',
  optIn: true,
  input: SetRuleOptionsInput,
  output: SetRuleOptionsOutput,
  uses: [rules.get, rules.search, searchRules, searchAllRules, interfaceList, configDownload, rules.set, applyRules],
  idempotent: true,
})
export class SetRuleOptionsTool implements WriteTool<SetRuleOptionsInput, SetRuleOptionsOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async run({ uuid, ...input }: SetRuleOptionsInput, change: Change): Promise<SetRuleOptionsOutput> {
    refuseEmpty(TOOL, input);
    if (input.before !== undefined && input.after !== undefined) throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: before and after say different places.`, 'Give one of them.');
    const [former, form] = await Promise.all([rules.existing(this.firewall, uuid), ruleForm(this.firewall)]);
    const told = ruleValues(TOOL, input, form, former);
    const place = await this.place(uuid, input, former, form);
    const values = differing(place === undefined ? told : { ...told, sequence: String(place.sequence) }, former);
    const changed = Object.keys(values);
    const moved = place?.moved ?? [];
    if (changed.length === 0 && moved.length === 0) return { uuid, changed, moved: 0 };
    await makeRoom(change, moved);
    if (changed.length > 0) await rules.change(change, uuid, values, former);
    await change.apply(applyRules);
    return { uuid, changed, moved: moved.length };
  }

  private async place(uuid: string, { before, after }: RuleOptions, former: Readonly<Record<string, unknown>>, form: Form): Promise<Place | undefined> {
    if (before === undefined && after === undefined) return undefined;
    const rule = { uuid, interfaces: String(former['interface'] ?? ''), isInverted: former['interfacenot'] === '1' };
    return placeOf(TOOL, this.firewall, this.config, { before, after }, rule, form);
  }
}
