import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { configTest, endpointsOf, haproxyService, reconfigureHaproxy, RESOURCES, writtenFile } from '../haproxy.endpoints';
import { ObjectChangeInput, ObjectChangeOutput, settle } from '../object-input';

/** Which object. */
export class HaproxyDeleteInput extends ObjectChangeInput {
  @Describe('From opn_haproxy_search') @Uuid() uuid!: string;
}

/** What was deleted. */
export class HaproxyDeleteOutput extends ObjectChangeOutput {
  @IsString() deleted!: string;
  @IsString() name!: string;
}

/** `opn_haproxy_delete` */
@Tool({
  name: 'opn_haproxy_delete',
  title: 'Delete an object of HAProxy',
  description: 'Delete an object of HAProxy. One that another object links is kept, and that one is named.',
  effect: 'destroy',
  input: HaproxyDeleteInput,
  output: HaproxyDeleteOutput,
  uses: [...endpointsOf('get', 'search', 'del', 'set'), haproxyService, configTest, writtenFile, reconfigureHaproxy],
  idempotent: true,
})
export class HaproxyDeleteTool implements WriteTool<HaproxyDeleteInput, HaproxyDeleteOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ resource_type: type, uuid, apply }: HaproxyDeleteInput, change: Change): Promise<HaproxyDeleteOutput> {
    const { name } = await RESOURCES[type].remove(this.firewall, change, uuid);
    return { deleted: uuid, name: String(name ?? ''), ...(await settle(this.firewall, change, apply)) };
  }
}
