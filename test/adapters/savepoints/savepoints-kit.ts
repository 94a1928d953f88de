import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { routeMemory } from '../../../src/adapters/fake/live/route-memory';
import { FAKE_KEY, FAKE_SECRET } from '../../../src/adapters/fake/sample';
import { MemoryJournal } from '../../../src/adapters/journal/memory-journal';
import { Credentials, OpnsenseApi, type Wire, type WireRequest } from '../../../src/adapters/opnsense-api';
import { type ChangeStore, MemoryChangeStore, Savepoints, type Watchdog } from '../../../src/adapters/savepoints';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { type LockoutVerdict, type Redactor, type Release } from '../../../src/ports';

const CANARY = 'hunter2-canary';

const redactor: Redactor = {
  redact: value => JSON.parse(JSON.stringify(value).replaceAll(CANARY, '[REDACTED]')) as typeof value,
  text: text => text.replaceAll(CANARY, '[REDACTED]'),
  isSecretField: path => path.at(-1) === 'password',
};

export interface KitOptions {
  readonly release?: Release;
  readonly confirmSeconds?: number;
  readonly store?: ChangeStore;
  readonly firewall?: FakeFirewall;
  readonly clock?: TurnedClock;
  readonly lockout?: LockoutVerdict;
  readonly watchdog?: Watchdog;
  readonly between?: (wire: Wire) => Wire;
  readonly processId?: number;
}

/** A savepoint manager on the fake firewall, with all that a test looks at. */
export function savepointsKit(options: KitOptions = {}) {
  const clock = options.clock ?? new TurnedClock();
  const firewall = options.firewall ?? new FakeFirewall({ release: options.release ?? '26.7', clock });
  const requests: string[] = [];
  const recorded: Wire = {
    send: (request: WireRequest, wireOptions) => {
      requests.push(`${request.method} ${request.path.replace('/api/', '')}`);
      return firewall.send(request, wireOptions);
    },
    close: () => firewall.close(),
  };
  const api = new OpnsenseApi({ wire: options.between?.(recorded) ?? recorded, credentials: new Credentials(FAKE_KEY, FAKE_SECRET), timeoutMs: 10_000, now: () => clock.now() });
  const store = options.store ?? new MemoryChangeStore();
  const journal = new MemoryJournal();
  const logged: string[] = [];
  const { lockout, watchdog } = options;
  const manager = new Savepoints({
    firewall: api, journal, store, redactor, clock, confirmSeconds: options.confirmSeconds ?? 60, processId: options.processId ?? process.pid, onChanged: () => undefined,
    log: { write: (level, message) => void logged.push(`${level}: ${message}`) },
    ...(lockout === undefined ? {} : { lockout: { judge: async () => lockout } }),
    ...(watchdog === undefined ? {} : { watchdog }),
  });
  return { manager, firewall, clock, store, journal, logged, requests, api };
}

/** Answers 403 to requests whose path contains the text. */
export function forbids(part: string): (wire: Wire) => Wire {
  return answers(part, 403, '{"status":403,"message":"Forbidden"}');
}

/** A wire whose requests with that in their path are answered so. */
export function answers(part: string, status: number, body: string): (wire: Wire) => Wire {
  return wire => ({
    send: (request, options) => (request.path.includes(part) ? Promise.resolve({ status, headers: { 'content-type': 'application/json' }, body }) : wire.send(request, options)),
    close: () => wire.close(),
  });
}

/** The saved configuration without the note of who saved it last. */
export function saved(firewall: FakeFirewall): string {
  return plain(firewall.document.toXml());
}

/** What the packet filter runs with, rules and tables, and the routes of the kernel. */
export function applied(firewall: FakeFirewall): string {
  const rules = firewall.running.applied('filter');
  const tables = firewall.running.applied('aliases');
  return plain(JSON.stringify([...['filter', 'nat', 'OPNsense/Firewall/Filter'].map(path => rules.find(path)), tables.find('OPNsense/Firewall/Alias'), [...routeMemory(firewall).kernel].sort()]));
}

function plain(xml: string): string {
  return xml.replace(/<revision>[\s\S]*?<\/revision>/, '').replace(/ persisted_at="[^"]*"/g, '').replace(/,?"persisted_at":"[^"]*"/g, '');
}

/** Lets time pass in small steps, as work that waits for it goes on in between. */
export async function pass(clock: TurnedClock, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds * 1000; passed += 500) {
    clock.turn(500);
    for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve));
  }
}

/** Lets time pass while the work waits for it. */
export async function withTime<T>(clock: TurnedClock, work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = (): void => void (isDone = true);
  work.then(done, done);
  for (let step = 0; !isDone && step < 100; step++) await new Promise(resolve => setImmediate(resolve));
  for (let step = 0; !isDone && step < 20; step++) await pass(clock, 0.5);
  return work;
}
