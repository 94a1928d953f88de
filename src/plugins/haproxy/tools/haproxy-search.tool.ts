import { IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListInput, ListOf, ListOutput, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { endpointsOf, RESOURCES } from '../haproxy.endpoints';
import { HaproxyObject } from '../haproxy-object';
import { RESOURCE_TYPES, type ResourceType } from '../resource-type';

/** Which objects. */
export class HaproxySearchInput extends ListInput {
  @Describe('Kind of object') @IsIn(RESOURCE_TYPES) resource_type!: ResourceType;
  override limit = 25;
}

/** A page of objects. */
export class HaproxySearchOutput extends ListOutput {
  @ListOf(() => HaproxyObject) objects!: HaproxyObject[];
}

/** `opn_haproxy_search` */
@Tool({
  name: 'opn_haproxy_search',
  title: 'Objects of HAProxy',
  description: 'Find frontends, backends, servers, actions (rules), acls (conditions) and other objects of HAProxy with their uuids.',
  effect: 'read',
  input: HaproxySearchInput,
  output: HaproxySearchOutput,
  uses: endpointsOf('search'),
})
export class HaproxySearchTool implements ReadTool<HaproxySearchInput, HaproxySearchOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: HaproxySearchInput): Promise<HaproxySearchOutput> {
    const { items, total } = await RESOURCES[input.resource_type].list(this.firewall, input);
    return { total, objects: [...items] };
  }
}
