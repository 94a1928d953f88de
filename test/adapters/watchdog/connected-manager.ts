import path from 'node:path';
import { systemClock } from '../../../src/adapters/clock/system-clock';
import { type HttpsSide } from '../../../src/adapters/fake/https-side';
import { FAKE_KEY, FAKE_SECRET } from '../../../src/adapters/fake/sample';
import { DiskJournal } from '../../../src/adapters/journal/disk-journal';
import { Credentials, OpnsenseApi } from '../../../src/adapters/opnsense-api';
import { HttpsWire } from '../../../src/adapters/opnsense-http';
import { FieldRedactor } from '../../../src/adapters/redaction';
import { type ChangeStore, DiskChangeStore, Savepoints, type Watchdog } from '../../../src/adapters/savepoints';
import { type ChangeRecord } from '../../../src/adapters/savepoints/change-record';
import { type WatchdogSession } from '../../../src/adapters/savepoints/savepoint-ports';
import { WatchdogLauncher } from '../../../src/adapters/watchdog/watchdog-launcher';
import { type Clock } from '../../../src/ports';

/** Where the build is. */
export const DIST = path.join(__dirname, '../../../dist');

/** Seconds until a change is taken back: longer than any test takes, or as many as the firewall's own timer has. */
const LONG = 300;
const USUAL = 60;

/** Watchdog processes; a test can bring the deadline of the last one forward. */
class HurriedWatchdog implements Watchdog {
  private last: { readonly session: WatchdogSession; record: ChangeRecord } | undefined;

  constructor(
    private readonly launcher: Watchdog,
    private readonly store: ChangeStore,
  ) {}

  async start(record: ChangeRecord): Promise<WatchdogSession | undefined> {
    const session = await this.launcher.start(record);
    if (session === undefined) return undefined;
    const told = { session, record };
    this.last = told;
    return {
      get alive() {
        return session.alive;
      },
      pid: session.pid,
      update: next => {
        told.record = next;
        session.update(next);
      },
      end: () => session.end(),
    };
  }

  async hurry(): Promise<void> {
    if (this.last === undefined) return;
    const due = { ...this.last.record, deadline: Date.now() };
    await this.store.keep(due, true);
    this.last.session.update(due);
  }
}

/** A savepoint manager with a real connection, a record on disk and, where time is the machine's own, a watchdog process. */
export function connectedManager({ url, fingerprint }: Pick<HttpsSide, 'url' | 'fingerprint'>, folder: string, clock: Clock = systemClock) {
  const trust = { kind: 'pin', fingerprint } as const;
  const credentials = new Credentials(FAKE_KEY, FAKE_SECRET);
  const wire = new HttpsWire({ origin: url, trust });
  const redactor = new FieldRedactor({ ownSecrets: [FAKE_SECRET] });
  const store = new DiskChangeStore(folder, redactor);
  const watchdog = new HurriedWatchdog(new WatchdogLauncher({ script: path.join(DIST, 'watchdog.js'), origin: url, trust, credentials, folder }), store);
  const manager = new Savepoints({
    firewall: new OpnsenseApi({ wire, credentials, timeoutMs: 60_000 }), journal: new DiskJournal(folder), store, redactor,
    clock, log: { write: () => undefined }, processId: process.pid, onChanged: () => undefined,
    ...(clock === systemClock ? { confirmSeconds: LONG, watchdog } : { confirmSeconds: USUAL }),
  });
  return {
    manager,
    /** Brings the deadline forward to now, for the watchdog. */
    hurry: () => watchdog.hurry(),
    close: async () => {
      await manager.close();
      await wire.close();
    },
  };
}
