import { IsArray, IsObject, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { configTest, endpointsOf, haproxyService, reconfigureHaproxy, RESOURCES, writtenFile } from '../haproxy.endpoints';
import { ObjectChangeInput, ObjectChangeOutput, settle } from '../object-input';
import { freshObject, toValues } from '../object-values';

/** Which object, and what is to change. */
export class HaproxyUpdateInput extends ObjectChangeInput {
  @Describe('From opn_haproxy_search') @Uuid() uuid!: string;
  @Describe('Only what changes, by OPNsense\'s field names; links by name or uuid') @IsObject() config!: object;
}

/** What was changed. */
export class HaproxyUpdateOutput extends ObjectChangeOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_haproxy_update';

/** `opn_haproxy_update` */
@Tool({
  name: TOOL,
  title: 'Change an object of HAProxy',
  description: 'Change the named settings of an object of HAProxy; everything else stays. A list that is given replaces the former one.',
  effect: 'destroy',
  input: HaproxyUpdateInput,
  output: HaproxyUpdateOutput,
  uses: [...endpointsOf('get', 'search', 'set'), haproxyService, configTest, writtenFile, reconfigureHaproxy],
  idempotent: true,
})
export class HaproxyUpdateTool implements WriteTool<HaproxyUpdateInput, HaproxyUpdateOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ resource_type: type, uuid, config, apply }: HaproxyUpdateInput, change: Change): Promise<HaproxyUpdateOutput> {
    const [fresh, former] = await Promise.all([freshObject(this.firewall, type), RESOURCES[type].existing(this.firewall, uuid)]);
    const given = toValues(TOOL, fresh, config as Readonly<Record<string, unknown>>);
    const values = Object.fromEntries(Object.entries(given).filter(([name, value]) => String(former[name] ?? '') !== value));
    if (Object.keys(values).length > 0) await RESOURCES[type].change(change, uuid, values, former);
    return { uuid, changed: Object.keys(values), ...(await settle(this.firewall, change, apply)) };
  }
}
