import { inject } from 'tsyringe';
import { type ReadableResource, Resource } from '../../../core';
import { FirewallApi, FirewallConfig } from '../../../ports';
import { RULE_READS, shownRules } from '../rule-list';

/** `opnsense://rules` */
@Resource({
  uri: 'opnsense://rules',
  name: 'rules',
  title: 'Firewall rules',
  description: 'Every rule of the packet filter in the order of evaluation, those that OPNsense makes itself left out.',
  mediaType: 'application/json',
  uses: RULE_READS,
  sameAs: 'opn_list_firewall_rules',
})
export class RulesResource implements ReadableResource {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async read(): Promise<object> {
    return shownRules(this.firewall, this.config, () => true);
  }
}
