import 'reflect-metadata';
import { type Check } from './audit';
import { type Class } from './class';

const FACTS = Symbol.for('opnsense-mcp/plugin');

/** The version of the plugin contract; a plugin that wants another is not loaded. */
export const PLUGIN_API = 1;

/** What a plugin declares. */
export interface PluginFacts {
  /** The domain: names the group of tools, and the write permission. */
  readonly id: string;
  readonly title: string;
  /** One sentence for the server's instructions: what an assistant finds here. */
  readonly summary: string;
  readonly api: number;
  /** Classes with `@Tool`. */
  readonly tools: readonly Class[];
  /** Classes with `@Resource` or `@ResourceTemplate`. */
  readonly resources?: readonly Class[];
  /** Classes with `@Prompt`. */
  readonly prompts?: readonly Class[];
  /** What the security audit is to check as well, made with `check`; each id is `<id of the plugin>.<what>`. */
  readonly checks?: readonly Check[];
  /**
   * A class of fields that the operator may set: `OPNSENSE_PLUGIN_<ID>_<FIELD>` in the environment, or the configuration file. Its instance
   * is injected by the class itself: `@inject(MyOptions)`.
   */
  readonly options?: Class;
  /** Names of fields that hold secrets, in results of any tool and in the configuration; adds to what the server hides anyway. */
  readonly secrets?: readonly string[];
}

/** Declares a class as a plugin. Attaches facts and nothing else. */
export function Plugin(facts: PluginFacts): ClassDecorator {
  return target => {
    Reflect.defineMetadata(FACTS, facts, target);
  };
}

/** The facts that `@Plugin` attached, or undefined for a class without it. */
export function pluginFacts(target: unknown): PluginFacts | undefined {
  return typeof target === 'function' ? (Reflect.getOwnMetadata(FACTS, target) as PluginFacts | undefined) : undefined;
}
