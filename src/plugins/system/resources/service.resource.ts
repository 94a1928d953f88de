import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, EVERY_ROW, known, type ReadableTemplate, ResourceTemplate, Suggest } from '../../../core';
import { FirewallApi, OpnError } from '../../../ports';
import { toService } from '../../../core/system';
import { searchServices } from '../system.endpoints';

/** Which service. */
export class ServiceVariables {
  @Describe('Its name, and after a slash (%2F) the instance where it has several') @Suggest(known.services) @IsString() service!: string;
}

/** `opnsense://services/{service}` */
@ResourceTemplate({
  uriTemplate: 'opnsense://services/{service}',
  name: 'service',
  title: 'A service',
  description: 'A daemon of the firewall: what it is for, and whether it runs.',
  mediaType: 'application/json',
  uses: [searchServices],
  sameAs: 'opn_list_services',
  variables: ServiceVariables,
})
export class ServiceResource implements ReadableTemplate<ServiceVariables> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async read({ service }: ServiceVariables): Promise<object> {
    const { rows } = await this.firewall.read(searchServices, EVERY_ROW);
    const found = rows.filter(({ id, name }) => id === service || name === service);
    if (found.length === 0) throw new OpnError('OPN_NOT_FOUND', `The firewall has no service '${service.slice(0, 100)}'.`, 'opn_list_services lists them.');
    return { services: found.map(toService) };
  }
}
