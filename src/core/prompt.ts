import 'reflect-metadata';
import { injectable } from 'tsyringe';
import { type ReadEndpoint } from '../ports';
import { type Class } from './class';

const FACTS = Symbol.for('opnsense-mcp/prompt');

/** Everything the server knows of a prompt. */
export interface PromptFacts {
  /** Lower-case words with underscores: what a person picks from a menu; unique among the prompts of a server. */
  readonly name: string;
  readonly title: string;
  /** For people: what the assistant will do. */
  readonly description: string;
  /** A class of texts, numbers and switches; `@Suggest` says which values there are. */
  readonly arguments: Class;
  /** Every endpoint it may call; absent for one that calls none. */
  readonly uses?: readonly ReadEndpoint[];
}

/** A resource of this server that is put into the conversation, read by the server as clients read it; left out where the operator does not offer it. */
export interface Embedded {
  /** Of a plugin from outside only below `opnsense://<id of the plugin>/`. */
  readonly embeds: string;
}

/** A picture or a sound. */
export interface Media {
  /** `image/…` or `audio/…` */
  readonly mediaType: string;
  readonly data: Uint8Array;
}

/** What a person says: a text, or something to look at. */
export type PromptPart = string | Embedded | Media;

/** A job that people give to an assistant, in words that name the tools to use. */
export interface PromptText<Arguments> {
  /** What the person says then, in one text or in parts. Tools that it names and that are not listed are pointed out by the server. */
  text(given: Arguments): string | readonly PromptPart[] | Promise<string | readonly PromptPart[]>;
}

/** Declares a class as a prompt of MCP. Attaches facts and nothing else. */
export function Prompt<const F extends PromptFacts>(facts: F) {
  return <C extends Class<PromptText<InstanceType<F['arguments']>>>>(target: C): void => {
    injectable()(target as never);
    Reflect.defineMetadata(FACTS, facts, target);
  };
}

/** The facts that `@Prompt` attached, or undefined for a class without it. */
export function promptFacts(target: unknown): PromptFacts | undefined {
  return typeof target === 'function' ? (Reflect.getOwnMetadata(FACTS, target) as PromptFacts | undefined) : undefined;
}
