import { IsBoolean, IsObject, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, type GotItem, Tool, Uuid, type ReadTool } from '../../../core';
import { FirewallApi, OpnError } from '../../../ports';
import { endpointsOf, RESOURCES } from '../haproxy.endpoints';
import { ObjectInput } from '../object-input';
import { freshObject, readable } from '../object-values';

/** Which object, and how much of it. */
export class HaproxyGetInput extends ObjectInput {
  @Describe('From opn_haproxy_search') @Uuid() uuid!: string;
  @Describe('Also settings that have their default') @IsBoolean() include_defaults = false;
}

/** One object. */
export class HaproxyGetOutput {
  @IsString() uuid!: string;
  /** By OPNsense's names, as opn_haproxy_update takes them: references with name and uuid, choices by their key; what is empty is left out. */
  @IsObject() settings!: object;
}

/** `opn_haproxy_get` */
@Tool({
  name: 'opn_haproxy_get',
  title: 'One object of HAProxy',
  description: 'See the settings of one object of HAProxy that differ from the defaults, with linked objects by name.',
  effect: 'read',
  input: HaproxyGetInput,
  output: HaproxyGetOutput,
  uses: endpointsOf('get'),
})
export class HaproxyGetTool implements ReadTool<HaproxyGetInput, HaproxyGetOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ resource_type: type, uuid, include_defaults: all }: HaproxyGetInput): Promise<HaproxyGetOutput> {
    const word = type.slice(0, -1);
    const [answer, defaults] = await Promise.all([this.firewall.read(RESOURCES[type].get, { path: [uuid] }), all ? undefined : freshObject(this.firewall, type)]);
    const item = (answer as Readonly<Record<string, GotItem | undefined>>)[word];
    if (item === undefined) throw new OpnError('OPN_NOT_FOUND', `There is no HAProxy ${word} ${uuid}.`, `Take the uuid from opn_haproxy_search with resource_type ${type}.`);
    return { uuid, settings: readable(item, defaults) };
  }
}
