import { changes } from '../ports';
import { withChangeOptions, withChangeResult } from './change-options';
import { type Class } from './class';
import { constructorProblems } from './injected';
import { withListAnswer } from './list-answer';
import { type PluginFacts } from './plugin';
import { schemaOf, type ObjectSchema } from './schema';
import { toolFacts, type ToolFacts } from './tool';
import { type View } from './view';

/** What is known of a tool before its code is loaded. */
export type ToolDescription = Omit<ToolFacts, 'input' | 'output' | 'reveals'>;

/** A tool as it can be listed, selected and refused. */
export interface DescribedTool {
  readonly facts: ToolDescription;
  /** The id of the plugin that declares it. */
  readonly domain: string;
  readonly inputSchema: ObjectSchema;
  /** As clients see it. */
  readonly outputSchema: ObjectSchema;
  /** True for a tool of a plugin that does not come with this server. */
  readonly external: boolean;
  /** The tool with its code. */
  load(): Promise<RegisteredTool>;
}

/** A tool as it can be called: its facts, its domain, and the schemas read off its classes. */
export interface RegisteredTool extends DescribedTool {
  readonly facts: ToolFacts;
  readonly target: Class;
  /** What the tool itself answers, before the server adds to it or leaves something out. */
  readonly resultSchema: ObjectSchema;
}

/** The tool that a class declares, or everything that is wrong with it. */
export function registeredTool(target: Class, { id: domain, options }: PluginFacts, external: boolean): RegisteredTool | string[] {
  const facts = toolFacts(target);
  if (facts === undefined) return ['has no @Tool'];
  const problems = [...factProblems(facts), ...constructorProblems(target, options, external)];
  if (typeof target.prototype.run !== 'function') problems.push('has no method run');
  try {
    const inputSchema = withChangeOptions(schemaOf(facts.input, { closed: true }), facts);
    const resultSchema = withChangeResult(schemaOf(facts.output, { closed: false }), facts);
    const outputSchema = withListAnswer(resultSchema, facts.input);
    for (const [name, field] of Object.entries(inputSchema.properties)) {
      if (field.description === undefined) problems.push(`the parameter '${name}' has no @Describe`);
    }
    const tool: RegisteredTool = { facts, domain, target, inputSchema, outputSchema, resultSchema, external, load: async () => tool };
    if (problems.length === 0) return tool;
  } catch (problem) {
    problems.push(problem instanceof Error ? problem.message : String(problem));
  }
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
