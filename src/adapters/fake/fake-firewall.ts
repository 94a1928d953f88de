import { compareReleases, OpnError, type Release } from '../../ports';
import { type Wire, type WireAnswer, type WireOptions, type WireRequest } from '../opnsense-api';
import { mayOpen, privilegesOf } from './access';
import { ApiSide } from './api-side';
import { type Client, ClientConnection } from './client-connection';
import { type ConfigDocument, element } from './config-document';
import { Connections } from './connections';
import { cuts } from './cut-connections';
import { defaultClient } from './default-client';
import { type Closed, type Delivery, notConnected, received } from './delivery';
import { type FakeFirewallOptions, type FakeSendOptions } from './fake-options';
import { Faults } from './faults';
import { restoreFilter } from './filter-rollback';
import { History, type Revision } from './history';
import { lessonActions, lessonModels } from './lesson';
import { type ActionTable, type ApiCall, type Machine, UnexpectedFault, UserFault } from './machine';
import { type Verdict } from './pf/packet-filter';
import { managementPacket } from './pf/management-packet';
import { type ModelSpec } from './model/model-spec';
import { Random } from './random';
import { loadedBy } from './reload-effects';
import { RunningState } from './running-state';
import { FAKE_KEYS, SAMPLE_PACKAGES, sampleDocument } from './sample';
import { deliver } from './struck';
import { taughtActions } from './taught-actions';
import { refusedByServer } from './web-server';

/** The point release that stands for a series. */
const POINT_RELEASES: Readonly<Record<Release, string>> = { '24.7': '24.7.12', '25.1': '25.1.12', '25.7': '25.7.11', '26.1': '26.1.11', '26.7': '26.7.2' };

const DOWN_MS = 60_000;
const ROLLBACK = '/usr/local/opnsense/scripts/filter/rollback_timer.php';

/** Who saved something, and when (milliseconds since 1970). */
interface Author {
  readonly username: string;
  readonly script: string;
  readonly key?: string;
  readonly at: number;
}

/**
 * A firewall in memory that answers raw HTTP as OPNsense's web server and API do; what it was not taught is an error (501), never an empty list.
 * Time passes for it whenever somebody asks it something.
 */
export class FakeFirewall implements Wire, Machine {
  readonly release: Release;
  readonly version: string;
  /** What goes wrong with the next requests. */
  readonly faults = new Faults();
  readonly taughtModels: ReadonlyMap<string, ModelSpec>;
  private readonly packages: ReadonlySet<string>;
  private readonly seed: number;
  private readonly random: Random;
  private readonly api: ApiSide;
  private readonly revisions: History;
  private readonly connections = new Connections();
  private place: Client | undefined;
  private state: RunningState;
  /** What it started with; nobody changes it. */
  private initial: ConfigDocument | undefined;
  private saved: ConfigDocument | undefined;
  private downUntil: number | undefined;
  private powerAfter: 'reboot' | 'off' | undefined;
  /** Connections that end once the request is answered. */
  private doomed: ClientConnection[] = [];
  private closed = false;

  constructor(private readonly options: FakeFirewallOptions = {}) {
    this.release = options.release ?? '26.7';
    this.version = POINT_RELEASES[this.release];
    this.revisions = new History(this.release);
    const lessons = options.lessons ?? [];
    this.taughtModels = new Map(lessons.flatMap(lesson => lessonModels(lesson, this.release)));
    this.packages = new Set([...(options.packages ?? SAMPLE_PACKAGES), ...lessons.flatMap(lesson => lesson.package ?? [])]);
    this.seed = options.seed ?? 1;
    this.random = new Random(`uuids ${String(this.seed)}`);
    this.place = options.client;
    this.initial = options.document?.clone();
    this.state = this.stateOf(() => this.start());
    this.api = new ApiSide(this, options.keys ?? FAKE_KEYS, Object.assign({}, taughtActions(this.release), ...lessons.map(lessonActions), options.actions) as ActionTable, call => this.applyAfter(call));
    if (options.emptyHistory !== true) this.revisions.add(this.firstRevision(), 1);
  }

  get document(): ConfigDocument {
    this.catchUp();
    return this.savedNow();
  }

  get history(): History {
    this.catchUp();
    return this.revisions;
  }

  get running(): RunningState {
    this.catchUp();
    return this.state;
  }

  /** Where its clients are from now on; connections that they have stay as they are. */
  get client(): Client {
    this.place ??= defaultClient(this.state.applied('filter'));
    return this.place;
  }

  set client(client: Client) {
    this.place = client;
  }

  /** What becomes of a new connection to the API under the rules that run. */
  judge(client: Client = this.client): Verdict {
    return this.running.packetFilter.judge(managementPacket(this.state.applied('filter'), client.address, client.interface));
  }

  /** Opens a connection to the web server; says how it fails when the rules or a reboot are in the way. */
  enter(client: Client = this.client): ClientConnection | Closed {
    this.catchUp();
    if (this.downUntil !== undefined) return 'drop';
    const { action, isRemembered, rule } = this.judge(client);
    if (action !== 'pass') return action === 'reject' ? 'reset' : 'drop';
    return this.connections.add(new ClientConnection(client, rule.id, isRemembered, this.now()));
  }

  /** Opens a connection to send requests on; throws what a client says when it gets none. */
  connect(client: Client = this.client, options: WireOptions = {}): ClientConnection {
    const connection = this.enter(client);
    if (typeof connection === 'string') throw notConnected(connection, options);
    return connection;
  }

  async send(request: WireRequest, options: FakeSendOptions = {}): Promise<WireAnswer> {
    if (this.closed || options.signal?.aborted === true) throw new OpnError('OPN_CANCELLED', 'The request to the fake firewall was called off.');
    const connection = this.connectionFor(options);
    const isFresh = connection.isUnused;
    let delivery = await this.exchangeOn(connection, request);
    // As over HTTPS: a kept connection that turns out to be dead is replaced once.
    if (delivery.manner.kind === 'reset' && !isFresh && options.repeatable === true) delivery = await this.exchangeOn(this.connectionFor(options), request);
    const { afterMs, result } = received(delivery, options);
    if (afterMs > 0) await this.sleep(afterMs, options.signal);
    if (result instanceof OpnError) throw result;
    return result;
  }

  /** Handles a request that came in on a connection. */
  async exchange(request: WireRequest, connection: ClientConnection): Promise<Delivery> {
    connection.use(this.now());
    if (!connection.isRemembered && this.judge(connection.client).action !== 'pass') return { delayMs: 0, manner: { kind: 'silence' } };
    const faults = this.faults.ofRequest(this.api.routeOf(request.path), request.path);
    const delivery = await deliver(faults, { perform: () => this.perform(request, connection.client), reboot: downMs => this.reboot(downMs) });
    const power = this.powerAfter;
    this.powerAfter = undefined;
    const doomed = this.doomed.splice(0);
    return {
      ...delivery,
      afterwards: () => {
        for (const each of doomed) each.cut();
        if (power !== undefined && this.options.downMs !== 0) this.reboot(power === 'off' ? Number.POSITIVE_INFINITY : undefined);
      },
    };
  }

  close(): Promise<void> {
    this.closed = true;
    this.connections.cutAll();
    return Promise.resolve();
  }

  /** Goes down for so many milliseconds and comes back with what is saved; every connection ends. */
  reboot(downMs: number = this.options.downMs ?? DOWN_MS): void {
    const saved = this.document.clone();
    this.state = this.stateOf(() => saved);
    this.connections.cutAll();
    this.downUntil = this.now() + downMs;
    this.state.booted = this.downUntil;
  }

  now(): number {
    return this.options.clock?.now() ?? Date.now();
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
    this.record(call);
  }

  record(call: ApiCall): void {
    const { user, address, key } = call.caller;
    this.write({ username: `${user}@${address}`, script: call.uri, key, at: this.now() }, call.route);
  }

  load(parts: readonly string[], route: string): void {
    const fault = parts.includes('filter') ? this.faults.of('rejectedRules', route) : undefined;
    const refusal = fault === undefined ? undefined : (fault.message ?? '/tmp/rules.debug:1: syntax error');
    this.state.load(parts, this.savedNow().clone(), refusal);
  }

  power(how: 'reboot' | 'off'): void {
    this.powerAfter = how;
  }

  private stateOf(boot: () => ConfigDocument): RunningState {
    return new RunningState(this, boot, this.options.rollbackStartMs ?? 0);
  }

  private start(): ConfigDocument {
    this.initial ??= sampleDocument(this.release, this.seed, this.options.size);
    return this.initial;
  }

  private savedNow(): ConfigDocument {
    this.saved ??= this.options.document ?? this.start().clone();
    return this.saved;
  }

  /** Does what was due in the meantime. */
  private catchUp(): void {
    if (this.downUntil !== undefined && this.now() >= this.downUntil) this.downUntil = undefined;
    this.state.catchUp(this.now());
    // A firewall with scheduled rules loads what is saved every quarter of an hour, applied or not.
    const reloadDue = this.state.reloadDue(this.now());
    if (reloadDue !== undefined) this.state.reload(this.savedNow().clone(), reloadDue);
    const due = this.state.rollback.takeDue(this.now());
    if (due === undefined) return;
    const restored = restoreFilter(this.savedNow(), this.revisions, due.revision);
    if (restored !== 'done') return;
    this.write({ username: '(system)', script: ROLLBACK, at: due.at }, ROLLBACK);
    this.load(['filter', 'aliases'], ROLLBACK);
  }

  private write({ username, script, key, at }: Author, route: string): void {
    if (this.faults.of('diskFull', route) !== undefined) this.loseSave();
    const stamp = this.revisions.stamp(at);
    const revision = { username, ...(key === undefined ? {} : { user_apitoken: key }), description: `${script} made changes`, time: stamp.time };
    const document = this.savedNow();
    document.ensure('revision').children = Object.entries(revision).map(([name, text]) => element(name, text));
    this.revisions.add({ ...stamp, username, description: revision.description, document: document.clone() }, Number(document.text('system/backupcount')) || 100);
  }

  /** The file is emptied before it is written: without room it stays empty, and the next request finds that and takes the newest backup. */
  private loseSave(): never {
    const newest = this.revisions.newest();
    if (newest !== undefined) this.saved = newest.document.clone();
    throw new UnexpectedFault('there is no room on the disk');
  }

  private firstRevision(): Revision {
    const start = (): ConfigDocument => this.start();
    return {
      ...this.revisions.stamp(this.now() - 86_400_000),
      username: '(root)',
      description: '/usr/local/opnsense/mvc/script/run_migrations.php made changes',
      get document(): ConfigDocument {
        return start();
      },
    };
  }

  private connectionFor(options: FakeSendOptions): ClientConnection {
    const { connection } = options;
    this.catchUp();
    if (connection === 'new') return this.connect(this.client, options);
    if (connection !== undefined) {
      if (!connection.isOpen(this.now())) throw received({ delayMs: 0, manner: { kind: 'reset' } }, options).result;
      return connection;
    }
    return this.connections.keptBy(this.client, this.now(), () => this.connect(this.client, options));
  }

  private async exchangeOn(connection: ClientConnection, request: WireRequest): Promise<Delivery> {
    const delivery = await this.exchange(request, connection);
    if (!['whole', 'drip'].includes(delivery.manner.kind)) connection.cut();
    delivery.afterwards?.();
    return delivery;
  }

  private async perform(request: WireRequest, client: Client): Promise<WireAnswer> {
    const answer = refusedByServer(request, this.release) ?? (await this.api.answer(request, client.address));
    return request.method === 'HEAD' ? { ...answer, body: '' } : answer;
  }

  private applyAfter(call: ApiCall): void {
    const parts = call.method === 'POST' ? loadedBy(call.route, this.release) : [];
    if (parts.length > 0) this.load(parts, call.route);
    this.doomed = this.connections.which(connection => cuts(call, connection));
  }

  private sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.options.clock?.sleep?.(ms, signal) ?? new Promise(resolve => setTimeout(resolve, ms));
  }
}
