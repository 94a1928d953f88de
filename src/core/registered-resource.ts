import { type Endpoint } from '../ports';
import { type Callee } from './callee';
import { type Class } from './class';
import { constructorProblems } from './injected';
import { type Beside } from './offered';
import { type PluginFacts } from './plugin';
import { resourceFacts, type ResourceFacts, type ResourceTemplateFacts } from './resource';
import { type JsonSchema, type ObjectSchema, schemaOf } from './schema';
import { UriTemplate } from './uri-template';

/** What is known of a resource, or a family of them, before its code is loaded. */
export type ResourceDescription = ResourceFacts | Omit<ResourceTemplateFacts, 'variables'>;

/** A resource, or a family of them, as it can be listed. */
export interface DescribedResource {
  readonly facts: ResourceDescription;
  readonly template: UriTemplate;
  /** The id of the plugin that declares it. */
  readonly domain: string;
  /** The resource with its code. */
  load(): Promise<RegisteredResource>;
}

/** A resource, or a family of them, as it can be read. */
export interface RegisteredResource extends DescribedResource {
  readonly facts: ResourceFacts | ResourceTemplateFacts;
  /** The class of its variables, and the schema read off it; absent for a single resource. */
  readonly variables?: { readonly target: Class; readonly schema: ObjectSchema };
  readonly called: Callee;
}

/** The tools that it stands beside. */
export function besideTools({ facts: { sameAs }, domain }: DescribedResource): Beside {
  return { domain, sameAs };
}

/** True for a family of resources, whose URI has variables. */
export function isFamily({ facts }: Pick<DescribedResource, 'facts'>): boolean {
  return 'uriTemplate' in facts;
}

/** What the server itself keeps below `opnsense://`. */
const OWN_URIS = ['opnsense://documents/', 'opnsense://guide'];

/** The resource that a class declares, or everything that is wrong with it. Resources of plugins from outside are below `opnsense://<id>/`. */
export function registeredResource(target: Class, { id: domain, options }: PluginFacts, external: boolean): RegisteredResource | string[] {
  const facts = resourceFacts(target);
  if (facts === undefined) return ['has neither @Resource nor @ResourceTemplate'];
  const text = 'uri' in facts ? facts.uri : facts.uriTemplate;
  const problems = [...problemsOf(facts), ...usesProblems(facts.uses), ...constructorProblems(target, options, external)];
  if (typeof target.prototype.read !== 'function') problems.push('has no method read');
  if (!String(text).startsWith(external ? `opnsense://${domain}/` : 'opnsense://')) problems.push(`its URI '${text}' does not begin with opnsense://${external ? `${domain}/` : ''}`);
  if (OWN_URIS.some(own => String(text).startsWith(own))) problems.push(`its URI '${text}' belongs to the server itself`);
  try {
    const template = new UriTemplate(text);
    const variables = variablesOf(facts, template, problems);
    const called: Callee = { name: `the resource ${facts.name}`, domain, target, uses: facts.uses, effect: 'read', takesUpTo: facts.takesUpTo, external };
    const resource: RegisteredResource = { facts, template, domain, called, ...(variables === undefined ? {} : { variables }), load: async () => resource };
    if (problems.length === 0) return resource;
  } catch (problem) {
    problems.push(problem instanceof Error ? problem.message : String(problem));
  }
  return problems;
}

function problemsOf({ name, title, description, mediaType, takesUpTo }: RegisteredResource['facts']): string[] {
  const problems: string[] = [];
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) problems.push(`the name '${name}' is not lower-case words with dashes`);
  if (!title) problems.push('it has no title');
  if (!description) problems.push('it has no description');
  if (!/^[a-z]+\/[\w.+-]+$/.test(mediaType)) problems.push(`'${mediaType}' is no media type`);
  if (takesUpTo !== undefined && !(takesUpTo > 0 && takesUpTo <= 3600)) problems.push('takesUpTo is not a number of seconds up to 3600');
  return problems;
}

function variablesOf(facts: RegisteredResource['facts'], template: UriTemplate, problems: string[]): RegisteredResource['variables'] {
  if ('uri' in facts) {
    if (template.variables.length > 0) problems.push('its URI has variables: @ResourceTemplate declares those');
    return undefined;
  }
  if (typeof facts.variables !== 'function') throw new Error('it has no class of variables');
  const schema = schemaOf(facts.variables, { closed: true });
  const names = Object.keys(schema.properties);
  if (names.length === 0 || [...names].sort().join() !== [...template.variables].sort().join()) problems.push(`its variables are ${names.join(', ') || 'none'}, those of its URI ${template.variables.join(', ') || 'none'}`);
  problems.push(...names.filter(name => schema.properties[name]?.type !== 'string').map(name => `the variable '${name}' is no text`));
  return { target: facts.variables, schema: describedOr(schema, problems, 'variable') };
}

/** What is wrong with the endpoints of something that only looks. */
export function usesProblems(uses: readonly Endpoint[]): string[] {
  if (!Array.isArray(uses)) return ['it does not list the endpoints it uses'];
  return uses.filter(({ kind }) => kind !== 'read').map(({ path }) => `it uses '${path}', which is no reading endpoint`);
}

/** The schema; each of its fields without words becomes a problem. */
export function describedOr(schema: ObjectSchema, problems: string[], what: string): ObjectSchema {
  problems.push(...Object.entries<JsonSchema>(schema.properties).filter(([, { description }]) => description === undefined).map(([name]) => `the ${what} '${name}' has no @Describe`));
  return schema;
}
