import { IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Plugin, PLUGIN_API, Prompt, Resource, ResourceTemplate, Text, Tool, ToolRegistry, writes, type Class, type PluginFacts } from '../../src/core';
import { FirewallApi } from '../../src/ports';
import { type Check } from '../../src/core/audit';
import { UriTemplate } from '../../src/core/uri-template';
import { AddThing, GetThing, GetThingInput, SamplePlugin, ThingOutput } from './sample-plugin';

function plugin(tools: readonly Class[], facts: Partial<PluginFacts> = {}): Class {
  class Made {}
  Plugin({ id: 'made', title: 'Made', summary: 'Made up.', api: PLUGIN_API, tools, ...facts })(Made);
  return Made;
}

const facts = {
  name: 'opn_try_it',
  title: 'Try it',
  description: 'Tries it.',
  effect: 'read',
  input: GetThingInput,
  output: ThingOutput,
  uses: [],
} as const;

function tool(changed: object): Class {
  class Made {
    async run(): Promise<ThingOutput> {
      return { thing: 'x' };
    }
  }
  Tool({ ...facts, ...changed } as never)(Made as never);
  return Made;
}

describe('ToolRegistry', () => {
  it('lists tools and plugins by name', () => {
    const registry = new ToolRegistry();
    registry.add(SamplePlugin);
    expect(registry.tools().map(each => each.facts.name)).toEqual(['opn_add_thing', 'opn_get_thing']);
    expect(registry.plugins().map(each => each.id)).toEqual(['sample']);
    expect(registry.find('opn_get_thing')?.domain).toBe('sample');
    expect(registry.find('opn_nothing')).toBeUndefined();
  });

  it('does not share anything with another registry', () => {
    new ToolRegistry().add(SamplePlugin);
    expect(new ToolRegistry().tools()).toEqual([]);
  });

  class NoDescription {
    @IsString() text!: string;
  }
  class NoRun {}
  Tool(facts as never)(NoRun as never);
  class NoInject {
    constructor(readonly firewall: FirewallApi) {}
    async run(): Promise<ThingOutput> {
      return { thing: 'x' };
    }
  }
  Tool(facts)(NoInject);
  class HalfInject {
    constructor(
      @inject(FirewallApi) readonly firewall: FirewallApi,
      readonly other: FirewallApi,
    ) {}
    async run(): Promise<ThingOutput> {
      return { thing: 'x' };
    }
  }
  Tool(facts)(HalfInject);
  class Unsayable {
    @Describe('x') text!: string;
  }

  it.each<[string, unknown, RegExp]>([
    ['no plugin', class Plain {}, /Plain is not a class with @Plugin/],
    ['nothing at all', undefined, /undefined is not a class with @Plugin/],
    ['another API version', plugin([GetThing], { api: 99 }), /wants plugin API 99, this server has 1/],
    ['a bad id', plugin([GetThing], { id: 'Bad Id' }), /the id 'Bad Id' is not/],
    ['no summary', plugin([GetThing], { summary: '' }), /has no summary/],
    ['no tools', plugin([]), /declares no tools/],
    ['checks that are none', plugin([GetThing], { checks: [] }), /its checks are no list of checks/],
    ['something else as a check', plugin([GetThing], { checks: [null as unknown as Check] }), /a check without an id: it is no check/],
    ['a check with half of it', plugin([GetThing], { checks: [{ id: 'made.half', area: 'dns', needs: { a: {} } } as unknown as Check] }), /'undefined' is no severity.*no title.*no question.*no judge.*'a' is no fact/],
    ['a class without @Tool', plugin([class Bare {}]), /Bare: has no @Tool/],
    ['the same name twice', plugin([GetThing, GetThing]), /'opn_get_thing' is already taken/],
    ['a bad name', plugin([tool({ name: 'get_it' })]), /the name 'get_it' is not opn_<verb>_<noun>/],
    ['no description', plugin([tool({ description: '' })]), /has no description/],
    ['a made-up effect', plugin([tool({ effect: 'maybe' })]), /'maybe' is no effect/],
    ['no input class', plugin([tool({ input: undefined })]), /has no input class/],
    ['a read that uses a write', plugin([tool({ uses: [writes('a/b/c')] })]), /its effect is 'read', yet it uses 'a\/b\/c', which writes/],
    ['half a view', plugin([tool({ view: { name: 'Half', title: 'Half' } })]), /its view has no name/],
    ['an idempotent read', plugin([tool({ idempotent: true })]), /only a tool that changes something says idempotent/],
    ['a parameter without description', plugin([tool({ input: NoDescription })]), /the parameter 'text' has no @Describe/],
    ['a field without a rule', plugin([tool({ input: Unsayable })]), /Unsayable\.text: has no rule that says its type/],
    ['no run', plugin([NoRun]), /has no method run/],
    ['an argument without @inject', plugin([NoInject]), /constructor argument 1 has no @inject\(Port\)/],
    ['a second argument without @inject', plugin([HalfInject]), /constructor argument 2 has no @inject\(Port\)/],
  ])('refuses %s with a sentence', (_what, made, message) => {
    expect(() => new ToolRegistry().add(made)).toThrow(message);
  });

  it('takes a name of one word', () => {
    expect(new ToolRegistry().add(plugin([tool({ name: 'opn_ping' })])).tools).toHaveLength(1);
  });

  it('names all problems at once and adds nothing of the plugin', () => {
    const registry = new ToolRegistry();
    expect(() => registry.add(plugin([AddThing, tool({ name: 'x', description: '' })]))).toThrow(/the name 'x'.*has no description/);
    expect(registry.tools()).toEqual([]);
  });

  it('refuses a name or id that another plugin has', () => {
    const registry = new ToolRegistry();
    registry.add(SamplePlugin);
    expect(() => registry.add(plugin([GetThing]))).toThrow(/'opn_get_thing' is already taken by 'sample'/);
    expect(() => registry.add(plugin([tool({})], { id: 'sample' }))).toThrow(/the plugin id 'sample' is already taken/);
  });

  describe('of resources and prompts', () => {
    const facts = { name: 'thing', title: 'Thing', description: 'A thing.', mediaType: 'application/json', uses: [] };
    class Variables {
      @Describe('Which.') @IsString() id!: string;
    }
    class Counted {
      @Describe('How many.') @IsInt() count!: number;
    }
    const resource = (changed: object, methods: object = { read: async () => ({}) }): Class => {
      class Made {}
      Object.assign(Made.prototype, methods);
      const all = { ...facts, ...changed };
      if ('uriTemplate' in all) ResourceTemplate({ variables: Variables, ...all } as never)(Made as never);
      else Resource({ uri: 'opnsense://made/thing', ...all })(Made as never);
      return Made;
    };
    const prompt = (changed: object): Class => {
      class Made {
        text(): string {
          return 'Do it.';
        }
      }
      Prompt({ name: 'do_it', title: 'Do', description: 'Does it.', arguments: Variables, ...changed } as never)(Made as never);
      return Made;
    };
    const offering = (offered: Partial<PluginFacts>): Class => plugin([], offered);

    it('takes those of a plugin without tools, and knows them by URI and name', async () => {
      const registry = new ToolRegistry();
      registry.add(offering({ resources: [resource({}), resource({ name: 'one-thing', uriTemplate: 'opnsense://made/thing/{id}' })], prompts: [prompt({})] }), { external: true });
      const resources = await Promise.all(registry.resources().map(each => each.load()));
      expect(resources.map(({ template, variables }) => [template.text, variables?.schema.required])).toEqual([['opnsense://made/thing', undefined], ['opnsense://made/thing/{id}', ['id']]]);
      expect(registry.prompts().map(each => each.facts.name)).toEqual(['do_it']);
    });

    it.each<[string, Partial<PluginFacts>, RegExp]>([
      ['a class without decorator', { resources: [class Bare {}] }, /Bare: has neither @Resource nor @ResourceTemplate/],
      ['no method read', { resources: [resource({}, {})] }, /has no method read/],
      ['a bad name', { resources: [resource({ name: 'A Thing' })] }, /'A Thing' is not lower-case words/],
      ['no media type', { resources: [resource({ mediaType: 'json' })] }, /'json' is no media type/],
      ["another plugin's URI", { resources: [resource({ uri: 'opnsense://rules' })] }, /does not begin with opnsense:\/\/made\//],
      ['variables in a single URI', { resources: [resource({ uri: 'opnsense://made/{id}' })] }, /@ResourceTemplate declares those/],
      ['other variables than those of the URI', { resources: [resource({ uriTemplate: 'opnsense://made/{other}' })] }, /its variables are id, those of its URI other/],
      ['a variable that is no text', { resources: [resource({ uriTemplate: 'opnsense://made/{count}', variables: Counted })] }, /'count' is no text/],
      ['no URI', { resources: [resource({ uri: 'opnsense://made/{' })] }, /is no URI whose variables/],
      ['a URI twice', { resources: [resource({}), resource({ name: 'other' })] }, /is already taken by 'made'/],
      ['no list of resources', { resources: resource({}) as never }, /its resources are no list of classes/],
      ['a prompt without text', { prompts: [class Bare {}] }, /Bare: has no @Prompt/],
      ['a prompt of a bad name', { prompts: [prompt({ name: 'Do It' })] }, /'Do It' is not lower-case words/],
      ['a prompt without arguments', { prompts: [prompt({ arguments: undefined })] }, /has no class of arguments/],
    ])('refuses %s', (_what, offered, message) => {
      expect(() => new ToolRegistry().add(offering(offered), { external: true })).toThrow(message);
    });

    it("keeps the server's own URIs from the domains, too", () => {
      expect(() => new ToolRegistry().add(offering({ resources: [resource({ uri: 'opnsense://guide' })] }))).toThrow(/belongs to the server itself/);
    });

    it('matches URIs by their template, decoded, and nothing beside', () => {
      const template = new UriTemplate('opnsense://a.b/{x}/c/{y}');
      expect(template.match('opnsense://a.b/1%2F2/c/%C3%A4')).toEqual({ x: '1/2', y: 'ä' });
      for (const uri of ['opnsense://aXb/1/c/2', 'opnsense://a.b/1/c/2/3', 'opnsense://a.b/1/c/', 'opnsense://a.b/1/c/2?x', 'opnsense://a.b/%zz/c/2']) expect(template.match(uri)).toBeUndefined();
      expect(() => new UriTemplate('opnsense://{a}/{a}')).toThrow(/a variable twice/);
    });
  });

  describe('of checks', () => {
    const check = (id: string): Check => ({ id, area: 'dns', title: 'T', question: 'Q?', severity: 'low', recommendation: 'R.', references: [], needs: {}, judge: () => [] });

    it('takes those of a plugin without tools', async () => {
      const registry = new ToolRegistry();
      registry.add(plugin([], { checks: [check('made.one'), check('dns.two')] }));
      expect((await registry.checks()).map(each => [each.check.id, each.plugin, each.external])).toEqual([['made.one', 'made', false], ['dns.two', 'made', false]]);
    });

    it('lets only plugins of this server name theirs by area', () => {
      expect(() => new ToolRegistry().add(plugin([], { checks: [check('dns.two')] }), { external: true })).toThrow(/dns\.two: its id is not made\.<what>/);
    });

    it('refuses an id that is taken, and all of the plugin with it', async () => {
      const registry = new ToolRegistry();
      registry.add(plugin([], { checks: [check('dns.two')] }));
      expect(() => registry.add(plugin([GetThing], { id: 'dns', checks: [check('dns.one'), check('dns.two')] }))).toThrow(/dns\.two: its id is already taken by 'made'/);
      expect(() => registry.add(plugin([GetThing], { id: 'dns', checks: [check('dns.one'), check('dns.one')] }))).toThrow(/dns\.one: its id is already taken by 'dns'/);
      expect([registry.tools(), (await registry.checks()).length]).toEqual([[], 1]);
    });
  });

  it('accepts fields of text', () => {
    class Fine {
      @Describe('A text.') @Text() text!: string;
    }
    expect(new ToolRegistry().add(plugin([tool({ input: Fine })])).id).toBe('made');
  });
});
