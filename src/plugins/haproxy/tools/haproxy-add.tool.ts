import { IsObject, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { configTest, endpointsOf, haproxyService, reconfigureHaproxy, RESOURCES, writtenFile } from '../haproxy.endpoints';
import { ObjectChangeInput, ObjectChangeOutput, settle } from '../object-input';
import { freshObject, toValues } from '../object-values';

/** What the object is to be. */
export class HaproxyAddInput extends ObjectChangeInput {
  @Describe('Settings by OPNsense\'s field names; links by name or uuid') @IsObject() config!: object;
}

/** The new object. */
export class HaproxyAddOutput extends ObjectChangeOutput {
  @IsString() uuid!: string;
}

const TOOL = 'opn_haproxy_add';

/** `opn_haproxy_add` */
@Tool({
  name: TOOL,
  title: 'Add an object to HAProxy',
  description: 'Add a server, backend, frontend or other object of HAProxy. Servers come before their backend, the backend before its frontend.',
  effect: 'write',
  input: HaproxyAddInput,
  output: HaproxyAddOutput,
  uses: [...endpointsOf('get', 'add', 'del'), haproxyService, configTest, writtenFile, reconfigureHaproxy],
})
export class HaproxyAddTool implements WriteTool<HaproxyAddInput, HaproxyAddOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ resource_type: type, config, apply }: HaproxyAddInput, change: Change): Promise<HaproxyAddOutput> {
    const values = toValues(TOOL, await freshObject(this.firewall, type), config as Readonly<Record<string, unknown>>);
    const uuid = await RESOURCES[type].create(change, values);
    return { uuid, ...(await settle(this.firewall, change, apply)) };
  }
}
