import { createInterface } from 'node:readline';
import { systemClock } from '../clock/system-clock';
import { DiskJournal } from '../journal/disk-journal';
import { Credentials } from '../opnsense-api/credentials';
import { OpnsenseApi } from '../opnsense-api/api-client';
import { FieldRedactor } from '../redaction';
import { DiskChangeStore } from '../savepoints/disk-change-store';
import { type Order, parseOrder, READY, type StartOrder } from './orders';
import { Rope } from './rope';
import { Watch } from './watch';

const REQUEST_MS = 20_000;

/** The watchdog's own process: takes its orders from standard input, and outlives whoever started it. */
export async function runWatchdog(): Promise<void> {
  process.stdin.on('error', () => undefined);
  process.stdout.on('error', () => undefined);
  // The server's signals are not ours: a change outlives the session that made it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const orders = createInterface({ input: process.stdin });
  const early: Order[] = [];
  let obey = (order: Order): void => void early.push(order);
  const start = await new Promise<StartOrder | undefined>(resolve => {
    orders.once('close', () => resolve(undefined));
    orders.once('line', line => {
      orders.on('line', next => {
        const order = parseOrder<Order>(next);
        if (order !== undefined) obey(order);
      });
      resolve(parseOrder<StartOrder>(line));
    });
  });
  if (start === undefined) return;
  const watch = await prepare(start);
  obey = order => ('end' in order ? watch.end() : watch.update(order.record));
  early.forEach(obey);
  process.stdout.write(`${READY}\n`);
  await watch.run();
  process.exit(0);
}

async function prepare({ origin, trust, key, secret, folder, record }: StartOrder): Promise<Watch> {
  const rope = await Rope.to(origin, trust);
  const credentials = new Credentials(key, secret);
  const redactor = new FieldRedactor({ ownSecrets: [key, secret, `${key}:${secret}`] });
  const beat = { method: 'GET' as const, path: '/api/core/backup/providers', headers: { accept: 'application/json', authorization: credentials.authorization() } };
  await rope.send(beat);
  return new Watch(record, {
    rope, beat, redactor,
    firewall: new OpnsenseApi({ wire: rope, credentials, timeoutMs: REQUEST_MS }),
    store: new DiskChangeStore(folder, redactor),
    journal: new DiskJournal(folder),
    clock: systemClock,
    processId: process.pid,
  });
}
