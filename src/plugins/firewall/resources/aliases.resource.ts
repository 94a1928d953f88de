import { inject } from 'tsyringe';
import { EVERY_ROW, type ReadableResource, Resource } from '../../../core';
import { FirewallApi } from '../../../ports';
import { toAlias } from '../alias';
import { aliases } from '../firewall.endpoints';

/** `opnsense://aliases` */
@Resource({
  uri: 'opnsense://aliases',
  name: 'aliases',
  title: 'Aliases',
  description: 'Names that rules use for hosts, networks or ports, with the first of their entries.',
  mediaType: 'application/json',
  uses: [aliases.search],
  sameAs: 'opn_list_firewall_aliases',
})
export class AliasesResource implements ReadableResource {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async read(): Promise<object> {
    return { aliases: (await this.firewall.read(aliases.search, EVERY_ROW)).rows.map(toAlias) };
  }
}
