import {
  compareReleases, type Endpoint, type EndpointFacts, type EndpointRequest, type FirewallApi, type FirewallVersion,
  type FirewallWriter, OpnError, otherRelease, type ReadEndpoint, refuseOtherRelease, type Release, type RequestOptions, type SearchAnswer, type WriteEndpoint,
} from '../../ports';
import { judge, type Openers } from './answers';
import { blockedReason, changesSomething } from './blocked';
import { type Credentials } from './credentials';
import { asPage } from './paging';
import { checkEndpoint, inCamelCase, queryOf, withArguments } from './request-path';
import { VersionFinder } from './version';
import { type Wire, type WireRequest } from './wire';

/** What an API client is made of. */
export interface OpnsenseApiOptions {
  readonly wire: Wire;
  readonly credentials: Credentials;
  /** How long one request may take; endpoints that are declared slow get ten times as long. */
  readonly timeoutMs: number;
  /** What opens an address (`module/controller/action` and its arguments), for messages. */
  readonly openersOf?: (path: string, release: Release | undefined) => Openers | Promise<Openers>;
  /** True for a field, by its path in lower case, of which no value may be shown. */
  readonly isSecretField?: (path: readonly string[]) => boolean;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

type Spelling = 'snake' | 'camel';

const SLOW_FACTOR = 10;
const UNKNOWN_OPENERS: Openers = { privileges: [] };

/** The OPNsense API over any wire: builds requests, refuses the dangerous ones, and turns answers into values or OpnErrors. */
export class OpnsenseApi implements FirewallApi, FirewallWriter {
  private readonly versions: VersionFinder;
  // Learnt from a 403 when the release cannot be read: the spelling that this firewall's privileges know.
  private learntSpelling: Spelling = 'snake';
  private readonly refused = new Set<string>();

  constructor(private readonly options: OpnsenseApiOptions) {
    this.versions = new VersionFinder((endpoint, spelling) => this.send(endpoint, spelling, {}, {}, this.knownRelease), options.now ?? Date.now);
  }

  async read<T>(endpoint: ReadEndpoint<T>, request: EndpointRequest = {}, options: RequestOptions = {}): Promise<T> {
    try {
      const answer = await this.readAsSpelt(endpoint, request, options);
      this.refused.delete(endpoint.path);
      return answer;
    } catch (error) {
      // One that tells privileges apart by its arguments may still be read with others.
      if (isCode(error, 'OPN_FORBIDDEN') && endpoint.within === undefined) this.refused.add(endpoint.path);
      throw error;
    }
  }

  private async readAsSpelt<T>(endpoint: ReadEndpoint<T>, request: EndpointRequest, options: RequestOptions): Promise<T> {
    const version = this.versions.known();
    refuseOtherRelease(endpoint, version);
    const spelling = this.spelling(endpoint, version);
    try {
      return (await this.send(endpoint, spelling, request, options)) as T;
    } catch (error) {
      if (endpoint.camelUntil === undefined || version?.release !== undefined || !isCode(error, 'OPN_FORBIDDEN')) {
        throw await this.explained(error, endpoint);
      }
      return (await this.readInOtherSpelling(endpoint, spelling, request, options, error)) as T;
    }
  }

  async write<T>(endpoint: WriteEndpoint<T>, request: EndpointRequest = {}, options: RequestOptions = {}): Promise<T> {
    const depends = endpoint.since !== undefined || endpoint.until !== undefined || endpoint.camelUntil !== undefined;
    const version = depends ? await this.version(options) : this.versions.known();
    refuseOtherRelease(endpoint, version);
    try {
      return (await this.send(endpoint, this.spelling(endpoint, version), request, options)) as T;
    } catch (error) {
      throw await this.explained(error, endpoint);
    }
  }

  /** Paths of the endpoints that the API user turned out to have no privilege for, as far as they were asked. */
  refusedSoFar(): ReadonlySet<string> {
    return this.refused;
  }

  /** The release, when it was asked for before. */
  releaseSoFar(): Release | undefined {
    return this.versions.known()?.release;
  }

  /** Resolves to undefined when the firewall answers but does not tell; rejects when it cannot be reached or knows no such key. */
  version(options: RequestOptions & { readonly fresh?: boolean } = {}): Promise<FirewallVersion | undefined> {
    if (options.fresh === true) this.versions.forget();
    return untilCancelled(this.versions.find(), options.signal);
  }

  private async readInOtherSpelling(
    endpoint: ReadEndpoint, refused: Spelling, request: EndpointRequest, options: RequestOptions, firstError: unknown,
  ): Promise<unknown> {
    const other: Spelling = refused === 'snake' ? 'camel' : 'snake';
    try {
      const value = await this.send(endpoint, other, request, options);
      this.learntSpelling = other;
      return value;
    } catch (error) {
      // Both refused: told is the spelling whose privileges the operator can look up, by now perhaps that of the release.
      const isTheirs = this.spelling(endpoint, this.versions.known()) === other;
      throw isCode(error, 'OPN_FORBIDDEN') && !isTheirs ? firstError : error;
    }
  }

  private spelling({ camelUntil }: EndpointFacts, version: FirewallVersion | undefined): Spelling {
    if (camelUntil === undefined) return 'snake';
    if (version?.release === undefined) return this.learntSpelling;
    return compareReleases(version.release, camelUntil) <= 0 ? 'camel' : 'snake';
  }

  private readonly knownRelease = async (): Promise<Release | undefined> => this.versions.known()?.release;
  /** Privileges have other names in other releases; whoever learns the release must not wait for itself. */
  private readonly learntRelease = async (): Promise<Release | undefined> => (await this.versions.find().catch(() => undefined))?.release;

  private async send(endpoint: Endpoint, spelling: Spelling, request: EndpointRequest, options: RequestOptions, release = this.learntRelease): Promise<unknown> {
    const path = spelling === 'camel' ? inCamelCase(endpoint.path) : endpoint.path;
    const target = checkedTarget(endpoint, path, request);
    const { timeoutMs, openersOf, isSecretField, wire } = this.options;
    const answer = await wire.send(this.wireRequest(endpoint, target, request), {
      timeoutMs: endpoint.slow === true ? timeoutMs * SLOW_FACTOR : timeoutMs,
      repeatable: endpoint.kind === 'read' && endpoint.once !== true,
      ...(endpoint.slow === true ? { slow: true } : {}),
      ...(endpoint.answer === 'bytes' ? { bytes: true } : {}),
      ...(options.anew === true ? { anew: true } : {}),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const openers = (answer.status === 403 ? await openersOf?.(target, await release()) : undefined) ?? UNKNOWN_OPENERS;
    const value = judge(answer, { kind: endpoint.kind, answer: endpoint.answer, target, openers, ...(isSecretField === undefined ? {} : { isSecretField }) });
    if (endpoint.answer !== 'search') return ofShape(value, endpoint, target);
    const page = asPage(value as SearchAnswer<unknown>, request);
    for (const row of page.rows) ofShape(row, endpoint, target);
    return page;
  }

  private wireRequest(endpoint: Endpoint, target: string, request: EndpointRequest): WireRequest {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    if (body !== undefined && endpoint.method === 'GET') {
      throw new OpnError('OPN_PLUGIN', `${endpoint.path} is declared as a GET but was given a body.`);
    }
    const headers: Record<string, string> = { accept: 'application/json', authorization: this.options.credentials.authorization() };
    // The firewall answers 400 to a JSON type without a body, and its web server 411 to a POST without a length.
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (endpoint.method === 'POST') headers['content-length'] = String(Buffer.byteLength(body ?? ''));
    return { method: endpoint.method, path: `/api/${target}${queryOf(request)}`, headers, ...(body === undefined ? {} : { body }) };
  }

  // A 404, or the empty answer of a controller that swallows unknown actions, has a better explanation once the version is known.
  private async explained(error: unknown, endpoint: EndpointFacts): Promise<unknown> {
    const missing = isCode(error, 'OPN_NO_ENDPOINT');
    const bound = endpoint.since !== undefined || endpoint.until !== undefined;
    if (!(error instanceof OpnError) || !(missing || (bound && isCode(error, 'OPN_BAD_ANSWER')))) return error;
    const version = await this.versions.find().catch(() => undefined);
    const other = otherRelease(endpoint, version);
    if (other !== undefined) return other;
    if (!missing) return error;
    if (endpoint.package !== undefined) return needsPackage(endpoint, endpoint.package);
    const runs = version === undefined ? '' : ` This firewall runs ${version.text}.`;
    return new OpnError(
      'OPN_NO_ENDPOINT',
      error.message,
      `OPNsense also adds endpoints within a series: update it under System > Firmware, or do without this.${runs}`,
    );
  }
}

function checkedTarget(endpoint: Endpoint, path: string, request: EndpointRequest): string {
  for (const way of [endpoint.path, path]) refuseBlocked(way, false);
  checkEndpoint(endpoint);
  const target = withArguments(path, request);
  refuseBlocked(target, true);
  if (endpoint.kind !== 'read') return target;
  if (changesSomething(target)) {
    throw new OpnError('OPN_BLOCKED', `${target} changes the firewall, so it is not asked as a read. Nothing was sent.`);
  }
  return target;
}

/** The value; throws OPN_BAD_ANSWER when its shape is not the one that the endpoint declares. */
function ofShape(value: unknown, { shape }: EndpointFacts, target: string): unknown {
  const problem = shape?.(value);
  if (problem === undefined) return value;
  throw new OpnError('OPN_BAD_ANSWER', `The answer to ${target} has another shape than OPNsense gives it: ${problem}.`, 'Check that OPNSENSE_URL names an OPNsense firewall of a release that this server knows.');
}

function refuseBlocked(path: string, isWhole: boolean): void {
  const why = blockedReason(path, isWhole);
  if (why !== undefined) throw new OpnError('OPN_BLOCKED', `This endpoint is never called: ${why}. Nothing was sent.`, 'Do it in the web GUI or on the console.');
}

function needsPackage(endpoint: EndpointFacts, name: string): OpnError {
  return new OpnError(
    'OPN_NEEDS_PLUGIN',
    `${endpoint.path} comes with the OPNsense plugin ${name}, which is not installed.`,
    `Install ${name} under System > Firmware > Plugins in the web GUI.`,
  );
}

const isCode = (error: unknown, code: OpnError['code']): boolean => error instanceof OpnError && error.code === code;

// What several callers wait for is not called off by one of them.
function untilCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const cancelled = (): OpnError => new OpnError('OPN_CANCELLED', 'The request was called off.');
  if (signal.aborted) {
    work.catch(() => undefined);
    return Promise.reject(cancelled());
  }
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(cancelled());
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
