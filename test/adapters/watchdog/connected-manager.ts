import path from 'node:path';
import { systemClock } from '../../../src/adapters/clock/system-clock';
import { type HttpsSide } from '../../../src/adapters/fake/https-side';
import { FAKE_KEY, FAKE_SECRET } from '../../../src/adapters/fake/sample';
import { DiskJournal } from '../../../src/adapters/journal/disk-journal';
import { Credentials, OpnsenseApi } from '../../../src/adapters/opnsense-api';
import { HttpsWire } from '../../../src/adapters/opnsense-http';
import { FieldRedactor } from '../../../src/adapters/redaction';
import { DiskChangeStore, Savepoints } from '../../../src/adapters/savepoints';
import { WatchdogLauncher } from '../../../src/adapters/watchdog/watchdog-launcher';

/** Where the build is. */
export const DIST = path.join(__dirname, '../../../dist');

/** A savepoint manager with a real connection, a record on disk and a watchdog process. */
export function connectedManager({ url, fingerprint }: Pick<HttpsSide, 'url' | 'fingerprint'>, folder: string, confirmSeconds: number) {
  const trust = { kind: 'pin', fingerprint } as const;
  const credentials = new Credentials(FAKE_KEY, FAKE_SECRET);
  const wire = new HttpsWire({ origin: url, trust });
  const redactor = new FieldRedactor({ ownSecrets: [FAKE_SECRET] });
  const launcher = new WatchdogLauncher({ script: path.join(DIST, 'watchdog.js'), origin: url, trust, credentials, folder });
  const manager = new Savepoints({
    firewall: new OpnsenseApi({ wire, credentials, timeoutMs: 10_000 }), journal: new DiskJournal(folder), store: new DiskChangeStore(folder, redactor), redactor,
    clock: systemClock, log: { write: () => undefined }, confirmSeconds, processId: process.pid, onChanged: () => undefined, watchdog: launcher,
  });
  return { manager, wire };
}
