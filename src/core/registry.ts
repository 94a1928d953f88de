import { OpnError } from '../ports';
import { type Check } from './audit';
import { checkProblems } from './audit/check-problems';
import { type Class } from './class';
import { pluginFacts, PLUGIN_API, type PluginFacts } from './plugin';
import { readOptions } from './plugin-options';
import { type DescribedPrompt, registeredPrompt, type RegisteredPrompt } from './registered-prompt';
import { type DescribedResource, registeredResource, type RegisteredResource } from './registered-resource';
import { type DescribedTool, registeredTool, type RegisteredTool } from './registered-tool';

/** What is known of a plugin before its code is loaded. */
export type DescribedPlugin = Pick<PluginFacts, 'id' | 'title' | 'summary' | 'secrets' | 'options'> & { readonly checks?: readonly Pick<Check, 'id'>[] };

/** A plugin before its code is loaded, with what is loaded of it. */
export interface Described {
  readonly plugin: DescribedPlugin;
  readonly tools: readonly DescribedTool[];
  readonly resources: readonly DescribedResource[];
  readonly prompts: readonly DescribedPrompt[];
  /** Its checks with their code. */
  loadChecks(): Promise<readonly RegisteredCheck[]>;
}

/** A check as the server knows it. */
export interface RegisteredCheck {
  readonly check: Check;
  /** The id of the plugin that declares it. */
  readonly plugin: string;
  /** True for a check of a plugin that does not come with this server. */
  readonly external: boolean;
}

/** How a plugin came to the server. */
export interface Origin {
  /** True for one that does not come with this server. */
  readonly external?: boolean;
  /** What the operator set for a field of its options; undefined for nothing. */
  readonly option?: (plugin: string, field: string) => unknown;
}

/** The plugins and tools of one server. Refuses what is incomplete, with a sentence that says what is missing. */
export class ToolRegistry {
  private readonly byName = new Map<string, DescribedTool>();
  private readonly byId = new Map<string, Described>();
  private readonly checksById = new Map<string, string>();
  private readonly resourcesByUri = new Map<string, DescribedResource>();
  private readonly promptsByName = new Map<string, DescribedPrompt>();
  private readonly optionsOf = new Map<Class, object>();

  /** Adds a plugin with all of its tools, or none of it; throws OPN_PLUGIN naming everything that is wrong. */
  add(plugin: unknown, { external = false, option = () => undefined }: Origin = {}): PluginFacts {
    const facts = pluginFacts(plugin);
    if (facts === undefined) throw new OpnError('OPN_PLUGIN', `${nameOf(plugin)} is not a class with @Plugin`);
    const problems = pluginProblems(facts);
    if (this.byId.has(facts.id)) problems.push(`the plugin id '${facts.id}' is already taken`);
    const tools: RegisteredTool[] = [];
    const resources: RegisteredResource[] = [];
    const prompts: RegisteredPrompt[] = [];
    if (problems.length === 0) {
      addAll(facts.tools, target => this.unlessCalled(registeredTool(target, facts, external), tools), tools, problems);
      addAll(facts.resources, target => this.unlessTaken(registeredResource(target, facts, external), resources), resources, problems);
      addAll(facts.prompts, target => this.unlessNamed(registeredPrompt(target, facts, external), prompts), prompts, problems);
    }
    const checks = problems.length === 0 ? this.checked(facts, external, problems) : [];
    if (problems.length > 0) throw new OpnError('OPN_PLUGIN', `Plugin '${facts.id}' cannot be used: ${problems.join('; ')}`);
    if (facts.options !== undefined) this.optionsOf.set(facts.options, readOptions(facts.id, facts.options, field => option(facts.id, field)));
    this.describe({ plugin: facts, tools, resources, prompts, loadChecks: async () => checks });
    return facts;
  }

  /** Adds a plugin that was looked at when this server was built; its code is loaded with its first use. */
  describe(described: Described): void {
    const { plugin, tools, resources, prompts } = described;
    this.byId.set(plugin.id, described);
    for (const tool of tools) this.byName.set(tool.facts.name, tool);
    for (const { id } of plugin.checks ?? []) this.checksById.set(id, plugin.id);
    for (const each of resources) this.resourcesByUri.set(each.template.text, each);
    for (const each of prompts) this.promptsByName.set(each.facts.name, each);
  }

  /** The tool of that name, or undefined. */
  find(name: string): DescribedTool | undefined {
    return this.byName.get(name);
  }

  /** All tools, by name. */
  tools(): readonly DescribedTool[] {
    return [...this.byName.values()].sort((a, b) => (a.facts.name < b.facts.name ? -1 : 1));
  }

  /** All plugins, by id. */
  plugins(): readonly DescribedPlugin[] {
    return [...this.byId.values()].map(({ plugin }) => plugin).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The checks of all plugins, in the order in which these were added, with their code. */
  async checks(): Promise<readonly RegisteredCheck[]> {
    return (await Promise.all([...this.byId.values()].map(described => described.loadChecks()))).flat();
  }

  /** All resources and templates of them, by URI. */
  resources(): readonly DescribedResource[] {
    return [...this.resourcesByUri.values()].sort((a, b) => (a.template.text < b.template.text ? -1 : 1));
  }

  /** All prompts, by name. */
  prompts(): readonly DescribedPrompt[] {
    return [...this.promptsByName.values()].sort((a, b) => (a.facts.name < b.facts.name ? -1 : 1));
  }

  /** The options of the plugins, by their class. */
  options(): ReadonlyMap<Class, object> {
    return this.optionsOf;
  }

  private checked({ id: plugin, checks = [] }: PluginFacts, external: boolean, problems: string[]): RegisteredCheck[] {
    const own = new Set<string>();
    return checks.map(check => {
      const found = checkProblems(check, plugin, !external);
      const id = typeof check?.id === 'string' ? check.id : 'a check without an id';
      if (this.checksById.has(id) || own.has(id)) found.push(`its id is already taken by '${this.checksById.get(id) ?? plugin}'`);
      own.add(id);
      problems.push(...found.map(problem => `${id}: ${problem}`));
      return { check, plugin, external };
    });
  }

  private unlessCalled(tool: RegisteredTool | string[], siblings: readonly RegisteredTool[]): RegisteredTool | string[] {
    if (Array.isArray(tool)) return tool;
    const same = this.byName.get(tool.facts.name) ?? siblings.find(({ facts }) => facts.name === tool.facts.name);
    return same === undefined ? tool : [`the tool name '${tool.facts.name}' is already taken by '${same.domain}'`];
  }

  private unlessTaken(resource: RegisteredResource | string[], siblings: readonly RegisteredResource[]): RegisteredResource | string[] {
    if (Array.isArray(resource)) return resource;
    const same = [...this.resourcesByUri.values(), ...siblings].find(({ facts, template }) => facts.name === resource.facts.name || template.text === resource.template.text);
    return same === undefined ? resource : [`the resource '${resource.facts.name}' (${resource.template.text}) is already taken by '${same.domain}'`];
  }

  private unlessNamed(prompt: RegisteredPrompt | string[], siblings: readonly RegisteredPrompt[]): RegisteredPrompt | string[] {
    if (Array.isArray(prompt)) return prompt;
    const same = this.promptsByName.get(prompt.facts.name) ?? siblings.find(({ facts }) => facts.name === prompt.facts.name);
    return same === undefined ? prompt : [`the prompt name '${prompt.facts.name}' is already taken by '${same.domain}'`];
  }
}

/** Adds what the classes declare to what was found before, and what is wrong to the problems. */
function addAll<T>(targets: readonly Class[] | undefined, register: (target: Class) => T | string[], found: T[], problems: string[]): void {
  for (const target of targets ?? []) {
    const each = register(target);
    if (Array.isArray(each)) problems.push(...each.map(problem => `${nameOf(target)}: ${problem}`));
    else found.push(each);
  }
}

function pluginProblems(facts: PluginFacts): string[] {
  const problems: string[] = [];
  if (!/^[a-z][a-z0-9-]*$/.test(facts.id)) problems.push(`the id '${facts.id}' is not lower-case letters, digits and dashes`);
  if (facts.api !== PLUGIN_API) problems.push(`it wants plugin API ${facts.api}, this server has ${PLUGIN_API}`);
  if (!facts.title) problems.push('it has no title');
  if (!facts.summary) problems.push('it has no summary');
  if (facts.options !== undefined && typeof facts.options !== 'function') problems.push('its options are no class');
  if (facts.secrets !== undefined && !(Array.isArray(facts.secrets) && facts.secrets.every(name => typeof name === 'string' && /^[\w.-]{2,60}$/.test(name)))) problems.push('its secrets are not names of fields');
  const others = [facts.checks, facts.resources, facts.prompts].some(each => each !== undefined);
  if (!Array.isArray(facts.tools) || (facts.tools.length === 0 && !others)) problems.push('it declares no tools');
  for (const what of ['resources', 'prompts'] as const) {
    if (facts[what] !== undefined && !Array.isArray(facts[what])) problems.push(`its ${what} are no list of classes`);
  }
  if (facts.checks !== undefined && !(Array.isArray(facts.checks) && facts.checks.length > 0)) problems.push('its checks are no list of checks');
  return problems;
}

function nameOf(value: unknown): string {
  return typeof value === 'function' && value.name !== '' ? value.name : String(value);
}
