import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type FakeFirewallOptions } from '../../../src/adapters/fake/fake-options';
import { serveHttps } from '../../../src/adapters/fake/https-side';
import { RELEASES, type Release } from '../../../src/ports';
import { guestFirewall } from '../savepoints/guest-firewall';
import { type Guests, type SampleChange } from '../savepoints/sample-changes';
import { type StallableLink, stallableLink } from './stallable-link';

/** How long something may take on a busy machine. */
const SOON_SECONDS = 90;
/** What the promise is made for; the matrix on a simulated network has more. */
const KINDS = ['a rule', 'a port forward', 'an alias', 'a category', 'several steps'];

/** A fake firewall over HTTPS whose client is a guest, and a folder for the changes. */
export interface Stage {
  readonly firewall: FakeFirewall;
  /** The way to it that its clients take. */
  readonly link: StallableLink;
  /** What clients connect with. */
  readonly side: { readonly url: string; readonly fingerprint: string };
  readonly folder: string;
  /** What is saved and what runs at first. */
  readonly before: readonly string[];
  readonly guests: Guests;
  close(): Promise<void>;
}

type Options = Pick<FakeFirewallOptions, 'clock' | 'keys'>;

/** Starts one. */
export async function stage(release: Release, options: Options = {}): Promise<Stage> {
  const made = await guestFirewall(release, options);
  const side = await serveHttps(made.firewall, 0);
  const link = await stallableLink(side.url);
  const folder = mkdtempSync(path.join(tmpdir(), 'changes-'));
  const close = async (): Promise<void> => {
    await link.close();
    await side.close();
    rmSync(folder, { recursive: true });
  };
  return { ...made, link, side: { url: link.url, fingerprint: side.fingerprint }, folder, close };
}

/** Does something with one, and ends it. */
export async function withFirewall(release: Release, body: (stage: Stage) => Promise<void>, options: Options = {}): Promise<void> {
  const made = await stage(release, options);
  try {
    await body(made);
  } finally {
    await made.close();
  }
}

/** Every change on every release that has it. */
export function cells<Known extends readonly unknown[]>(changes: readonly SampleChange<Known>[]): { readonly release: Release; readonly change: SampleChange<Known> }[] {
  return RELEASES.flatMap(release => changes.filter(({ name, releases = RELEASES }) => KINDS.includes(name) && releases.includes(release)).map(change => ({ release, change })));
}

/** Waits for something, but not for ever. */
export async function until(isDone: () => boolean | Promise<boolean>): Promise<void> {
  for (let passed = 0; passed < SOON_SECONDS * 20 && !(await isDone()); passed++) await wait(50);
}

/** The number of the process that watches over the change which is open in the folder. */
export function watchdogOf(folder: string): number {
  return Number((JSON.parse(readFileSync(path.join(folder, 'open-change.json'), 'utf8')) as { watchdog?: number }).watchdog);
}

/** True when nothing is left of the change but the record of it. */
export function hasEnded(folder: string): boolean {
  return readdirSync(folder).sort().join() === 'changes.json,journal.jsonl';
}

/** True when no change is open in the folder, whether there ever was one or not. */
export function isAtRest(folder: string): boolean {
  return readdirSync(folder).every(name => ['changes.json', 'journal.jsonl'].includes(name));
}

/** True while that process has not ended. */
export function lives(pid: number): boolean {
  try {
    // A process that has ended leaves its number until its parent has asked for it.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch {
    return false;
  }
}
