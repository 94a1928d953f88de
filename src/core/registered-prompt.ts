import { type Callee } from './callee';
import { type Class } from './class';
import { constructorProblems } from './injected';
import { type PluginFacts } from './plugin';
import { promptFacts, type PromptFacts } from './prompt';
import { describedOr, usesProblems } from './registered-resource';
import { type ObjectSchema, schemaOf } from './schema';

/** What is known of a prompt before its code is loaded. */
export type PromptDescription = Omit<PromptFacts, 'arguments'>;

/** A prompt as it can be listed. */
export interface DescribedPrompt {
  readonly facts: PromptDescription;
  /** Read off the class of its arguments. */
  readonly schema: ObjectSchema;
  /** The id of the plugin that declares it. */
  readonly domain: string;
  /** The prompt with its code. */
  load(): Promise<RegisteredPrompt>;
}

/** A prompt as it can be given. */
export interface RegisteredPrompt extends DescribedPrompt {
  readonly facts: PromptFacts;
  readonly called: Callee;
}

/** MCP gives arguments as texts; these types can be read from one. */
const READABLE = ['string', 'integer', 'number', 'boolean'];

/** The prompt that a class declares, or everything that is wrong with it. */
export function registeredPrompt(target: Class, { id: domain, options }: PluginFacts, external: boolean): RegisteredPrompt | string[] {
  const facts = promptFacts(target);
  if (facts === undefined) return ['has no @Prompt'];
  const { name, title, description, uses = [] } = facts;
  const problems = [...usesProblems(uses), ...constructorProblems(target, options, external)];
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name)) problems.push(`the name '${name}' is not lower-case words with underscores`);
  if (!title) problems.push('it has no title');
  if (!description) problems.push('it has no description');
  if (typeof target.prototype.text !== 'function') problems.push('has no method text');
  try {
    if (typeof facts.arguments !== 'function') throw new Error('it has no class of arguments');
    const schema = describedOr(schemaOf(facts.arguments, { closed: true }), problems, 'argument');
    problems.push(...Object.entries(schema.properties).filter(([, { type = '' }]) => !READABLE.includes(type)).map(([field]) => `the argument '${field}' cannot be given as a text`));
    const prompt: RegisteredPrompt = { facts, schema, domain, called: { name: `the prompt ${name}`, domain, target, uses, effect: 'read', external }, load: async () => prompt };
    if (problems.length === 0) return prompt;
  } catch (problem) {
    problems.push(problem instanceof Error ? problem.message : String(problem));
  }
  return problems;
}
