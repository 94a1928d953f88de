import { changes, OpnError } from '../ports';
import { type Check } from './audit';
import { checkProblems } from './audit/check-problems';
import { withChangeOptions, withChangeResult } from './change-options';
import { type Class } from './class';
import { constructorProblems } from './injected';
import { withListAnswer } from './list-answer';
import { pluginFacts, PLUGIN_API, type PluginFacts } from './plugin';
import { readOptions } from './plugin-options';
import { registeredPrompt, type RegisteredPrompt } from './registered-prompt';
import { registeredResource, type RegisteredResource } from './registered-resource';
import { schemaOf, type ObjectSchema } from './schema';
import { toolFacts, type ToolFacts } from './tool';
import { type View } from './view';

/** A tool as the server knows it: its facts, its domain, and the schemas read off its classes. */
export interface RegisteredTool {
  readonly facts: ToolFacts;
  /** The id of the plugin that declares it. */
  readonly domain: string;
  readonly target: Class;
  readonly inputSchema: ObjectSchema;
  /** As clients see it. */
  readonly outputSchema: ObjectSchema;
  /** What the tool itself answers, before the server adds to it or leaves something out. */
  readonly resultSchema: ObjectSchema;
  /** True for a tool of a plugin that does not come with this server. */
  readonly external: boolean;
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
  private readonly byName = new Map<string, RegisteredTool>();
  private readonly byId = new Map<string, PluginFacts>();
  private readonly checksById = new Map<string, RegisteredCheck>();
  private readonly resourcesByUri = new Map<string, RegisteredResource>();
  private readonly promptsByName = new Map<string, RegisteredPrompt>();
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
      addAll(facts.tools, target => this.register(target, facts, tools, external), tools, problems);
      addAll(facts.resources, target => this.unlessTaken(registeredResource(target, facts, external), resources), resources, problems);
      addAll(facts.prompts, target => this.unlessNamed(registeredPrompt(target, facts, external), prompts), prompts, problems);
    }
    const checks = problems.length === 0 ? this.checked(facts, external, problems) : [];
    if (problems.length > 0) throw new OpnError('OPN_PLUGIN', `Plugin '${facts.id}' cannot be used: ${problems.join('; ')}`);
    if (facts.options !== undefined) this.optionsOf.set(facts.options, readOptions(facts.id, facts.options, field => option(facts.id, field)));
    this.byId.set(facts.id, facts);
    for (const tool of tools) this.byName.set(tool.facts.name, tool);
    for (const each of checks) this.checksById.set(each.check.id, each);
    for (const each of resources) this.resourcesByUri.set(each.template.text, each);
    for (const each of prompts) this.promptsByName.set(each.facts.name, each);
    return facts;
  }

  /** The tool of that name, or undefined. */
  find(name: string): RegisteredTool | undefined {
    return this.byName.get(name);
  }

  /** All tools, by name. */
  tools(): readonly RegisteredTool[] {
    return [...this.byName.values()].sort((a, b) => (a.facts.name < b.facts.name ? -1 : 1));
  }

  /** All plugins, by id. */
  plugins(): readonly PluginFacts[] {
    return [...this.byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The checks of all plugins, in the order in which these were added. */
  checks(): readonly RegisteredCheck[] {
    return [...this.checksById.values()];
  }

  /** All resources and templates of them, by URI. */
  resources(): readonly RegisteredResource[] {
    return [...this.resourcesByUri.values()].sort((a, b) => (a.template.text < b.template.text ? -1 : 1));
  }

  /** All prompts, by name. */
  prompts(): readonly RegisteredPrompt[] {
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
      if (this.checksById.has(id) || own.has(id)) found.push(`its id is already taken by '${this.checksById.get(id)?.plugin ?? plugin}'`);
      own.add(id);
      problems.push(...found.map(problem => `${id}: ${problem}`));
      return { check, plugin, external };
    });
  }

  private unlessTaken(resource: RegisteredResource | string[], siblings: readonly RegisteredResource[]): RegisteredResource | string[] {
    if (Array.isArray(resource)) return resource;
    const same = [...this.resourcesByUri.values(), ...siblings].find(({ facts, template }) => facts.name === resource.facts.name || template.text === resource.template.text);
    return same === undefined ? resource : [`the resource '${resource.facts.name}' (${resource.template.text}) is already taken by '${same.called.domain}'`];
  }

  private unlessNamed(prompt: RegisteredPrompt | string[], siblings: readonly RegisteredPrompt[]): RegisteredPrompt | string[] {
    if (Array.isArray(prompt)) return prompt;
    const same = this.promptsByName.get(prompt.facts.name) ?? siblings.find(({ facts }) => facts.name === prompt.facts.name);
    return same === undefined ? prompt : [`the prompt name '${prompt.facts.name}' is already taken by '${same.called.domain}'`];
  }

  private register(target: Class, { id: domain, options }: PluginFacts, siblings: readonly RegisteredTool[], external: boolean): RegisteredTool | string[] {
    const facts = toolFacts(target);
    if (facts === undefined) return ['has no @Tool'];
    const problems = [...factProblems(facts), ...constructorProblems(target, options, external)];
    if (typeof target.prototype.run !== 'function') problems.push('has no method run');
    const taken = this.byName.get(facts.name) ?? siblings.find(tool => tool.facts.name === facts.name);
    if (taken !== undefined) problems.push(`the tool name '${facts.name}' is already taken by '${taken.domain}'`);
    try {
      const inputSchema = withChangeOptions(schemaOf(facts.input, { closed: true }), facts);
      const resultSchema = withChangeResult(schemaOf(facts.output, { closed: false }), facts);
      const outputSchema = withListAnswer(resultSchema, facts.input);
      for (const [name, field] of Object.entries(inputSchema.properties)) {
        if (field.description === undefined) problems.push(`the parameter '${name}' has no @Describe`);
      }
      if (problems.length === 0) return { facts, domain, target, inputSchema, outputSchema, resultSchema, external };
    } catch (problem) {
      problems.push(problem instanceof Error ? problem.message : String(problem));
    }
    return problems;
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

function factProblems(facts: ToolFacts): string[] {
  const problems: string[] = [];
  if (!/^opn(_[a-z0-9]+)+$/.test(facts.name)) problems.push(`the name '${facts.name}' is not opn_<verb>_<noun>`);
  if (!facts.title) problems.push('it has no title');
  if (!facts.description) problems.push('it has no description');
  if (!['read', 'probe', 'settle', 'write', 'destroy'].includes(facts.effect)) problems.push(`'${String(facts.effect)}' is no effect`);
  if (typeof facts.input !== 'function') problems.push('it has no input class');
  if (typeof facts.output !== 'function') problems.push('it has no output class');
  if (!Array.isArray(facts.uses)) problems.push('it does not list the endpoints it uses');
  else if (!changes(facts.effect)) {
    for (const endpoint of facts.uses) {
      if (endpoint.kind === 'write') problems.push(`its effect is '${facts.effect}', yet it uses '${endpoint.path}', which writes`);
    }
  }
  if (facts.view !== undefined && !isView(facts.view)) problems.push('its view has no name of lower-case words with dashes, no title or no script');
  if (facts.takesUpTo !== undefined && !(facts.takesUpTo > 0 && facts.takesUpTo <= 3600)) problems.push('takesUpTo is not a number of seconds up to 3600');
  if ((facts.fansOut === true || facts.ofFleet === true) && facts.effect !== 'read') problems.push('only a tool that reads is about several firewalls');
  if (facts.idempotent !== undefined && !changes(facts.effect)) problems.push('only a tool that changes something says idempotent');
  return problems;
}

function isView({ name, title, script }: Partial<View>): boolean {
  return typeof name === 'string' && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && [title, script].every(text => typeof text === 'string' && text !== '');
}

function nameOf(value: unknown): string {
  return typeof value === 'function' && value.name !== '' ? value.name : String(value);
}
