import { inject } from 'tsyringe';
import { Describe, known, type ReadableTemplate, ResourceTemplate, Suggest, Uuid } from '../../../core';
import { FirewallApi, FirewallConfig, OpnError } from '../../../ports';
import { RULE_READS, shownRules } from '../rule-list';

/** Which rule. */
export class RuleVariables {
  @Describe('Its uuid') @Suggest(known.rules) @Uuid() uuid!: string;
}

/** `opnsense://rule/{uuid}` */
@ResourceTemplate({
  uriTemplate: 'opnsense://rule/{uuid}',
  name: 'rule',
  title: 'A firewall rule',
  description: 'One rule that can be changed here.',
  mediaType: 'application/json',
  uses: RULE_READS,
  sameAs: 'opn_list_firewall_rules',
  variables: RuleVariables,
})
export class RuleResource implements ReadableTemplate<RuleVariables> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async read({ uuid }: RuleVariables): Promise<object> {
    const { rules: [rule] } = await shownRules(this.firewall, this.config, each => each.uuid === uuid);
    if (rule === undefined) throw new OpnError('OPN_NOT_FOUND', `There is no rule ${uuid}.`, 'opnsense://rules lists them.');
    return rule;
  }
}
