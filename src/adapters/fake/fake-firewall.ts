import { type Clock, compareReleases, OpnError, type Release } from '../../ports';
import { type CatalogueEndpoint, dispatch, packageOf } from '../catalogue';
import { type Wire, type WireAnswer, type WireOptions, type WireRequest } from '../opnsense-api';
import { isActiveUser, mayOpen, privilegesOf } from './access';
import { type ConfigDocument, element } from './config-document';
import { CONTROLLERS, itemActions } from './controllers';
import { History, type Revision } from './history';
import { type ActionTable, type ApiAnswer, type ApiCall, type Caller, type Machine, UnexpectedFault, UntaughtFault, UserFault } from './machine';
import { Random } from './random';
import { fieldsOf, queryOf } from './request-body';
import { RunningState } from './running-state';
import { type ApiKey, FAKE_KEYS, SAMPLE_PACKAGES, sampleDocument } from './sample';
import { refusedByServer } from './web-server';

/** What a fake firewall is made of; everything has a default. */
export interface FakeFirewallOptions {
  /** The release it answers as; 26.7 unless said otherwise. */
  readonly release?: Release;
  /** Its configuration; the sample network unless said otherwise. It is changed by writes. */
  readonly document?: ConfigDocument;
  /** API keys with their secrets; those of the sample unless said otherwise. Users must be in the configuration. */
  readonly keys?: readonly ApiKey[];
  /** Installed plugin packages, such as `os-haproxy`. */
  readonly packages?: readonly string[];
  /** Makes uuids and the sample's secrets reproducible. */
  readonly seed?: number;
  readonly clock?: Pick<Clock, 'now'>;
  /** True when nothing was ever saved, as right after the history was emptied; otherwise it starts with the entry of the installation. */
  readonly emptyHistory?: boolean;
  /** Actions beside, or instead of, those it was taught. */
  readonly actions?: ActionTable;
}

/** The point release that stands for a series. */
export const POINT_RELEASES: Readonly<Record<Release, string>> = { '24.7': '24.7.12', '25.1': '25.1.12', '25.7': '25.7.11', '26.1': '26.1.11', '26.7': '26.7.2' };

const JSON_TYPE = 'application/json; charset=UTF-8';
const HTML_TYPE = 'text/html; charset=UTF-8';
const CLIENT_ADDRESS = '127.0.0.1';
const NOT_FOUND = 'Endpoint not found';
const UNEXPECTED = 'Unexpected error, check log for details';

/** A firewall in memory that answers raw HTTP as OPNsense's web server and API do; what it was not taught is an error (501), never an empty list. */
export class FakeFirewall implements Wire, Machine {
  readonly release: Release;
  readonly version: string;
  readonly history: History;
  readonly running = new RunningState();
  private readonly packages: ReadonlySet<string>;
  private readonly keys: readonly ApiKey[];
  private readonly clock: Pick<Clock, 'now'>;
  private readonly seed: number;
  private readonly random: Random;
  private readonly actions: ReadonlyMap<string, ActionTable[string]>;
  private saved: ConfigDocument | undefined;
  private closed = false;

  constructor(private readonly options: FakeFirewallOptions = {}) {
    this.release = options.release ?? '26.7';
    this.version = POINT_RELEASES[this.release];
    this.history = new History(this.release);
    this.packages = new Set(options.packages ?? SAMPLE_PACKAGES);
    this.keys = options.keys ?? FAKE_KEYS;
    this.clock = options.clock ?? { now: Date.now };
    this.seed = options.seed ?? 1;
    this.random = new Random(`uuids ${String(this.seed)}`);
    const table: ActionTable = { ...itemActions(this.release), ...CONTROLLERS, ...options.actions };
    this.actions = new Map(Object.entries(table).map(([route, action]) => [route, action]));
    if (options.emptyHistory !== true) this.history.add(this.firstRevision(), 1);
  }

  get document(): ConfigDocument {
    this.saved ??= this.options.document ?? sampleDocument(this.release, this.seed);
    return this.saved;
  }

  async send(request: WireRequest, options: WireOptions = {}): Promise<WireAnswer> {
    if (this.closed || options.signal?.aborted === true) throw new OpnError('OPN_CANCELLED', 'The request to the fake firewall was called off.');
    const answer = refusedByServer(request, this.release) ?? (await this.answer(request));
    return request.method === 'HEAD' ? { ...answer, body: '' } : answer;
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  now(): number {
    return this.clock.now();
  }

  uuid(): string {
    return this.random.uuid();
  }

  hasPackage(name: string): boolean {
    return this.packages.has(name);
  }

  mayOpen(user: string, uri: string): boolean {
    return mayOpen(this.document, this.release, user, uri);
  }

  replace(document: ConfigDocument): void {
    this.saved = document;
  }

  refuseReadOnly(call: ApiCall): void {
    if (!privilegesOf(this.document, call.caller.user).includes('user-config-readonly')) return;
    throw new UserFault(`User ${call.caller.user} denied for write access (user-config-readonly set)`, compareReleases(this.release, '26.1') < 0 ? '' : 'General access');
  }

  save(call: ApiCall): void {
    this.refuseReadOnly(call);
    const { user, address, key } = call.caller;
    const stamp = this.history.stamp(this.now());
    const revision = { username: `${user}@${address}`, user_apitoken: key, description: `${call.uri} made changes`, time: stamp.time };
    this.document.ensure('revision').children = Object.entries(revision).map(([name, text]) => element(name, text));
    const { username, description } = revision;
    this.history.add({ ...stamp, username, description, xml: this.document.toXml() }, Number(this.document.text('system/backupcount')) || 100);
  }

  private firstRevision(): Revision {
    const { document } = this.options;
    const stamp = this.history.stamp(this.now() - 86_400_000);
    const given = document?.toXml();
    const xml = (): string => given ?? sampleDocument(this.release, this.seed).toXml();
    return {
      ...stamp,
      username: '(root)',
      description: '/usr/local/opnsense/mvc/script/run_migrations.php made changes',
      get xml(): string {
        return xml();
      },
    };
  }

  private async answer(request: WireRequest): Promise<WireAnswer> {
    const segments = (request.path.split('?', 1)[0] ?? '').split('/').filter(segment => segment !== '').slice(1);
    const endpoint = dispatch(segments, this.release);
    if (endpoint === undefined || !this.isInstalled(endpoint) || segments.length - 3 < endpoint.required) return this.failure(404, { errorMessage: NOT_FOUND });
    const caller = this.authenticate(request);
    if ('status' in caller) return caller;
    const body = fieldsOf(request);
    if (body === undefined) return json(400, { status: 400, message: 'Invalid JSON syntax' });
    const route = this.routeOf(endpoint, segments[2] ?? '');
    if (route === undefined) return raw({ type: HTML_TYPE, text: '' });
    return this.perform({ method: request.method, route, uri: request.path, args: segments.slice(3), query: queryOf(request.path), body, caller });
  }

  private isInstalled(endpoint: CatalogueEndpoint): boolean {
    const name = packageOf(endpoint.route, this.release);
    return name === undefined || this.packages.has(name);
  }

  private authenticate(request: WireRequest): Caller | WireAnswer {
    const { authorization } = request.headers;
    if (authorization === undefined || authorization === '') {
      return { status: 302, headers: { 'content-type': HTML_TYPE, location: `/?url=${request.path}` }, body: '' };
    }
    // The scheme is not looked at, and a secret ends at a colon.
    const [key, secret] = Buffer.from(authorization.split(' ')[1] ?? '', 'base64').toString('utf8').split(':');
    const known = this.keys.find(each => each.key === key && each.secret === secret);
    if (known === undefined || !isActiveUser(this.document, known.user)) return json(401, { status: 401, message: 'Authentication Failed' });
    if (!this.mayOpen(known.user, request.path)) return json(403, { status: 403, message: 'Forbidden' });
    return { user: known.user, key: known.key, address: CLIENT_ADDRESS };
  }

  /** The route of an endpoint as the action table names it; undefined for what a catch-all swallows silently. */
  private routeOf(endpoint: CatalogueEndpoint, action: string): string | undefined {
    if (!endpoint.route.endsWith('/*')) return endpoint.route;
    const base = endpoint.route.slice(0, -1);
    if (base !== 'unbound/settings/') return endpoint.route;
    // Its catch-all turns …Dot… into …Forward… and ignores the rest.
    const camel = action.split('_').map(part => part.charAt(0).toUpperCase() + part.slice(1)).join('');
    const forward = camel.includes('Dot') ? dispatch(['unbound', 'settings', camel.replaceAll('Dot', 'Forward')], this.release) : undefined;
    return forward === undefined || forward.route.endsWith('/*') ? undefined : forward.route.replace('forward', 'dot');
  }

  private async perform(call: ApiCall): Promise<WireAnswer> {
    const action = this.actions.get(call.route);
    if (action === undefined) return this.untaught(call.route);
    try {
      return reply(await action(call, this));
    } catch (error) {
      if (error instanceof UntaughtFault) return this.untaught(`${error.message}, which ${call.route} needs,`);
      if (error instanceof UnexpectedFault) return this.failure(500, { errorMessage: UNEXPECTED });
      if (!(error instanceof UserFault)) throw error;
      const level = this.release === '26.7' ? { errorLevel: 'error' } : {};
      return this.failure(500, { errorMessage: error.message, errorTitle: error.title, ...level });
    }
  }

  private untaught(what: string): WireAnswer {
    return this.failure(501, { errorMessage: `the fake firewall was not taught ${what} of OPNsense ${this.release}` });
  }

  private failure(status: number, content: Readonly<Record<string, string>>): WireAnswer {
    const body = JSON.stringify(content);
    const escaped = this.release === '26.7' ? body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : body;
    return { status, headers: { 'content-type': 'application/json;charset=utf-8' }, body: escaped };
  }
}

function reply(answer: ApiAnswer): WireAnswer {
  return 'json' in answer ? json(answer.status ?? 200, answer.json) : raw(answer);
}

function raw(answer: { readonly status?: number; readonly type: string; readonly text: string; readonly headers?: Readonly<Record<string, string>> }): WireAnswer {
  return { status: answer.status ?? 200, headers: { 'content-type': answer.type, ...answer.headers }, body: answer.text };
}

function json(status: number, content: unknown): WireAnswer {
  // PHP escapes slashes and everything beyond ASCII.
  const escapeBeyondAscii = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const body = JSON.stringify(content).replaceAll('/', '\\/').replace(/[\u0080-\uffff]/g, escapeBeyondAscii);
  return { status, headers: { 'content-type': JSON_TYPE }, body };
}
