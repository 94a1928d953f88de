import { type ClientConnection } from '../../../src/adapters/fake/client-connection';
import { type FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { FAKE_KEY, FAKE_SECRET } from '../../../src/adapters/fake/sample';
import { MemoryJournal } from '../../../src/adapters/journal/memory-journal';
import { Credentials, OpnsenseApi, type Wire, type WireRequest } from '../../../src/adapters/opnsense-api';
import { type ChangeStore, MemoryChangeStore, Savepoints, type Watchdog } from '../../../src/adapters/savepoints';
import { type ChangeRecord } from '../../../src/adapters/savepoints/change-record';
import { type TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { Watch } from '../../../src/adapters/watchdog/watch';
import { type Clock, type Redactor } from '../../../src/ports';

const redactor: Redactor = { redact: (value: unknown) => structuredClone(value), text: (text: string) => text, isSecretField: () => false } as unknown as Redactor;
const never = new Promise<never>(() => undefined);
const credentials = new Credentials(FAKE_KEY, FAKE_SECRET);

let nextProcess = 1000;

/** A store on a disk that outlives the processes: what is read is a copy of what was written. */
export class DiskLikeStore extends MemoryChangeStore {
  readonly living = new Set<number>();

  override async load(): Promise<ChangeRecord | undefined> {
    const record = await super.load();
    return record === undefined ? undefined : structuredClone(record);
  }

  override open(record: ChangeRecord): Promise<boolean> {
    return super.open(structuredClone(record));
  }

  override async keep(record: ChangeRecord): Promise<void> {
    await super.keep(structuredClone(record));
  }

  override lives(owner: number): boolean {
    return this.living.has(owner);
  }
}

/** What takes away a process, or its way to the firewall. */
export interface Fate {
  /** Dies right after the firewall carried out its nth request, before it hears the answer. */
  diesAfter?: number;
}

/** One process on the operator's machine: it can die at any request, and then nothing of it goes on. */
class SimulatedProcess {
  alive = true;
  sent = 0;

  constructor(
    private readonly firewall: FakeFirewall,
    private readonly fate: Fate,
    readonly clock: TurnedClock,
  ) {}

  wire(connectionOf: () => ClientConnection | undefined): Wire {
    return {
      send: async (request, options) => {
        if (!this.alive) return never;
        this.sent += 1;
        const dies = this.sent === this.fate.diesAfter;
        const connection = connectionOf();
        const answer = await this.firewall.send(request, { ...options, ...(connection === undefined ? {} : { connection }) }).catch((problem: unknown) => {
          if (!this.alive) return never;
          throw problem;
        });
        if (dies) this.alive = false;
        return this.alive ? answer : never;
      },
      close: () => Promise.resolve(),
    };
  }

  /** Time as the process has it: a dead one never wakes. */
  ownClock(): Clock {
    return {
      now: () => this.clock.now(),
      sleep: async (ms, signal) => {
        await this.clock.sleep(ms, signal);
        if (!this.alive) await never;
      },
    };
  }
}

/** A machine that runs the server, and the watchdog beside it. */
export class SimulatedHost {
  readonly server: SimulatedProcess;
  readonly manager: Savepoints;
  readonly watchdogs: SimulatedProcess[] = [];
  readonly logged: string[] = [];
  private readonly processId: number;
  private readonly watchdogIds: number[] = [];

  constructor(
    readonly firewall: FakeFirewall,
    readonly clock: TurnedClock,
    readonly store: DiskLikeStore,
    fate: Fate = {},
  ) {
    this.server = new SimulatedProcess(firewall, fate, clock);
    nextProcess += 1;
    this.processId = nextProcess;
    store.living.add(this.processId);
    const api = new OpnsenseApi({ wire: this.server.wire(() => undefined), credentials, timeoutMs: 10_000, now: () => clock.now() });
    this.manager = new Savepoints({
      firewall: api, journal: new MemoryJournal(), store, redactor, clock: this.server.ownClock(), confirmSeconds: 60, processId: this.processId, onChanged: () => undefined,
      log: { write: (level, message) => void this.logged.push(`${level}: ${message}`) }, watchdog: this.launcher(),
    });
  }

  /** The server's process is killed. */
  killServer(): void {
    this.server.alive = false;
    this.store.living.delete(this.processId);
  }

  /** The whole machine loses its power. */
  killAll(): void {
    this.killServer();
    for (const watchdog of this.watchdogs) watchdog.alive = false;
    for (const id of this.watchdogIds) this.store.living.delete(id);
  }

  private launcher(): Watchdog {
    return {
      start: async record => {
        const watchdog = new SimulatedProcess(this.firewall, {}, this.clock);
        this.watchdogs.push(watchdog);
        nextProcess += 1;
        const watchdogId = nextProcess;
        this.watchdogIds.push(watchdogId);
        this.store.living.add(watchdogId);
        const rope = ropeOf(this.firewall, watchdog);
        const beat: WireRequest = { method: 'GET', path: '/api/core/backup/providers', headers: { authorization: credentials.authorization() } };
        await rope.send(beat);
        const watch = new Watch(structuredClone(record), {
          rope, beat, firewall: new OpnsenseApi({ wire: { send: (request, options) => rope.send(request, options), close: () => Promise.resolve() }, credentials, timeoutMs: 8_000 }),
          store: this.store as ChangeStore, journal: new MemoryJournal(), redactor, clock: watchdog.ownClock(), processId: watchdogId,
        });
        let isAlive = true;
        void watch.run().then(() => (isAlive = false));
        return {
          pid: undefined,
          get alive(): boolean {
            return isAlive && watchdog.alive;
          },
          update: next => watch.update(structuredClone(next)),
          end: () => watch.end(),
        };
      },
    };
  }
}

/** One kept connection, as the watchdog's rope is. */
function ropeOf(firewall: FakeFirewall, owner: SimulatedProcess) {
  let connection = firewall.connect();
  const wire = owner.wire(() => connection);
  return {
    used: 0,
    async send(...args: Parameters<Wire['send']>): ReturnType<Wire['send']> {
      this.used += 1;
      if (!connection.isOpen(owner.clock.now())) connection = firewall.connect();
      return wire.send(...args);
    },
    async renew(request: WireRequest): Promise<boolean> {
      try {
        const fresh = firewall.connect();
        await firewall.send(request, { connection: fresh });
        connection = fresh;
        this.used = 1;
        return true;
      } catch {
        return false;
      }
    },
  };
}
