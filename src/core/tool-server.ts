import 'reflect-metadata';
import { container, type DependencyContainer } from 'tsyringe';
import {
  Call,
  changes,
  type Change,
  FirewallApi,
  FirewallConfig,
  type InjectionToken,
  OpnError,
  type PluginReport,
  type PluginSource,
  Redactor,
  SavepointManager,
  ServerInfo,
  WritePolicy,
} from '../ports';
import { DeclaredReads, DeclaredWrites, leavable, refuseCalledOff } from './call-ports';
import { withinBudget } from './budget';
import { changeOptions, type ChangeOptions, reasonOf, shownRehearsal, withChange } from './change-options';
import { parseInput } from './input';
import { loadPlugins } from './load-plugins';
import { misfit } from './misfit';
import { nearest } from './nearest';
import { quoted } from './plain-text';
import { ToolRegistry, type RegisteredTool } from './registry';

/** The adapters behind the ports of one server, each under its token. */
export type Providers = readonly (readonly [token: InjectionToken<unknown>, adapter: object])[];

/** What the server says of itself, before it knows its plugins. */
export type ServerIdentity = Omit<ServerInfo, 'plugins'>;

/** One server: its tools, and the one road that every call takes. Two of them in one process share nothing. */
export class ToolServer {
  private constructor(
    readonly registry: ToolRegistry,
    readonly info: ServerInfo,
    private readonly ports: DependencyContainer,
  ) {}

  /** Loads the plugins; rejects with OPN_PLUGIN when a built-in one is faulty. */
  static async start(identity: ServerIdentity, providers: Providers, sources: readonly PluginSource[]): Promise<ToolServer> {
    const registry = new ToolRegistry();
    const reports: readonly PluginReport[] = await loadPlugins(sources, registry);
    const ports = container.createChildContainer();
    for (const [token, adapter] of providers) ports.registerInstance(token, adapter);
    const info: ServerInfo = { ...identity, plugins: () => reports };
    ports.registerInstance(ServerInfo, info);
    return new ToolServer(registry, info, ports);
  }

  /** The tools that the operator allows, by name. */
  tools(): readonly RegisteredTool[] {
    const policy = this.ports.resolve<WritePolicy>(WritePolicy);
    return this.registry.tools().filter(tool => policy.refuses({ ...tool.facts, domain: tool.domain }) === undefined);
  }

  /** The one road: policy, input, savepoint, run, redact, output. Rejects with an OpnError, or with a defect that is nobody's business outside. */
  async call(name: string, args: unknown, call: Call): Promise<Record<string, unknown>> {
    const tool = this.registry.find(name);
    if (tool === undefined) throw this.unknownTool(name);
    const { facts, domain } = tool;
    const policy = this.ports.resolve<WritePolicy>(WritePolicy);
    const refusal = policy.refuses({ ...facts, domain });
    if (refusal !== undefined) throw new OpnError('OPN_WRITES_OFF', refusal.reason, refusal.hint);
    const input = parseInput(facts.name, facts.input, tool.inputSchema, args);
    const reveal = facts.reveals?.(input as never) ?? false;
    const secretsRefusal = reveal ? policy.refusesSecrets() : undefined;
    if (secretsRefusal !== undefined) throw new OpnError('OPN_SENSITIVE_OFF', secretsRefusal.reason, secretsRefusal.hint);
    return this.run(tool, input, changeOptions(args), call, result => this.shown(tool, input, result, reveal));
  }

  /** What of a result leaves the server; a change whose result cannot be shown is taken back. */
  private shown({ facts, outputSchema }: RegisteredTool, input: object, result: unknown, reveal: boolean): Record<string, unknown> {
    const shown = this.ports.resolve<Redactor>(Redactor).redact(result as Record<string, unknown>, { reveal });
    const problem = misfit(outputSchema, shown);
    if (problem === undefined) return facts.bounded === true ? shown : withinBudget(shown, input);
    throw new OpnError('OPN_INTERNAL', `The result of ${facts.name} is not what it promises: ${problem}.`, 'Report this defect of the plugin; the same call may fail again.');
  }

  private async run(tool: RegisteredTool, input: object, options: ChangeOptions, call: Call, finish: (result: unknown) => Record<string, unknown>): Promise<Record<string, unknown>> {
    const { facts } = tool;
    const scope = this.ports.createChildContainer();
    scope.registerInstance(Call, call);
    scope.registerInstance(FirewallApi, new DeclaredReads(this.ports.resolve<FirewallApi>(FirewallApi), tool, call));
    if (this.ports.isRegistered(FirewallConfig)) scope.registerInstance(FirewallConfig, leavable(this.ports.resolve<FirewallConfig>(FirewallConfig), call.signal));
    const instance = scope.resolve<{ run(input: object, change?: Change): Promise<unknown> }>(tool.target as never);
    if (!changes(facts.effect)) return finish(await instance.run(input));
    const savepoints = this.ports.resolve<SavepointManager>(SavepointManager);
    const reason = reasonOf(facts, options);
    if (options.dryRun) return finish(shownRehearsal(await savepoints.rehearse(reason, change => instance.run(input, new DeclaredWrites(change, tool, call)))));
    const changed = await savepoints.within(reason, async change => {
      refuseCalledOff(call);
      const result = finish(await instance.run(input, new DeclaredWrites(change, tool, call)));
      refuseCalledOff(call);
      return result;
    });
    return withChange(changed);
  }

  private unknownTool(name: string): OpnError {
    const close = nearest(name, this.registry.tools().map(tool => tool.facts.name));
    return new OpnError('OPN_UNKNOWN_TOOL', `There is no tool ${quoted(name)}.`, close === undefined ? 'tools/list names them all.' : `Did you mean ${close}?`);
  }
}
