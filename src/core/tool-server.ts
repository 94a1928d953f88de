import 'reflect-metadata';
import { container, type DependencyContainer } from 'tsyringe';
import {
  ApprovalSeal, type Call, changes, type Change, Clock, type InjectionToken, OpnError, type PluginSource, Redactor, type Refusal, SavepointManager, ServerInfo, WritePolicy,
} from '../ports';
import { type Approvable, Approvals, asksEachTime, withApproval } from './approvals';
import { type AuditChecks } from './audit';
import { withinBudget } from './budget';
import { DeclaredWrites, refuseCalledOff } from './call-ports';
import { Completions } from './completions';
import { changeOptions, type ChangeOptions, isUndoneByItself, reasonOf, shownRehearsal, takesApproval, withChange } from './change-options';
import { GuardedChecks } from './guarded-checks';
import { parseInput } from './input';
import { PageInput } from './list';
import { asCsv, checkFields, withChosenFields } from './list-answer';
import { loadRegistry, type LoadedPlugins } from './load-plugins';
import { misfit } from './misfit';
import { nearest } from './nearest';
import { isOffered } from './offered';
import { quoted } from './plain-text';
import { calledTool, type Grants, PluginCalls } from './plugin-calls';
import { type DescribedPrompt } from './registered-prompt';
import { besideTools, type DescribedResource } from './registered-resource';
import { type DescribedTool, type RegisteredTool, type ToolDescription } from './registered-tool';
import { type ToolRegistry, type RegisteredCheck } from './registry';
import { ServedPrompts } from './served-prompts';
import { ServedResources } from './served-resources';
import { type KnownSoFar, type Lack, ServedTools } from './served-tools';
import { withinItsTime } from './time-limit';
import { toolGuide } from './tool-guide';
import { ToolSelection, type WantedTools } from './tool-selection';

/** The adapters behind the ports of one server, each under its token. */
export type Providers = readonly (readonly [token: InjectionToken<unknown>, adapter: object])[];

/** What the server says of itself, before it knows its plugins. */
export type ServerIdentity = Omit<ServerInfo, 'plugins'>;

/** What further decides which tools a server lists. */
export interface ToolServerOptions {
  /** Which tools the operator wants; every tool when absent. */
  readonly wanted?: WantedTools;
  /** What is known of the firewall because something had to ask for it. */
  readonly known?: () => KnownSoFar;
  /** True for one of several firewalls. */
  readonly inFleet?: boolean;
  /** Says in errors where a setting really stands; they name variables. */
  readonly phrased?: (text: string) => string;
}

/** What clients are served from: what plugins offer for one firewall, or for several. */
export interface ToolHost {
  readonly registry: ToolRegistry;
  readonly info: ServerInfo;
  /** What the tools are for, in words. */
  readonly subject: string;
  readonly resources: Pick<ServedResources, 'list' | 'templates' | 'read' | 'has'>;
  readonly prompts: Pick<ServedPrompts, 'list' | 'get'>;
  readonly completions: Pick<Completions, 'complete'>;
  /** Called once other tools, resources or prompts may be listed than before. */
  onToolsChanged: (() => void) | undefined;
  /** Called once resources may hold something else than before, with what tells which. */
  onResourcesChanged: ((touches: (uri: string) => boolean) => void) | undefined;
  tools(): readonly DescribedTool[];
  call(name: string, args: unknown, call: Call): Promise<Record<string, unknown>>;
}

const NOTHING_KNOWN: KnownSoFar = { release: undefined, refused: new Set() };

const LACKS: Readonly<Record<Lack, string>> = {
  release: 'the release of this firewall does not have what it needs.',
  package: 'the package that it needs is not installed on this firewall.',
  privilege: 'the API user has no privilege for what it reads; opn_doctor names those that are missing.',
};

/** Which tool for which question, opt-in ones too. */
const GUIDE = { uri: 'opnsense://guide', name: 'guide', title: 'Which tool for which question', description: 'Every tool of this server by domain, those too that are not listed, and why not.', mediaType: 'text/markdown' };

/** The input of a tool that rehearses by itself. */
const isRehearsal = (input: object): boolean => (input as { readonly dry_run?: unknown }).dry_run === true;
const asRehearsal = <T extends object>(input: T): T => Object.assign(Object.create(Object.getPrototypeOf(input) as object) as T, input, { dry_run: true });

/** What the work resolves to, done at most once. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}

/** An instance of a tool. */
interface Runnable {
  run(input: object, change?: Change): Promise<unknown>;
}

/** One server: its tools, and the one road that every call takes. Two of them in one process share nothing. */
export class ToolServer implements ToolHost {
  readonly subject = 'one OPNsense firewall';
  private readonly served = new ServedTools();
  private readonly calls: PluginCalls;
  private readonly approvals: Approvals;
  readonly resources: ServedResources;
  readonly prompts: ServedPrompts;
  readonly completions: Completions;

  private constructor(
    readonly registry: ToolRegistry,
    readonly info: ServerInfo,
    private readonly ports: DependencyContainer,
    private readonly selection: ToolSelection,
    private readonly options: Pick<ToolServerOptions, 'known' | 'phrased'>,
  ) {
    this.calls = new PluginCalls(ports, once(async () => auditChecks(await registry.checks())));
    this.approvals = new Approvals(ports.isRegistered(ApprovalSeal) ? ports.resolve<ApprovalSeal>(ApprovalSeal) : undefined);
    const { phrased = (text: string): string => text } = options;
    const whyNot = (name: string): string | undefined => {
      const reason = this.whyNotListed(name);
      return reason === undefined ? undefined : phrased(reason);
    };
    const redactor = (): Redactor => ports.resolve<Redactor>(Redactor);
    const guide = (): string => toolGuide(registry.plugins(), registry.tools(), whyNot);
    const isSelected = (tool: DescribedTool): boolean => selection.includes(tool);
    const isThere = (tool: DescribedTool): boolean => isSelected(tool) && this.serves(tool);
    const resources = (): readonly DescribedResource[] => registry.resources().filter(resource => isOffered(registry, besideTools(resource), isSelected));
    const prompts = (): readonly DescribedPrompt[] => registry.prompts().filter(prompt => isOffered(registry, prompt, isSelected));
    this.resources = new ServedResources([{ ...GUIDE, text: guide }], resources, resource => isOffered(registry, besideTools(resource), isThere), this.calls, redactor);
    this.prompts = new ServedPrompts(prompts, prompt => isOffered(registry, prompt, isThere), this.calls, this.resources, whyNot, redactor);
    this.completions = new Completions(prompts, resources, this.calls, () => (ports.isRegistered(Clock) ? ports.resolve<Clock>(Clock).now() : Date.now()));
  }

  /** Called once other tools are listed than before: the firewall turned out to have, or to lack, what they need. */
  onToolsChanged: (() => void) | undefined;
  /** Called once something was changed through this server, or taken back; what others change is not noticed. */
  onResourcesChanged: ((touches: (uri: string) => boolean) => void) | undefined;

  /** To be called when something was changed on the firewall. */
  noticeChange(): void {
    this.completions.forget();
    this.onResourcesChanged?.(uri => uri !== GUIDE.uri && this.resources.has(uri));
  }

  /** Loads the plugins, unless they are loaded; rejects with OPN_PLUGIN when a built-in one is faulty. */
  static async start(identity: ServerIdentity, providers: Providers, plugins: readonly PluginSource[] | LoadedPlugins, options: ToolServerOptions = {}): Promise<ToolServer> {
    const { registry, reports } = 'registry' in plugins ? plugins : await loadRegistry(plugins);
    const ports = container.createChildContainer();
    for (const [token, adapter] of providers) ports.registerInstance(token, adapter);
    const info: ServerInfo = { ...identity, plugins: () => reports };
    ports.registerInstance(ServerInfo, info);
    for (const [target, options] of registry.options()) ports.registerInstance(target as never, options);
    const selection = options.wanted === undefined ? ToolSelection.everything(registry) : ToolSelection.of(registry, options.wanted, options.inFleet);
    return new ToolServer(registry, info, ports, selection, options);
  }

  /** The tools that the operator selected and allows, and that the firewall is not known to lack, by name. */
  tools(): readonly DescribedTool[] {
    return this.registry.tools().filter(tool => this.selection.includes(tool) && this.serves(tool) && this.forbids(tool) === undefined).map(tool => this.asOffered(tool));
  }

  /** False once the firewall is known to lack what the tool needs. */
  serves(tool: DescribedTool): boolean {
    return this.served.has(tool);
  }

  /** Why the operator does not let the tool be called, whatever it is asked; undefined when it may be. */
  refuses(tool: DescribedTool): OpnError | undefined {
    const refusal = this.forbids(tool);
    return this.selection.refuses(tool) ?? (refusal && new OpnError('OPN_WRITES_OFF', refusal.reason, refusal.hint));
  }

  private forbids({ facts, domain }: DescribedTool): Refusal | undefined {
    return this.ports.resolve<WritePolicy>(WritePolicy).refuses({ ...facts, domain });
  }

  /** The one road: policy, input, savepoint, run, redact, output. Rejects with an OpnError, or with a defect that is nobody's business outside. */
  async call(name: string, args: unknown, call: Call): Promise<Record<string, unknown>> {
    try {
      return await this.checkedCall(name, args, call);
    } catch (problem) {
      throw this.phrased(problem);
    }
  }

  private phrased(problem: unknown): unknown {
    const { phrased } = this.options;
    if (phrased === undefined || !(problem instanceof OpnError) || problem.code === 'OPN_INTERNAL') return problem;
    return new OpnError(problem.code, phrased(problem.message), problem.hint === undefined ? undefined : phrased(problem.hint), { cause: problem });
  }

  private async checkedCall(name: string, args: unknown, call: Call): Promise<Record<string, unknown>> {
    const found = this.registry.find(name);
    if (found === undefined) throw this.unknownTool(name);
    const refused = this.refuses(found);
    if (refused !== undefined) throw refused;
    const tool = this.asOffered(await found.load());
    const { facts } = tool;
    const policy = this.ports.resolve<WritePolicy>(WritePolicy);
    const input = parseInput(facts.name, facts.input, tool.inputSchema, args);
    if (input instanceof PageInput) input.resume();
    checkFields(facts.name, tool.resultSchema, input);
    const reveal = facts.reveals?.(input as never) ?? false;
    const secretsRefusal = reveal ? policy.refusesSecrets() : undefined;
    if (secretsRefusal !== undefined) throw new OpnError('OPN_SENSITIVE_OFF', secretsRefusal.reason, secretsRefusal.hint);
    return this.learning(tool, () => withinItsTime(calledTool(tool), call, own => this.run(tool, input, { ...changeOptions(args), reveal }, args, own, result => this.shown(tool, input, result, reveal))));
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
      if (this.served.learn(tool, problem, this.options.known?.() ?? NOTHING_KNOWN)) {
        this.onToolsChanged?.();
        this.onResourcesChanged?.(uri => uri === GUIDE.uri);
      }
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

  private async run(tool: RegisteredTool, input: object, options: ChangeOptions & Grants, args: unknown, call: Call, finish: (result: unknown) => Record<string, unknown>): Promise<Record<string, unknown>> {
    const { facts } = tool;
    const { reveal = false, dryRun, approval: token } = options;
    const work = (grants: Grants = {}, change?: Change, given = input): Promise<unknown> =>
      this.calls.run(calledTool(tool), call, { reveal, ...grants }, (instance: Runnable) => instance.run(given, change === undefined ? undefined : new DeclaredWrites(change, facts, call)));
    if (!changes(facts.effect)) {
      if (facts.mayLockOut !== true || isRehearsal(input)) return finish(await work());
      const plan = once(async () => finish(await work({}, undefined, asRehearsal(input))));
      return this.approved(facts, { args, token, call, plan }, true, async acceptLockout => finish(await work({ acceptLockout })));
    }
    const savepoints = this.ports.resolve<SavepointManager>(SavepointManager);
    const plan = once(async () => finish(shownRehearsal(await savepoints.rehearse(reasonOf(facts, false), change => work({ rehearses: true }, change)))));
    if (dryRun) return plan();
    return this.approved(facts, { args, token, call, plan }, takesApproval(tool.inputSchema), async acceptLockout => {
      const changed = await savepoints.within(reasonOf(facts, acceptLockout), async change => {
        refuseCalledOff(call);
        const result = finish(await work({}, change));
        refuseCalledOff(call);
        return result;
      });
      return withChange(changed);
    });
  }

  /** Does the work once whoever has to agree has agreed. */
  private async approved<T>(facts: RegisteredTool['facts'], rest: Pick<Approvable, 'args' | 'token' | 'call' | 'plan'>, mayLockOut: boolean, work: (acceptLockout: boolean) => Promise<T>): Promise<T> {
    const request: Approvable = { tool: facts.name, title: facts.title, isUndoneByItself: isUndoneByItself(facts), ...rest };
    const hasAgreed = this.asksBefore(facts) && (await this.approvals.before(request));
    return mayLockOut ? this.approvals.despiteLockout(request, hasAgreed, work) : work(false);
  }

  /** True for a tool that the operator wants a person to agree to, each time. */
  private asksBefore(facts: ToolDescription): boolean {
    return asksEachTime(facts, this.ports.resolve<WritePolicy>(WritePolicy).asksBefore());
  }

  /** The tool as it is listed and called: with an argument for the approval where a person has to agree. */
  private asOffered<T extends DescribedTool>(tool: T): T {
    return this.asksBefore(tool.facts) ? withApproval(tool) : tool;
  }

  /** Why a tool is not listed, and what to do about it; undefined for one that is. */
  private whyNotListed(name: string): string | undefined {
    const tool = this.registry.find(name);
    if (tool === undefined) return 'this server has no such tool.';
    const unselected = this.selection.refuses(tool);
    if (unselected !== undefined) return unselected.hint;
    const refusal = this.forbids(tool);
    if (refusal !== undefined) return `${refusal.reason} ${refusal.hint}`;
    const lack = this.served.lacks(tool);
    return lack === undefined ? undefined : LACKS[lack];
  }

  private unknownTool(name: string): OpnError {
    const close = nearest(name, this.registry.tools().map(tool => tool.facts.name));
    return new OpnError('OPN_UNKNOWN_TOOL', `There is no tool ${quoted(name)}.`, close === undefined ? 'tools/list names them all.' : `Did you mean ${close}?`);
  }
}

/** The checks as an audit may run them: those of each plugin from outside behind its guard. */
function auditChecks(registered: readonly RegisteredCheck[]): AuditChecks {
  const guards = new Map<string, GuardedChecks>();
  const checks = Object.freeze(registered.map(({ check, plugin, external }) => {
    if (!external) return check;
    const guard = guards.get(plugin) ?? new GuardedChecks(plugin);
    guards.set(plugin, guard);
    return guard.guard(check);
  }));
  return { all: () => checks };
}
