import 'reflect-metadata';
import { injectable } from 'tsyringe';
import { type Change, type Effect, type Endpoint, type Release } from '../ports';
import { type Class } from './class';
import { type View } from './view';

const FACTS = Symbol.for('opnsense-mcp/tool');

/** Everything the server knows of a tool. The effect is the only safety fact: annotations, policy and savepoint follow from it. */
export interface ToolFacts {
  /** `opn_<verb>_<noun>`, or one word such as `opn_ping`; never changes once published. */
  readonly name: string;
  readonly title: string;
  /** For the model: the first sentence says when to use it. */
  readonly description: string;
  readonly effect: Effect;
  readonly input: Class;
  readonly output: Class;
  /** Every endpoint it may call; a tool's test fails when it calls another. */
  readonly uses: readonly Endpoint[];
  /** First release that has what it needs; absent means 24.7. */
  readonly since?: Release;
  /** True when the input asks for secrets, which needs the operator's consent. */
  readonly reveals?: (input: never) => boolean;
  /** True when it keeps a byte budget of its own, which the input sets; the results of other tools are cut at 64 KB. */
  readonly bounded?: boolean;
  /** Seconds that a call may take, 120 unless said otherwise, at most 3600. Only plugins from outside are held to it. */
  readonly takesUpTo?: number;
  /** True for a tool that operators have to select: a server with the default sets does not list it. */
  readonly optIn?: boolean;
  /** True when it makes sense to ask several firewalls the same at once; only tools that read. */
  readonly fansOut?: boolean;
  /** True for a tool about several firewalls, which takes the Fleet; listed by default where there are several, on request where there is one. */
  readonly ofFleet?: boolean;
  /** An MCP App that hosts may show beside its results. */
  readonly view?: View;
  /** True when its results link to a web page, which hosts that can show MCP Apps show beside them. */
  readonly showsPage?: boolean;
  /** True for a tool that may cut the way to the firewall by what no rule shows: through other ports than a Change, or where it says so to its Change. */
  readonly mayLockOut?: boolean;
  /** True when the same call twice leaves the same state as once; only for writing effects. */
  readonly idempotent?: boolean;
}

/** A tool that only looks (or probes). */
export interface ReadTool<Input, Output> {
  run(input: Input): Promise<Output>;
}

/** A tool that confirms or takes back earlier changes. */
export type SettleTool<Input, Output> = ReadTool<Input, Output>;

/** A tool that changes the firewall, through the Change it is given. */
export interface WriteTool<Input, Output> {
  run(input: Input, change: Change): Promise<Output>;
}

type Runs<F extends ToolFacts> = F['effect'] extends 'read' | 'probe' | 'settle'
  ? ReadTool<InstanceType<F['input']>, InstanceType<F['output']>>
  : WriteTool<InstanceType<F['input']>, InstanceType<F['output']>>;

/** Declares a class as one MCP tool. Attaches facts and nothing else: importing the file registers nothing. */
export function Tool<const F extends ToolFacts>(facts: F) {
  return <C extends Class<Runs<F>>>(target: C): void => {
    injectable()(target as never);
    Reflect.defineMetadata(FACTS, facts, target);
  };
}

/** The facts that `@Tool` attached, or undefined for a class without it. */
export function toolFacts(target: unknown): ToolFacts | undefined {
  return typeof target === 'function' ? (Reflect.getOwnMetadata(FACTS, target) as ToolFacts | undefined) : undefined;
}
