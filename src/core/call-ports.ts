import {
  type Call,
  type Change,
  type Endpoint,
  type EndpointRequest,
  type FirewallApi,
  type FirewallConfig,
  type FirewallVersion,
  type Inverse,
  OpnError,
  type ReadEndpoint,
  type RequestOptions,
  type WriteEndpoint,
} from '../ports';
import { type RegisteredTool } from './registry';

function declared(tool: RegisteredTool, endpoint: Endpoint): void {
  if (tool.facts.uses.includes(endpoint)) return;
  throw new OpnError('OPN_INTERNAL', `${tool.facts.name} called ${endpoint.path} without declaring it.`, 'Report this defect of the plugin.');
}

/** The configuration as one call may read it: a caller who cancels stops waiting, while the download goes on for the others. */
export function leavable(config: FirewallConfig, signal: AbortSignal): FirewallConfig {
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

/** The firewall as one call may read it: declared endpoints only, called off with the call unless a request says otherwise. */
export class DeclaredReads implements FirewallApi {
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
    if (options?.despiteCancel === true) return options.signal === undefined ? {} : { signal: options.signal };
    return { signal: options?.signal === undefined ? this.call.signal : AbortSignal.any([options.signal, this.call.signal]) };
  }
}

/** The change as one call may use it: declared endpoints only, and no step more once the caller has cancelled. */
export class DeclaredWrites implements Change {
  constructor(
    private readonly change: Change,
    private readonly tool: RegisteredTool,
    private readonly call: Call,
  ) {}

  get id(): string {
    return this.change.id;
  }

  // A request that is under way is waited for: without its answer nobody knows whether there is something to take back.
  async save<T>(endpoint: WriteEndpoint<T>, request: EndpointRequest, inverse: Inverse<T>): Promise<T> {
    return this.step(endpoint, () => this.change.save(endpoint, request, inverse));
  }

  async apply<T>(endpoint: WriteEndpoint<T>, request?: EndpointRequest): Promise<T> {
    return this.step(endpoint, () => this.change.apply(endpoint, request));
  }

  private async step<T>(endpoint: Endpoint, send: () => Promise<T>): Promise<T> {
    declared(this.tool, endpoint);
    refuseCalledOff(this.call);
    const answer = await send();
    refuseCalledOff(this.call);
    return answer;
  }
}

/** Throws OPN_CANCELLED once the caller has called the change off, so that the savepoint takes it back. */
export function refuseCalledOff({ signal }: Call): void {
  if (!signal.aborted) return;
  const why = signal.reason instanceof OpnError ? signal.reason.message : 'The caller called the change off.';
  throw new OpnError('OPN_CANCELLED', `${why} What was done of the change is taken back.`);
}
