import { inject } from 'tsyringe';
import { EVERY_ROW, neverEmpty, type ReadableResource, Resource } from '../../../core';
import { FirewallApi } from '../../../ports';
import { toInterface } from '../interface';
import { interfacesInfo } from '../system.endpoints';

/** `opnsense://interfaces` */
@Resource({
  uri: 'opnsense://interfaces',
  name: 'interfaces',
  title: 'Interfaces',
  description: 'Network devices, what each is assigned to, its state and addresses.',
  mediaType: 'application/json',
  uses: [interfacesInfo],
})
export class InterfacesResource implements ReadableResource {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async read(): Promise<object> {
    return { interfaces: neverEmpty('interfaces', (await this.firewall.read(interfacesInfo, EVERY_ROW)).rows).map(toInterface) };
  }
}
