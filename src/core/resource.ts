import 'reflect-metadata';
import { injectable } from 'tsyringe';
import { type ReadEndpoint } from '../ports';
import { type Class } from './class';

const FACTS = Symbol.for('opnsense-mcp/resource');

/** What resources and templates of them have in common. */
interface SharedFacts {
  /** Lower-case words with dashes; unique among the resources of a server. */
  readonly name: string;
  readonly title: string;
  /** For people and models that choose what to read. */
  readonly description: string;
  /** What is read: `application/json` for objects, which the server writes as JSON; another for texts. */
  readonly mediaType: string;
  /** Every endpoint it may call. */
  readonly uses: readonly ReadEndpoint[];
  /** A tool that answers the same: the resource is offered while the operator selects that; absent for one that is offered with any tool of the plugin. */
  readonly sameAs?: string;
  /** Seconds that reading may take, 120 unless said otherwise. Only plugins from outside are held to it. */
  readonly takesUpTo?: number;
}

/** Everything the server knows of a resource. */
export interface ResourceFacts extends SharedFacts {
  /** `opnsense://<id of the plugin>/<what>`; never changes once published. */
  readonly uri: string;
}

/** Everything the server knows of a family of resources. */
export interface ResourceTemplateFacts extends SharedFacts {
  /** `opnsense://<id of the plugin>/<what>/{variable}` */
  readonly uriTemplate: string;
  /** A class of texts, one for each variable; `@Suggest` says which values there are. */
  readonly variables: Class;
}

/** Something that clients read by its URI: an object, a text, or bytes. What it answers has at most 1 MB; objects and texts are redacted and cut to that. */
export interface ReadableResource {
  read(): Promise<object | string | Uint8Array>;
}

/** The same with variables in its URI; rejects with OPN_NOT_FOUND for values that nothing belongs to. */
export interface ReadableTemplate<Variables> {
  read(variables: Variables): Promise<object | string | Uint8Array>;
}

/** Declares a class as a resource of MCP. Attaches facts and nothing else. */
export function Resource(facts: ResourceFacts) {
  return <C extends Class<ReadableResource>>(target: C): void => attach(target, facts);
}

/** Declares a class as a template of resources of MCP. Attaches facts and nothing else. */
export function ResourceTemplate<const F extends ResourceTemplateFacts>(facts: F) {
  return <C extends Class<ReadableTemplate<InstanceType<F['variables']>>>>(target: C): void => attach(target, facts);
}

function attach(target: Class, facts: ResourceFacts | ResourceTemplateFacts): void {
  injectable()(target as never);
  Reflect.defineMetadata(FACTS, facts, target);
}

/** The facts that `@Resource` or `@ResourceTemplate` attached, or undefined for a class without them. */
export function resourceFacts(target: unknown): ResourceFacts | ResourceTemplateFacts | undefined {
  return typeof target === 'function' ? (Reflect.getOwnMetadata(FACTS, target) as ResourceFacts | ResourceTemplateFacts | undefined) : undefined;
}
