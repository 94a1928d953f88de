import {
  type Call,
  type Change,
  type ChangeControl,
  type Document,
  type Documents,
  type Endpoint,
  type EndpointRequest,
  type FirewallApi,
  type FirewallConfig,
  type FirewallVersion,
  type Fleet,
  type Inverse,
  OpnError,
  type ReadEndpoint,
  type RequestOptions,
  type WriteEndpoint,
} from '../ports';
import { type Callee } from './callee';
import { quoted } from './plain-text';
import { unlessLeft } from './time-limit';

/** Who declares the endpoints it calls: a tool, or a fact of an audit. */
export interface Declarer {
  readonly name: string;
  readonly uses: readonly Endpoint[];
}

function declared({ name, uses }: Declarer, endpoint: Endpoint): void {
  if (uses.includes(endpoint)) return;
  throw new OpnError('OPN_INTERNAL', `${name} called ${endpoint.path} without declaring it.`, 'Report this defect of the plugin.');
}

/** Bytes of a document that a result may hold whole. */
const LARGEST_SHOWN = 256 * 1024;

/** A port with these of its methods and nothing behind them: what a tool does to it reaches nobody else. */
export function facade<T extends object, Name extends keyof T>(port: T, ...names: readonly Name[]): Pick<T, Name> {
  const methods = names.map(name => [name, (...given: unknown[]) => (port[name] as (...given: unknown[]) => unknown).apply(port, given)]);
  return Object.freeze(Object.fromEntries(methods) as Pick<T, Name>);
}

/** The call as what is called sees it: only the server asks people, so that nobody else can speak in its name. */
export function withoutQuestions({ ask: _ask, ...call }: Call): Call {
  return call;
}

/**
 * The changes as one call may end them: a tool that settles nothing only looks, and going back to any past configuration is left to the domains of
 * this server. An undo may cut the way to the firewall only where a person agreed to that.
 */
export function ending(control: ChangeControl, { name, effect, external }: Pick<Callee, 'name' | 'effect' | 'external'>, acceptLockout: boolean): ChangeControl {
  const refuse = (): Promise<never> =>
    Promise.reject(new OpnError('OPN_INTERNAL', `${name} wants to end a change, yet ${effect === 'settle' ? 'it is of a plugin' : `its effect is '${effect}'`}.`, 'Report this defect of the plugin.'));
  const refused = { confirm: refuse, rollback: refuse, undo: refuse, rehearseUndo: refuse, restore: refuse, rehearseRestore: refuse };
  const looks = facade(control, 'pending', 'past', 'differences');
  if (effect !== 'settle') return Object.freeze({ ...looks, ...refused });
  const undo: ChangeControl['undo'] = id => control.undo(id, { acceptLockout });
  const restore: ChangeControl['restore'] = entry => control.restore(entry, { acceptLockout });
  const ends = { ...facade(control, 'confirm', 'rollback', 'rehearseUndo'), undo };
  return Object.freeze({ ...looks, ...ends, ...(external ? { restore: refuse, rehearseRestore: refuse } : { ...facade(control, 'rehearseRestore'), restore }) });
}

/**
 * The configuration as one call may read it: with its secrets only where they were asked for and consented to; a caller who cancels stops
 * waiting, while the download goes on for the others.
 */
export function leavable(config: FirewallConfig, signal: AbortSignal, mayReveal: boolean): FirewallConfig {
  const allowed = <T extends { readonly reveal?: boolean }>(options: T | undefined): T | undefined => {
    if (options?.reveal !== true || mayReveal) return options;
    throw new OpnError('OPN_SENSITIVE_OFF', 'This call was not allowed to see secrets.', 'A tool that shows secrets says so in `reveals`, and the operator has to consent.');
  };
  return {
    sections: options => unlessLeft(config.sections(options), signal),
    section: async (path, options) => unlessLeft(config.section(path, allowed(options)), signal),
    xml: async options => unlessLeft(config.xml(allowed(options)), signal),
    knownSecrets: () => unlessLeft(config.knownSecrets(), signal),
    age: () => config.age(),
    forget: () => config.forget(),
  };
}

/** The documents as one call may keep them: what others have kept is none of its business, and who called hears of each. */
export function keepsOnly(documents: Documents, { name, domain, external }: Pick<Callee, 'name' | 'domain' | 'external'>, call: Call): Documents {
  const refuse = (): never => {
    throw new OpnError('OPN_INTERNAL', `${name} wants to read documents of other calls.`, 'Report this defect of the plugin.');
  };
  // The domains of this server make theirs of what is presentable already; marks of a format would not survive it twice.
  const presentable = (document: Document): Document => (external && 'text' in document ? { ...document, text: documents.presentable(document.text) } : document);
  const keep: Documents['keep'] = document => {
    const kept = documents.keep(presentable(document));
    call.linked?.(kept);
    return kept;
  };
  const show: Documents['show'] = document => {
    const shown = presentable(document);
    const kept = documents.show(shown);
    call.linked?.(kept, kept.bytes <= LARGEST_SHOWN ? shown : undefined);
    return kept;
  };
  const link: Documents['link'] = to => {
    if (!to.uri.startsWith(external ? `opnsense://${domain}/` : 'opnsense://')) throw new OpnError('OPN_INTERNAL', `${name} links to ${quoted(to.uri)}, which is no resource of its plugin.`, 'Report this defect of the plugin.');
    const uri = documents.link(to);
    call.linked?.({ ...to, uri });
    return uri;
  };
  return Object.freeze({ ...facade(documents, 'presentable'), keep, show, link, read: refuse, list: refuse });
}

/** The firewall as one call may read it: declared endpoints only, called off with the call unless a request says otherwise. */
export class DeclaredReads implements FirewallApi {
  readonly #firewall: FirewallApi;
  readonly #declarer: Declarer;
  readonly #call: Call;

  constructor(firewall: FirewallApi, declarer: Declarer, call: Call) {
    this.#firewall = firewall;
    this.#declarer = declarer;
    this.#call = call;
  }

  async read<T>(endpoint: ReadEndpoint<T>, request?: EndpointRequest, options?: RequestOptions): Promise<T> {
    declared(this.#declarer, endpoint);
    return this.#firewall.read(endpoint, request, this.#joined(options));
  }

  version(options?: RequestOptions & { readonly fresh?: boolean }): Promise<FirewallVersion | undefined> {
    return this.#firewall.version({ ...options, ...this.#joined(options) });
  }

  #joined(options: RequestOptions | undefined): RequestOptions {
    const anew = options?.anew === true ? { anew: true } : {};
    if (options?.despiteCancel === true) return options.signal === undefined ? anew : { ...anew, signal: options.signal };
    return { ...anew, signal: options?.signal === undefined ? this.#call.signal : AbortSignal.any([options.signal, this.#call.signal]) };
  }
}

/** The change as one call may use it: declared endpoints only, and no step more once the caller has cancelled. */
export class DeclaredWrites implements Change {
  readonly #change: Change;
  readonly #declarer: Declarer;
  readonly #call: Call;

  constructor(change: Change, declarer: Declarer, call: Call) {
    this.#change = change;
    this.#declarer = declarer;
    this.#call = call;
  }

  get id(): string {
    return this.#change.id;
  }

  // A request that is under way is waited for: without its answer nobody knows whether there is something to take back.
  async save<T>(endpoint: WriteEndpoint<T>, request: EndpointRequest, inverse: Inverse<T>): Promise<T> {
    return this.#step(endpoint, () => this.#change.save(endpoint, request, inverse));
  }

  async apply<T>(endpoint: WriteEndpoint<T>, request?: EndpointRequest): Promise<T> {
    return this.#step(endpoint, () => this.#change.apply(endpoint, request));
  }

  endanger(why: string): void {
    this.#change.endanger(why);
  }

  async #step<T>(endpoint: Endpoint, send: () => Promise<T>): Promise<T> {
    declared(this.#declarer, endpoint);
    refuseCalledOff(this.#call);
    const answer = await send();
    refuseCalledOff(this.#call);
    return answer;
  }
}

/** The firewalls as one call may read them: those that the operator lists the tool for, by declared endpoints, without their secrets. */
export function declaredFleet(fleet: Fleet, declarer: Declarer, call: Call): Fleet {
  const own = fleet.firewalls().filter(({ lists }) => lists(declarer.name)).map(firewall =>
    Object.freeze({ ...firewall, api: new DeclaredReads(firewall.api, declarer, call), config: leavable(firewall.config, call.signal, false), baselines: facade(firewall.baselines, 'save', 'load', 'names') }));
  return Object.freeze({ firewalls: () => own });
}

// Whoever holds one of them must not change what all others do.
Object.freeze(DeclaredReads.prototype);
Object.freeze(DeclaredWrites.prototype);

/** Throws OPN_CANCELLED once the caller has called the change off, so that the savepoint takes it back. */
export function refuseCalledOff({ signal }: Call): void {
  if (!signal.aborted) return;
  const why = signal.reason instanceof OpnError ? signal.reason.message : 'The caller called the change off.';
  throw new OpnError('OPN_CANCELLED', `${why} What was done of the change is taken back.`);
}
