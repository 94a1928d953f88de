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

/** A job that people give to an assistant, in words that name the tools to use. */
export interface PromptText<Arguments> {
  /** What the person says then. Tools that it names and that are not listed are pointed out by the server. */
  text(given: Arguments): string | Promise<string>;
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
