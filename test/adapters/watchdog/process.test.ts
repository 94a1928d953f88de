import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type Fault } from '../../../src/adapters/fake/faults';
import { type HttpsSide, serveHttps } from '../../../src/adapters/fake/https-side';
import { FAKE_KEY, FAKE_SECRET } from '../../../src/adapters/fake/sample';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { RELEASES, type Release } from '../../../src/ports';
import { guestFirewall, state } from '../savepoints/guest-firewall';
import { addRule, CHANGES, CUTTING_CHANGES, type Guests, reason, type SampleChange } from '../savepoints/sample-changes';
import { saved } from '../savepoints/savepoints-kit';
import { inBatches } from './batches';
import { connectedManager, DIST } from './connected-manager';
import { type KilledChange } from './killable-server';

const LONGEST_KB = 60 * 1024;
/** How long something may take on a busy machine. */
const SOON_SECONDS = 90;
const LONGEST_MS = 150_000;
/** What the promise is made for; the matrix on a simulated network has more. */
const KINDS = ['a rule', 'a port forward', 'an alias', 'a category', 'several steps'];

interface Stage {
  readonly firewall: FakeFirewall;
  readonly side: HttpsSide;
  readonly folder: string;
  readonly before: readonly string[];
  readonly guests: Guests;
  close(): Promise<void>;
}

/** A fake firewall over HTTPS whose client is a guest, and a folder for the changes. */
async function stage(release: Release, clock?: TurnedClock): Promise<Stage> {
  const made = await guestFirewall(release, clock === undefined ? {} : { clock });
  const side = await serveHttps(made.firewall, 0);
  const folder = mkdtempSync(path.join(tmpdir(), 'changes-'));
  const close = async (): Promise<void> => {
    await side.close();
    rmSync(folder, { recursive: true });
  };
  return { ...made, side, folder, close };
}

async function withFirewall(release: Release, body: (stage: Stage) => Promise<void>, clock?: TurnedClock): Promise<void> {
  const made = await stage(release, clock);
  try {
    await body(made);
  } finally {
    await made.close();
  }
}

/** Every change on every release that has it. */
function cells<Known extends readonly unknown[]>(changes: readonly SampleChange<Known>[]): { readonly release: Release; readonly change: SampleChange<Known> }[] {
  return RELEASES.flatMap(release => changes.filter(({ name, releases = RELEASES }) => KINDS.includes(name) && releases.includes(release)).map(change => ({ release, change })));
}

async function until(isDone: () => boolean | Promise<boolean>): Promise<void> {
  for (let passed = 0; passed < SOON_SECONDS * 10 && !(await isDone()); passed++) await wait(100);
}

/** The number of the process that watches over the change which is open in the folder. */
function watchdogOf(folder: string): number {
  return Number((JSON.parse(readFileSync(path.join(folder, 'open-change.json'), 'utf8')) as { watchdog?: number }).watchdog);
}

/** True when nothing is left of the change but the record of it. */
function hasEnded(folder: string): boolean {
  return readdirSync(folder).sort().join() === 'changes.json,journal.jsonl';
}

function lives(pid: number): boolean {
  try {
    // A process that has ended leaves its number until its parent has asked for it.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function said(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (piece: Buffer) => (piece.toString().includes(text) ? resolve() : undefined));
    child.once('exit', code => reject(new Error(`the process ended with ${String(code)} before it said '${text}'`)));
  });
}

async function tell(child: ChildProcess, order: string): Promise<void> {
  const done = said(child, order);
  child.stdin?.write(`${order}\n`);
  await done;
}

const BUSY_UNDOING = ['rolling it back', 'undoing it after its confirmation', 'taking it back at its deadline'] as const;
/** In the middle of which request the server dies, and whether the firewall has carried that out. */
const LAST_WORDS: readonly Fault[] = [{ kind: 'silence', route: 'core/backup/revert_backup', acted: true }, { kind: 'silence', route: 'firewall/filter/apply' }];

interface KilledCell extends Stage {
  readonly says: string;
  readonly busy: KilledChange['busy'];
  readonly change: string;
  readonly fault: Fault | undefined;
}

async function killedCells(): Promise<KilledCell[]> {
  const waiting = cells(CHANGES).map(({ release, change: { name } }) => ({ release, busy: 'waiting for a confirmation' as const, change: name, fault: undefined }));
  const hanging = RELEASES.map(release => ({ release, busy: 'hanging' as const, change: 'several steps', fault: undefined }));
  const undoing = RELEASES.flatMap(release => BUSY_UNDOING.flatMap(busy => LAST_WORDS.map(fault => ({ release, busy, change: 'a rule', fault }))));
  return Promise.all([...hanging, ...waiting, ...undoing].map(async cell => ({ ...cell, says: `${cell.release}, ${cell.change}, ${cell.busy}, ${String(cell.fault?.route)}`, ...(await stage(cell.release)) })));
}

(existsSync('/proc/self/cmdline') ? describe : describe.skip)('over HTTPS', () => {
  it('the server takes back by itself what nobody confirms, on every release', async () => {
    await inBatches(cells(CHANGES), async ({ release, change: { name, work } }) => {
      const clock = new TurnedClock();
      await withFirewall(release, async ({ firewall, side, folder, before }) => {
        const { manager, close } = connectedManager(side, folder, clock);
        await manager.within(reason, change => work(change));
        expect([release, name, state(firewall)]).not.toEqual([release, name, before]);
        clock.turn(300_000);
        await until(() => {
          clock.turn(500);
          return hasEnded(folder);
        });
        expect([release, name, ...state(firewall)]).toEqual([release, name, ...before]);
        expect(hasEnded(folder)).toBe(true);
        await close();
      }, clock);
    });
  }, LONGEST_MS);

  it('what a server that hangs or is killed leaves open, or was about to take back, is taken back by its watchdog or the next start, on every release', async () => {
    const all = await killedCells();
    const orders: KilledChange[] = all.map(({ side: { url, fingerprint }, folder, change, busy }) => ({ url, fingerprint, folder, change, busy }));
    const server = spawn(process.execPath, ['--require', 'esbuild-register', path.join(__dirname, 'killable-server.ts'), JSON.stringify(orders)], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      await said(server, 'open');
      const opened = all.map(({ firewall }) => state(firewall));
      for (const [index, { says, before }] of all.entries()) expect([says, opened[index]]).not.toEqual([says, before]);
      const hung = all.filter(({ busy }) => busy === 'hanging').map(({ folder }) => watchdogOf(folder));
      await tell(server, 'hang');
      server.kill('SIGSTOP');
      await until(() => hung.every(pid => !lives(pid)));
      expect(hung.filter(lives)).toEqual([]);
      server.kill('SIGCONT');
      for (const { firewall, fault } of all) if (fault !== undefined) firewall.faults.add(fault);
      await tell(server, 'begin');
      await until(() => all.every(({ firewall }) => firewall.faults.areOver));
      expect(all.filter(({ firewall }) => !firewall.faults.areOver).map(({ says }) => says)).toEqual([]);
      const watchdogs = all.filter(({ busy }) => busy !== 'hanging').map(({ folder }) => watchdogOf(folder));
      await tell(server, 'hurry');
      server.kill('SIGKILL');
      await once(server, 'exit');
      await inBatches(all, async ({ busy, side, folder }) => {
        if (busy !== 'taking it back at its deadline') return;
        const { manager, close } = connectedManager(side, folder);
        await manager.resume();
        await until(() => hasEnded(folder));
        await close();
      });
      await until(() => watchdogs.every(pid => !lives(pid)));
      for (const [index, { says, firewall, folder, before, busy }] of all.entries()) {
        expect([says, ...state(firewall)]).toEqual([says, ...(busy === 'undoing it after its confirmation' ? (opened[index] ?? []) : before)]);
        expect([says, hasEnded(folder)]).toEqual([says, true]);
      }
    } finally {
      server.kill('SIGKILL');
      await Promise.all(all.map(({ close }) => close()));
    }
  }, LONGEST_MS);

  it('the watchdog takes back at once what lets no new connection in, over the connection that it holds, on every release', async () => {
    await inBatches(cells(CUTTING_CHANGES), async ({ release, change: { name, work } }) => {
      await withFirewall(release, async ({ firewall, side, folder, before, guests }) => {
        const { manager, close } = connectedManager(side, folder);
        await manager.within(reason, change => work(change, guests));
        const pid = watchdogOf(folder);
        await until(() => !lives(pid));
        expect([release, name, ...state(firewall)]).toEqual([release, name, ...before]);
        expect([release, name, hasEnded(folder)]).toEqual([release, name, true]);
        expect(readFileSync(path.join(folder, 'journal.jsonl'), 'utf8')).toContain('no new connection');
        expect(await manager.pending()).toBeUndefined();
        await close();
      });
    }, 20);
  }, LONGEST_MS);

  it('the watchdog lives only while a change is open, is small, and knows no secret by its arguments or environment', async () => {
    await withFirewall('26.7', async ({ side, folder }) => {
      const { manager, close } = connectedManager(side, folder);
      const { open } = await manager.within(reason, change => addRule(change));
      const pid = watchdogOf(folder);
      expect(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1])).toBeLessThan(LONGEST_KB);
      const seen = ['cmdline', 'environ'].map(name => readFileSync(`/proc/${String(pid)}/${name}`, 'utf8')).join();
      expect(seen).toContain('watchdog.js');
      expect(seen).not.toContain(FAKE_SECRET);
      await manager.confirm(open?.revision ?? '');
      await until(() => !lives(pid));
      expect(lives(pid)).toBe(false);
      expect(hasEnded(folder)).toBe(true);
      await close();
    });
  }, LONGEST_MS);

  it('the watchdog outlives a server that is killed, and goes once another has ended its change', async () => {
    await withFirewall('26.7', async ({ firewall, side, folder, before }) => {
      const env = {
        ...process.env, OPNSENSE_URL: side.url, OPNSENSE_TLS_FINGERPRINT: side.fingerprint, OPNSENSE_API_KEY: FAKE_KEY, OPNSENSE_API_SECRET: FAKE_SECRET,
        OPNSENSE_ALLOW_WRITES: 'true', OPNSENSE_STATE_DIR: folder,
      };
      const server = spawn(process.execPath, [path.join(DIST, 'main.js')], { env, stdio: ['pipe', 'pipe', 'ignore'] });
      const send = (message: object): void => void server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
      send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } } });
      send({ method: 'notifications/initialized' });
      send({ id: 2, method: 'tools/call', params: { name: 'opn_add_firewall_category', arguments: { name: 'Killed' } } });
      await said(server, '"id":2');
      expect(saved(firewall)).toContain('Killed');
      const [own = ''] = readdirSync(folder);
      const pid = watchdogOf(path.join(folder, own));
      server.kill('SIGKILL');
      await once(server, 'exit');
      expect(lives(pid)).toBe(true);
      const { manager, close } = connectedManager(side, path.join(folder, own));
      expect(await manager.rollback()).toMatchObject({ outcome: 'undone', left: [] });
      expect(state(firewall)).toEqual(before);
      await until(() => !lives(pid));
      expect(lives(pid)).toBe(false);
      await close();
    });
  }, LONGEST_MS);
});
