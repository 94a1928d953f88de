import { IsBoolean, IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListOf, Nested, Optional, Plugin, PLUGIN_API, reads, Text, TextList, Tool, Uuid, writes, type ReadTool, type WriteTool } from '../../src/core';
import { Call, type Change, FirewallApi } from '../../src/ports';

export const getThing = reads<{ thing: string }>('sample/thing/get');
export const undeclared = reads('sample/thing/other');
export const addThing = writes<{ uuid: string }>('sample/thing/add');
export const delThing = writes('sample/thing/del');

export class Pair {
  @Describe('The left one.') @IsString() left!: string;
  @Describe('The right one.') @IsInt() @Min(0) @Max(9) right = 3;
}

export class GetThingInput {
  @Describe('Its name.') @Text(20) name!: string;
  @Describe('How many.') @IsInt() @Min(1) @Max(100) limit = 10;
  @Describe('Which kind.') @Optional() @IsIn(['big', 'small']) kind?: 'big' | 'small';
  @Describe('Its uuid.') @Optional() @Uuid() uuid?: string;
  @Describe('Tags.') @Optional() @TextList({ max: 3, length: 5 }) tags?: string[];
  @Describe('A pair.') @Optional() @Nested(() => Pair) pair?: Pair;
  @Describe('Pairs.') @Optional() @ListOf(() => Pair, 2) pairs?: Pair[];
  @Describe('A note.') @Optional() @Text() note?: string;
  @Describe('Show the secret.') @IsBoolean() include_sensitive = false;
}

export class ThingOutput {
  @IsString() thing!: string;
}

@Tool({
  name: 'opn_get_thing',
  title: 'Get a thing',
  description: 'Gets a thing.',
  effect: 'read',
  input: GetThingInput,
  output: ThingOutput,
  uses: [getThing],
  reveals: (input: GetThingInput) => input.include_sensitive,
})
export class GetThing implements ReadTool<GetThingInput, ThingOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(Call) private readonly call: Call,
  ) {}

  async run(input: GetThingInput): Promise<ThingOutput> {
    this.call.progress(1, 2);
    if (input.name === 'undeclared') await this.firewall.read(undeclared);
    const { thing } = await this.firewall.read(getThing, { path: [input.name] });
    return { thing };
  }
}

export class AddThingInput {
  @Describe('Its name.') @Text(20) name!: string;
}

@Tool({
  name: 'opn_add_thing',
  title: 'Add a thing',
  description: 'Adds a thing.',
  effect: 'write',
  input: AddThingInput,
  output: ThingOutput,
  uses: [addThing, delThing],
})
export class AddThing implements WriteTool<AddThingInput, ThingOutput> {
  async run(input: AddThingInput, change: Change): Promise<ThingOutput> {
    const { uuid } = await change.save(addThing, { body: { name: input.name } }, answer => [
      { endpoint: delThing, request: { path: [answer.uuid] } },
    ]);
    return { thing: uuid };
  }
}

@Plugin({ id: 'sample', title: 'Sample', summary: 'Things.', api: PLUGIN_API, tools: [GetThing, AddThing] })
export class SamplePlugin {}
