import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { CHANGES, reason } from '../savepoints/sample-changes';
import { inBatches } from './batches';
import { connectedManager } from './connected-manager';

/** A change that this process opens on the firewall at that address, and what it is about when it is killed. */
export interface KilledChange {
  readonly url: string;
  readonly fingerprint: string;
  readonly folder: string;
  /** Name of the sample change. */
  readonly change: string;
  readonly busy: 'hanging' | 'making it' | 'waiting for a confirmation' | 'waiting with its machine' | 'rolling it back' | 'undoing it after its confirmation' | 'taking it back at its deadline';
}

const DEADLINE_MS = 60_000;
const STEP_MS = 500;
/** What is over before a watchdog could do anything. */
const UNWATCHED: readonly KilledChange['busy'][] = ['making it', 'taking it back at its deadline'];

interface Opened {
  /** The order to bring its deadline forward. */
  readonly hurriedBy: 'hang' | 'hurry' | undefined;
  /** Begins what the process is to be killed over. */
  begin(): void;
  hurry(): Promise<void>;
}

async function open({ change: name, busy, folder, ...side }: KilledChange): Promise<Opened> {
  const work = CHANGES.find(each => each.name === name)?.work ?? (() => Promise.reject(new Error(`there is no change ${name}`)));
  const clock = new TurnedClock(Date.now());
  const { manager, hurry } = UNWATCHED.includes(busy) ? connectedManager(side, folder, clock) : connectedManager(side, folder);
  if (busy === 'making it') return { hurriedBy: undefined, begin: () => void manager.within(reason, change => work(change)), hurry };
  const { open: opened, id = '' } = await manager.within(reason, change => work(change));
  if (busy === 'undoing it after its confirmation') await manager.confirm(opened?.revision ?? '');
  const begin = {
    hanging: () => undefined,
    'waiting for a confirmation': () => undefined,
    'waiting with its machine': () => undefined,
    'rolling it back': () => void manager.rollback(),
    'undoing it after its confirmation': () => void manager.undo(id),
    'taking it back at its deadline': () => {
      clock.turn(DEADLINE_MS);
      setInterval(() => clock.turn(STEP_MS), 20);
    },
  };
  return { hurriedBy: busy === 'hanging' ? 'hang' : busy === 'waiting with its machine' ? undefined : 'hurry', begin: begin[busy], hurry };
}

/** Run as a process of its own: opens the changes and says so; does as it is told then, until it is killed: `begin` what it is busy with, or bring deadlines forward, in order to `hang` or else to be killed in a `hurry`. */
async function main([changes = '[]']: readonly string[]): Promise<void> {
  const opened: Opened[] = [];
  await inBatches(JSON.parse(changes) as readonly KilledChange[], async change => void opened.push(await open(change)));
  writeSync(1, 'open\n');
  for await (const order of createInterface({ input: process.stdin })) {
    for (const { hurriedBy, begin, hurry } of opened) {
      if (order === 'begin') begin();
      else if (hurriedBy === order) await hurry();
    }
    writeSync(1, `${order}\n`);
  }
}

void main(process.argv.slice(2));
