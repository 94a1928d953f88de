import 'reflect-metadata';
import { container, type DependencyContainer } from 'tsyringe';
import {
  Call,
  changes,
  type Change,
  type Endpoint,
  type EndpointRequest,
  FirewallApi,
  FirewallConfig,
  type FirewallVersion,
  type InjectionToken,
  type Inverse,
  OpnError,
  type PluginReport,
  type PluginSource,
  type ReadEndpoint,
  Redactor,
  type RequestOptions,
  SavepointManager,
  ServerInfo,
  type WriteEndpoint,
  WritePolicy,
} from '../ports';
import { parseInput } from './input';
import { loadPlugins } from './load-plugins';
import { nearest } from './nearest';
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

  /** The one road: policy, input, savepoint, run, redact. Rejects with an OpnError, or with a defect that is nobody's business outside. */
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
    const result = await this.run(tool, input, call);
    return this.ports.resolve<Redactor>(Redactor).redact(result as Record<string, unknown>, { reveal });
  }

  private run(tool: RegisteredTool, input: object, call: Call): Promise<unknown> {
    const { facts } = tool;
    const scope = this.ports.createChildContainer();
    scope.registerInstance(Call, call);
    scope.registerInstance(FirewallApi, new DeclaredReads(this.ports.resolve<FirewallApi>(FirewallApi), tool, call));
    if (this.ports.isRegistered(FirewallConfig)) scope.registerInstance(FirewallConfig, leavable(this.ports.resolve<FirewallConfig>(FirewallConfig), call.signal));
    const instance = scope.resolve<{ run(input: object, change?: Change): Promise<unknown> }>(tool.target as never);
    if (!changes(facts.effect)) return instance.run(input);
    const savepoints = this.ports.resolve<SavepointManager>(SavepointManager);
    return savepoints.within({ tool: facts.name, effect: facts.effect }, change =>
      instance.run(input, new DeclaredWrites(change, tool, call)),
    );
  }

  private unknownTool(name: string): OpnError {
    const close = nearest(name, this.registry.tools().map(tool => tool.facts.name));
    const shown = JSON.stringify(name.slice(0, 80));
    return new OpnError('OPN_UNKNOWN_TOOL', `There is no tool ${shown}.`, close === undefined ? 'tools/list names them all.' : `Did you mean ${close}?`);
  }
}

function declared(tool: RegisteredTool, endpoint: Endpoint): void {
  if (tool.facts.uses.includes(endpoint)) return;
  throw new OpnError('OPN_INTERNAL', `${tool.facts.name} called ${endpoint.path} without declaring it.`, 'Report this defect of the plugin.');
}

/** The configuration as one call may read it: a caller who cancels stops waiting, while the download goes on for the others. */
function leavable(config: FirewallConfig, signal: AbortSignal): FirewallConfig {
  const unlessLeft = <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const leave = (): void => reject(new OpnError('OPN_CANCELLED', 'The caller called the request off.'));
      if (signal.aborted) leave();
      signal.addEventListener('abort', leave, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  return {
    sections: options => unlessLeft(config.sections(options)),
    section: (path, options) => unlessLeft(config.section(path, options)),
    xml: options => unlessLeft(config.xml(options)),
    age: () => config.age(),
    forget: () => config.forget(),
  };
}

/** The firewall as one call may read it: declared endpoints only, called off with the call. */
class DeclaredReads implements FirewallApi {
  constructor(
    private readonly firewall: FirewallApi,
    private readonly tool: RegisteredTool,
    private readonly call: Call,
  ) {}

  async read<T>(endpoint: ReadEndpoint<T>, request?: EndpointRequest, options?: RequestOptions): Promise<T> {
    declared(this.tool, endpoint);
    return this.firewall.read(endpoint, request, this.joined(options));
  }

  version(options?: RequestOptions & { readonly fresh?: boolean }): Promise<FirewallVersion | undefined> {
    return this.firewall.version({ ...options, ...this.joined(options) });
  }

  private joined(options: RequestOptions | undefined): RequestOptions {
    return { signal: options?.signal === undefined ? this.call.signal : AbortSignal.any([options.signal, this.call.signal]) };
  }
}

/** The change as one call may use it: declared endpoints only, and no new step once the caller has cancelled. */
class DeclaredWrites implements Change {
  constructor(
    private readonly change: Change,
    private readonly tool: RegisteredTool,
    private readonly call: Call,
  ) {}

  get id(): string {
    return this.change.id;
  }

  async save<T>(endpoint: WriteEndpoint<T>, request: EndpointRequest, inverse: Inverse<T>): Promise<T> {
    this.check(endpoint);
    return this.change.save(endpoint, request, inverse);
  }

  async apply<T>(endpoint: WriteEndpoint<T>, request?: EndpointRequest): Promise<T> {
    this.check(endpoint);
    return this.change.apply(endpoint, request);
  }

  private check(endpoint: Endpoint): void {
    declared(this.tool, endpoint);
    if (this.call.signal.aborted) throw new OpnError('OPN_CANCELLED', 'The caller called the change off; what was done of it is taken back.');
  }
}
