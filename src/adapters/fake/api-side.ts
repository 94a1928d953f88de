import { type CatalogueEndpoint, dispatch, fold, packageOf, releasesOf } from '../catalogue';
import { type WireAnswer, type WireRequest } from '../opnsense-api';
import { isActiveUser } from './access';
import { KeyRing } from './api-keys';
import { type ActionTable, type ApiAnswer, type ApiCall, type Caller, type Machine, UnexpectedFault, UntaughtFault, UserFault, WarningFault } from './machine';
import { fieldsOf, queryOf } from './request-body';
import { type ApiKey } from './sample';

const JSON_TYPE = 'application/json; charset=UTF-8';
const HTML_TYPE = 'text/html; charset=UTF-8';
const NOT_FOUND = 'Endpoint not found';
const UNEXPECTED = 'Unexpected error, check log for details';

/** What OPNsense's own code does with a request: finds the action, the caller and the fields, and words the answer. */
export class ApiSide {
  private readonly actions: ReadonlyMap<string, ActionTable[string]>;
  private readonly keys: KeyRing;

  /** `performed` is told of every action that did not fail. */
  constructor(
    private readonly machine: Machine,
    keys: readonly ApiKey[],
    actions: ActionTable,
    private readonly performed: (call: ApiCall) => void,
  ) {
    this.actions = new Map(Object.entries(actions));
    this.keys = new KeyRing(keys, () => machine.document);
  }

  /** Answers a request from a client at that address. */
  async answer(request: WireRequest, address: string): Promise<WireAnswer> {
    const segments = segmentsOf(request.path);
    const endpoint = dispatch(segments, this.machine.release) ?? this.beyondCatalogue(segments);
    if (endpoint === undefined || !this.isInstalled(endpoint) || segments.length - 3 < endpoint.required) return this.failure(404, { errorMessage: NOT_FOUND });
    const caller = isOpenToAll(endpoint) ? { user: '', key: '', address } : this.authenticate(request, address);
    if ('status' in caller) return caller;
    const body = fieldsOf(request);
    if (body === undefined) return json(400, { status: 400, message: 'Invalid JSON syntax' });
    const route = this.actionRoute(endpoint, segments[2] ?? '');
    if (route === undefined) return raw({ type: HTML_TYPE, text: '' });
    return this.perform({ method: request.method, route, uri: request.path, args: segments.slice(3), query: queryOf(request.path), body, caller });
  }

  /** The route of a path, whatever spelling it has; the path itself when there is no such action. */
  routeOf(path: string): string {
    const segments = segmentsOf(path);
    return dispatch(segments, this.machine.release)?.route ?? segments.slice(0, 3).join('/');
  }

  /** An action that only this firewall was taught, of a package that the catalogue does not know. */
  private beyondCatalogue(segments: readonly string[]): CatalogueEndpoint | undefined {
    const asked = fold(segments.slice(0, 3).join('/'));
    const route = [...this.actions.keys()].find(each => fold(each) === asked && releasesOf(each).length === 0);
    return route === undefined ? undefined : { route, releases: [this.machine.release], required: 0 };
  }

  private isInstalled(endpoint: CatalogueEndpoint): boolean {
    const name = packageOf(endpoint.route, this.machine.release);
    return name === undefined || this.machine.hasPackage(name);
  }

  private authenticate(request: WireRequest, address: string): Caller | WireAnswer {
    const { authorization } = request.headers;
    if (authorization === undefined || authorization === '') {
      return { status: 302, headers: { 'content-type': HTML_TYPE, location: `/?url=${request.path}` }, body: '' };
    }
    // The scheme is not looked at, and a secret ends at a colon.
    const [key = '', secret = ''] = Buffer.from(authorization.split(' ')[1] ?? '', 'base64').toString('utf8').split(':');
    const user = this.keys.userOf(key, secret);
    if (user === undefined || !isActiveUser(this.machine.document, user)) return json(401, { status: 401, message: 'Authentication Failed' });
    if (!this.machine.mayOpen(user, request.path)) return json(403, { status: 403, message: 'Forbidden' });
    return { user, key, address };
  }

  /** The route of an endpoint as the action table names it; undefined for what a catch-all swallows silently. */
  private actionRoute(endpoint: CatalogueEndpoint, action: string): string | undefined {
    if (!endpoint.route.endsWith('/*')) return endpoint.route;
    const base = endpoint.route.slice(0, -1);
    if (base !== 'unbound/settings/') return endpoint.route;
    // Its catch-all turns …Dot… into …Forward… and ignores the rest.
    const camel = action.split('_').map(part => part.charAt(0).toUpperCase() + part.slice(1)).join('');
    const forward = camel.includes('Dot') ? dispatch(['unbound', 'settings', camel.replaceAll('Dot', 'Forward')], this.machine.release) : undefined;
    return forward === undefined || forward.route.endsWith('/*') ? undefined : forward.route.replace('forward', 'dot');
  }

  private async perform(call: ApiCall): Promise<WireAnswer> {
    const action = this.actions.get(call.route);
    if (action === undefined) return this.untaught(call.route);
    try {
      const answer = reply(await action(call, this.machine));
      this.performed(call);
      return answer;
    } catch (error) {
      return this.failed(error, call);
    }
  }

  private failed(error: unknown, call: ApiCall): WireAnswer {
    if (error instanceof UntaughtFault) return this.untaught(`${error.message}, which ${call.route} needs,`);
    if (error instanceof UnexpectedFault) return this.failure(500, { errorMessage: UNEXPECTED });
    // 26.7 means these as warnings, but its front knows only faults of users.
    if (error instanceof WarningFault) return this.failure(500, { errorMessage: UNEXPECTED, errorTitle: error.title, errorLevel: 'warning' });
    if (!(error instanceof UserFault)) throw error;
    const level = this.machine.release === '26.7' ? { errorLevel: 'error' } : {};
    return this.failure(500, { errorMessage: error.message, errorTitle: error.title, ...level });
  }

  private untaught(what: string): WireAnswer {
    return this.failure(501, { errorMessage: `the fake firewall was not taught ${what} of OPNsense ${this.machine.release}` });
  }

  private failure(status: number, content: Readonly<Record<string, string>>): WireAnswer {
    const body = JSON.stringify(content);
    const escaped = this.machine.release === '26.7' ? body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : body;
    return { status, headers: { 'content-type': 'application/json;charset=utf-8' }, body: escaped };
  }
}

/** What guests of the captive portal ask before they have logged in. */
function isOpenToAll({ route }: CatalogueEndpoint): boolean {
  return route.startsWith('captiveportal/access/');
}

function segmentsOf(path: string): string[] {
  return (path.split('?', 1)[0] ?? '').split('/').filter(segment => segment !== '').slice(1);
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
