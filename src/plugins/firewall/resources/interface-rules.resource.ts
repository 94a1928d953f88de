import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, known, type ReadableTemplate, ResourceTemplate, Suggest } from '../../../core';
import { FirewallApi, FirewallConfig, OpnError } from '../../../ports';
import { RULE_READS, shownRules } from '../rule-list';

/** Which interface. */
export class InterfaceRulesVariables {
  @Describe('Key or name of an interface: lan, opt1') @Suggest(known.interfaces) @IsString() interface!: string;
}

/** `opnsense://rules/{interface}` */
@ResourceTemplate({
  uriTemplate: 'opnsense://rules/{interface}',
  name: 'interface-rules',
  title: 'Rules on an interface',
  description: 'The rules that packets arriving on an interface meet, in the order of evaluation.',
  mediaType: 'application/json',
  uses: RULE_READS,
  sameAs: 'opn_list_firewall_rules',
  variables: InterfaceRulesVariables,
})
export class InterfaceRulesResource implements ReadableTemplate<InterfaceRulesVariables> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async read({ interface: name }: InterfaceRulesVariables): Promise<object> {
    try {
      return await shownRules(this.firewall, this.config, () => true, name);
    } catch (problem) {
      if (problem instanceof OpnError && problem.code === 'OPN_INVALID_INPUT') throw new OpnError('OPN_NOT_FOUND', problem.message, problem.hint);
      throw problem;
    }
  }
}
