import 'reflect-metadata';
import { container, type DependencyContainer } from 'tsyringe';
import {
  AcceptedFindings,
  AuditHistory,
  Call,
  CertificateReader,
  changes,
  type Change,
  ChangeControl,
  Clock,
  Doctor,
  Documents,
  type Endpoint,
  FirewallApi,
  FirewallConfig,
  type InjectionToken,
  Log,
  OpnError,
  type PluginReport,
  type PluginSource,
  Redactor,
  type Release,
  SavepointManager,
  ServerInfo,
  WritePolicy,
} from '../ports';
import { AuditChecks, type Check } from './audit';
import { DeclaredReads, DeclaredWrites, facade, keepsOnly, leavable, looksOnly, refuseCalledOff } from './call-ports';
import { withinBudget } from './budget';
import { changeOptions, type ChangeOptions, reasonOf, shownRehearsal, withChange } from './change-options';
import { endpointsOf, GuardedChecks } from './guarded-checks';
import { asksFor } from './injected';
import { parseInput } from './input';
import { PageInput } from './list';
import { asCsv, checkFields, withChosenFields } from './list-answer';
import { loadPlugins, thrown } from './load-plugins';
import { misfit } from './misfit';
import { nearest } from './nearest';
import { quoted } from './plain-text';
import { ToolRegistry, type RegisteredCheck, type RegisteredTool } from './registry';
import { ServedTools } from './served-tools';
import { unlessLeft, withinItsTime } from './time-limit';
import { ToolSelection, type WantedTools } from './tool-selection';

/** The adapters behind the ports of one server, each under its token. */
export type Providers = readonly (readonly [token: InjectionToken<unknown>, adapter: object])[];

/** What the server says of itself, before it knows its plugins. */
export type ServerIdentity = Omit<ServerInfo, 'plugins'>;

/** What further decides which tools a server lists. */
export interface ToolServerOptions {
  /** Which tools the operator wants; every tool when absent. */
  readonly wanted?: WantedTools;
  /** The firewall's release, once something had to ask for it. */
  readonly knownRelease?: () => Release | undefined;
}

/** One server: its tools, and the one road that every call takes. Two of them in one process share nothing. */
export class ToolServer {
  private readonly served = new ServedTools();

  private constructor(
    readonly registry: ToolRegistry,
    readonly info: ServerInfo,
    private readonly ports: DependencyContainer,
    private readonly selection: ToolSelection,
    private readonly knownRelease: () => Release | undefined,
  ) {}

  /** Called once other tools are listed than before: the firewall turned out to have, or to lack, what they need. */
  onToolsChanged: (() => void) | undefined;

  /** Loads the plugins; rejects with OPN_PLUGIN when a built-in one is faulty. */
  static async start(identity: ServerIdentity, providers: Providers, sources: readonly PluginSource[], options: ToolServerOptions = {}): Promise<ToolServer> {
    const registry = new ToolRegistry();
    const reports: readonly PluginReport[] = await loadPlugins(sources, registry);
    const ports = container.createChildContainer();
    for (const [token, adapter] of providers) ports.registerInstance(token, adapter);
    const info: ServerInfo = { ...identity, plugins: () => reports };
    ports.registerInstance(ServerInfo, info);
    const checks = guardedChecks(registry.checks());
    ports.registerInstance<AuditChecks>(AuditChecks, { all: () => checks });
    for (const [target, options] of registry.options()) ports.registerInstance(target as never, options);
    const selection = options.wanted === undefined ? ToolSelection.everything(registry) : ToolSelection.of(registry, options.wanted);
    return new ToolServer(registry, info, ports, selection, options.knownRelease ?? (() => undefined));
  }

  /** The tools that the operator selected and allows, and that the firewall is not known to lack, by name. */
  tools(): readonly RegisteredTool[] {
    const policy = this.ports.resolve<WritePolicy>(WritePolicy);
    return this.registry.tools().filter(tool => this.selection.includes(tool) && this.served.has(tool) && policy.refuses({ ...tool.facts, domain: tool.domain }) === undefined);
  }

  /** The one road: policy, input, savepoint, run, redact, output. Rejects with an OpnError, or with a defect that is nobody's business outside. */
  async call(name: string, args: unknown, call: Call): Promise<Record<string, unknown>> {
    const tool = this.registry.find(name);
    if (tool === undefined) throw this.unknownTool(name);
    const { facts, domain } = tool;
    const unselected = this.selection.refuses(tool);
    if (unselected !== undefined) throw unselected;
    const policy = this.ports.resolve<WritePolicy>(WritePolicy);
    const refusal = policy.refuses({ ...facts, domain });
    if (refusal !== undefined) throw new OpnError('OPN_WRITES_OFF', refusal.reason, refusal.hint);
    const input = parseInput(facts.name, facts.input, tool.inputSchema, args);
    if (input instanceof PageInput) input.resume();
    checkFields(facts.name, tool.resultSchema, input);
    const reveal = facts.reveals?.(input as never) ?? false;
    const secretsRefusal = reveal ? policy.refusesSecrets() : undefined;
    if (secretsRefusal !== undefined) throw new OpnError('OPN_SENSITIVE_OFF', secretsRefusal.reason, secretsRefusal.hint);
    return this.learning(tool, () => withinItsTime(tool, call, own => this.run(tool, input, { ...changeOptions(args), reveal }, own, result => this.shown(tool, input, result, reveal))));
  }

  /** A call tells by the way what the firewall serves: nothing is asked for that alone. */
  private async learning<T>(tool: RegisteredTool, work: () => Promise<T>): Promise<T> {
    let problem: unknown;
    try {
      return await work();
    } catch (error) {
      problem = error;
      throw error;
    } finally {
      if (this.served.learn(tool, problem, this.knownRelease())) this.onToolsChanged?.();
    }
  }

  /** What of a result leaves the server; a change whose result cannot be shown is taken back. */
  private shown({ facts, resultSchema }: RegisteredTool, input: object, result: unknown, reveal: boolean): Record<string, unknown> {
    const shown = this.ports.resolve<Redactor>(Redactor).redact(result as Record<string, unknown>, { reveal });
    const problem = misfit(resultSchema, shown);
    if (problem !== undefined) throw new OpnError('OPN_INTERNAL', `The result of ${facts.name} is not what it promises: ${problem}.`, 'Report this defect of the plugin; the same call may fail again.');
    const answer = withChosenFields(shown, resultSchema, input);
    return facts.bounded === true ? answer : asCsv(withinBudget(answer, input instanceof PageInput ? input : undefined), resultSchema, input);
  }

  private async run(tool: RegisteredTool, input: object, options: ChangeOptions & { readonly reveal: boolean }, call: Call, finish: (result: unknown) => Record<string, unknown>): Promise<Record<string, unknown>> {
    const { facts } = tool;
    const work = await this.workOf(tool, call, options.reveal);
    if (!changes(facts.effect)) return finish(await work(input));
    const savepoints = this.ports.resolve<SavepointManager>(SavepointManager);
    const reason = reasonOf(facts, options);
    const declared = (change: Change): Change => new DeclaredWrites(change, facts, call);
    if (options.dryRun) return finish(shownRehearsal(await savepoints.rehearse(reason, change => work(input, declared(change)))));
    const changed = await savepoints.within(reason, async change => {
      refuseCalledOff(call);
      const result = finish(await work(input, declared(change)));
      refuseCalledOff(call);
      return result;
    });
    return withChange(changed);
  }

  /** What the tool does, with its ports; of a plugin from outside, only for as long as it may take, and with its defects told apart from ours. */
  private async workOf(tool: RegisteredTool, call: Call, reveal: boolean): Promise<(input: object, change?: Change) => Promise<unknown>> {
    const made = (): { run(input: object, change?: Change): Promise<unknown> } => this.scopeOf(tool, call, reveal).resolve(tool.target as never);
    if (tool.external) return (input, change) => this.orItsDefect(tool, () => unlessLeft(Promise.resolve(made().run(input, change)), call.signal));
    const instance = made();
    return (input, change) => instance.run(input, change);
  }

  private async orItsDefect<T>({ facts, domain }: RegisteredTool, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (problem) {
      if (problem instanceof OpnError) throw problem;
      const log = this.ports.isRegistered(Log) ? this.ports.resolve<Log>(Log) : undefined;
      log?.write('error', `${facts.name} of the plugin ${domain} failed: ${thrown(problem, true)}`);
      throw new OpnError('OPN_PLUGIN', `${facts.name} failed by a defect of the plugin '${domain}'.`, "The server's log says more; other tools are not concerned.");
    }
  }

  /** The ports as one call gets them: no more of each than the tool's effect, endpoints and consent allow. */
  private scopeOf(tool: RegisteredTool, call: Call, reveal: boolean): DependencyContainer {
    const scope = this.ports.createChildContainer();
    const narrow = <T extends object>(token: InjectionToken<T>, narrowed: (port: T) => T): void => {
      if (this.ports.isRegistered(token)) scope.registerInstance(token, narrowed(this.ports.resolve<T>(token)));
    };
    scope.registerInstance(Call, call);
    narrow<FirewallApi>(FirewallApi, firewall => new DeclaredReads(firewall, { name: tool.facts.name, uses: this.readsOf(tool) }, call));
    narrow<AuditChecks>(AuditChecks, checks => facade(checks, 'all'));
    narrow<FirewallConfig>(FirewallConfig, config => leavable(config, call.signal, reveal));
    narrow<AcceptedFindings>(AcceptedFindings, accepted => facade(accepted, 'list'));
    narrow<AuditHistory>(AuditHistory, history => facade(history, 'save', 'list'));
    narrow<Documents>(Documents, documents => keepsOnly(documents, tool, call));
    narrow<Log>(Log, log => facade(log, 'write'));
    narrow<CertificateReader>(CertificateReader, reader => facade(reader, 'read'));
    narrow<Clock>(Clock, clock => facade(clock, 'now', 'sleep'));
    narrow<WritePolicy>(WritePolicy, policy => facade(policy, 'refuses', 'refusesSecrets', 'describe'));
    narrow<Doctor>(Doctor, doctor => facade(doctor, 'examine'));
    narrow<ServerInfo>(ServerInfo, info => Object.freeze({ ...info }));
    narrow<ChangeControl>(ChangeControl, control => (tool.facts.effect === 'settle' ? facade(control, 'pending', 'past', 'differences', 'confirm', 'rollback', 'undo') : looksOnly(control, tool)));
    return scope;
  }

  /** What a tool may read: what it declares, and what the checks do that it asks for. */
  private readsOf({ facts, target }: RegisteredTool): readonly Endpoint[] {
    if (!asksFor(target, AuditChecks)) return facts.uses;
    return [...facts.uses, ...endpointsOf(this.ports.resolve<AuditChecks>(AuditChecks).all())];
  }

  private unknownTool(name: string): OpnError {
    const close = nearest(name, this.registry.tools().map(tool => tool.facts.name));
    return new OpnError('OPN_UNKNOWN_TOOL', `There is no tool ${quoted(name)}.`, close === undefined ? 'tools/list names them all.' : `Did you mean ${close}?`);
  }
}

/** The checks as an audit may run them: those of each plugin from outside behind its guard. */
function guardedChecks(registered: readonly RegisteredCheck[]): readonly Check[] {
  const guards = new Map<string, GuardedChecks>();
  return Object.freeze(registered.map(({ check, plugin, external }) => {
    if (!external) return check;
    const guard = guards.get(plugin) ?? new GuardedChecks(plugin);
    guards.set(plugin, guard);
    return guard.guard(check);
  }));
}
