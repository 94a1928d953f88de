import { type Endpoint, OpnError } from '../ports';
import { type Class } from './class';
import { pluginFacts, type PluginFacts } from './plugin';
import { promptFacts } from './prompt';
import { type DescribedPrompt, registeredPrompt, type RegisteredPrompt } from './registered-prompt';
import { type DescribedResource, registeredResource, type RegisteredResource } from './registered-resource';
import { type DescribedTool, registeredTool, type RegisteredTool } from './registered-tool';
import { type Described, type DescribedPlugin, type RegisteredCheck, ToolRegistry } from './registry';
import { resourceFacts } from './resource';
import { toolFacts } from './tool';
import { UriTemplate } from './uri-template';

/** As it is written down: each endpoint by its place in the plugin's list. */
type Written<F> = Omit<F, 'uses'> & { readonly uses: readonly number[] };

/** What is known of a plugin of this server without its code, as it is written down when the server is built: nothing but data. */
export interface PreparedPlugin {
  readonly plugin: DescribedPlugin;
  readonly endpoints: readonly Endpoint[];
  readonly tools: readonly (Pick<DescribedTool, 'inputSchema' | 'outputSchema'> & { readonly facts: Written<DescribedTool['facts']> })[];
  readonly resources: readonly Written<DescribedResource['facts']>[];
  readonly prompts: readonly (Pick<DescribedPrompt, 'schema'> & { readonly facts: Written<DescribedPrompt['facts']> })[];
}

/** What can be written down of a plugin of this server; undefined for one with options, which are read when it is loaded. */
export function preparedPlugin(plugin: Class): PreparedPlugin | undefined {
  const registry = new ToolRegistry();
  const { id, title, summary, secrets, checks, options } = registry.add(plugin);
  if (options !== undefined) return undefined;
  const endpoints: Endpoint[] = [];
  const placeOf = (endpoint: Endpoint): number => {
    if (!endpoints.includes(endpoint)) endpoints.push(endpoint);
    return endpoints.indexOf(endpoint);
  };
  const written = <F extends { readonly uses?: readonly Endpoint[] }>({ uses = [], ...facts }: F): Written<F> => ({ ...facts, uses: uses.map(placeOf) });
  const prepared: PreparedPlugin = {
    plugin: { id, title, summary, ...(secrets === undefined ? {} : { secrets }), ...(checks === undefined ? {} : { checks: checks.map(check => ({ id: check.id })) }) },
    endpoints,
    tools: registry.tools().map(({ facts, inputSchema, outputSchema }) => ({ facts: written(facts), inputSchema, outputSchema })),
    resources: registry.resources().map(({ facts }) => written(facts)),
    prompts: registry.prompts().map(({ facts, schema }) => ({ facts: written(facts), schema })),
  };
  // Classes and functions are no data: they come with the code.
  return JSON.parse(JSON.stringify(prepared, (_name, value: unknown) => (typeof value === 'function' ? undefined : value))) as PreparedPlugin;
}

/** The plugin that was written down, whose module `load` brings once something of it is used. */
export function describedPlugin({ plugin, endpoints, ...prepared }: PreparedPlugin, load: () => Promise<Readonly<Record<string, unknown>>>): Described {
  const code = new PluginCode(plugin.id, load);
  const read = <F>({ uses, ...facts }: Written<F>): F => ({ ...facts, uses: uses.map(place => endpoints[place]) }) as F;
  const { id: domain } = plugin;
  return {
    plugin,
    tools: prepared.tools.map(({ facts, ...schemas }) => ({ facts: read<DescribedTool['facts']>(facts), ...schemas, domain, external: false, load: () => code.tool(facts.name) })),
    resources: prepared.resources.map(written => {
      const facts = read<DescribedResource['facts']>(written);
      return { facts, domain, template: new UriTemplate('uri' in facts ? facts.uri : facts.uriTemplate), load: () => code.resource(facts.name) };
    }),
    prompts: prepared.prompts.map(({ facts, schema }) => ({ facts: read<DescribedPrompt['facts']>(facts), schema, domain, load: () => code.prompt(facts.name) })),
    loadChecks: async () => (plugin.checks === undefined ? [] : code.checks()),
  };
}

/** The code of a plugin of this server, loaded once something of it is used. */
class PluginCode {
  private loading: Promise<PluginFacts> | undefined;
  private readonly tools = new Map<string, RegisteredTool>();
  private readonly resources = new Map<string, RegisteredResource>();
  private readonly prompts = new Map<string, RegisteredPrompt>();

  constructor(
    private readonly id: string,
    private readonly load: () => Promise<Readonly<Record<string, unknown>>>,
  ) {}

  async tool(name: string): Promise<RegisteredTool> {
    const facts = await this.facts();
    return this.made(this.tools, name, facts.tools.find(target => toolFacts(target)?.name === name), target => registeredTool(target, facts, false));
  }

  async resource(name: string): Promise<RegisteredResource> {
    const facts = await this.facts();
    return this.made(this.resources, name, facts.resources?.find(target => resourceFacts(target)?.name === name), target => registeredResource(target, facts, false));
  }

  async prompt(name: string): Promise<RegisteredPrompt> {
    const facts = await this.facts();
    return this.made(this.prompts, name, facts.prompts?.find(target => promptFacts(target)?.name === name), target => registeredPrompt(target, facts, false));
  }

  async checks(): Promise<readonly RegisteredCheck[]> {
    const { checks = [] } = await this.facts();
    return checks.map(check => ({ check, plugin: this.id, external: false }));
  }

  private facts(): Promise<PluginFacts> {
    return (this.loading ??= this.load().then(module => {
      const facts = Object.values(module).map(pluginFacts).find(each => each?.id === this.id);
      return facts ?? this.broken('it exports no such plugin');
    }));
  }

  private made<T extends object>(known: Map<string, T>, name: string, target: Class | undefined, register: (target: Class) => T | string[]): T {
    const made = known.get(name) ?? (target === undefined ? [`it has no ${name}`] : register(target));
    if (Array.isArray(made)) return this.broken(made.join('; '));
    known.set(name, made);
    return made;
  }

  private broken(problem: string): never {
    throw new OpnError('OPN_PLUGIN', `Plugin '${this.id}' is not what this server was built with: ${problem}.`, 'Build or install the server anew.');
  }
}
