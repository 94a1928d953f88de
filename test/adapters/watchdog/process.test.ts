// Takes long.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Fault } from '../../../src/adapters/fake/faults';
import { FAKE_KEY, FAKE_SECRET } from '../../../src/adapters/fake/sample';
import { RELEASES, type Release } from '../../../src/ports';
import { guestFirewall, state } from '../savepoints/guest-firewall';
import { addCategory, addRule, CHANGES, CUTTING_CHANGES, reason } from '../savepoints/sample-changes';
import { saved, savepointsKit } from '../savepoints/savepoints-kit';
import { inBatches } from './batches';
import { BriskClock } from './brisk-clock';
import { connectedManager, DIST } from './connected-manager';
import { cells, hasEnded, isAtRest, lives, type Stage, stage, until, watchdogOf, withFirewall } from './https-stage';
import { type KilledChange } from './killable-server';
import { FAULTS, GRACE_MS, takesBackUnconfirmed } from './unconfirmed';

const LONGEST_KB = 60 * 1024;
const LONGEST_MS = 150_000;

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

/** Whose change a watchdog takes back, and whose the next start. */
const WATCHED: readonly KilledChange['busy'][] = ['waiting for a confirmation', 'rolling it back', 'undoing it after its confirmation'];
const UNWATCHED: readonly KilledChange['busy'][] = ['making it', 'waiting with its machine', 'taking it back at its deadline'];
/** It sends all that the other kinds send, one after the other, but for port forwards. */
const ALL_KINDS = 'several steps';
const KINDS_OF_REQUESTS = [ALL_KINDS, 'a port forward'];

interface KilledCell extends Stage {
  readonly says: string;
  readonly busy: KilledChange['busy'];
  readonly change: string;
  readonly fault: Fault | undefined;
  readonly isStalled: boolean;
}

type CellPlan = Pick<KilledCell, 'busy' | 'change'> & { readonly release: Release; readonly fault?: Fault; readonly isStalled?: boolean };

/** The power fails in the middle of each request, once the firewall has carried it out, and after the last; a watchdog would only die along, so that it is started for the last alone. */
async function powerless(): Promise<CellPlan[]> {
  const plans = cells(CHANGES.filter(({ name }) => KINDS_OF_REQUESTS.includes(name))).map(async ({ release, change: { name, work } }) => {
    const kit = savepointsKit({ release, firewall: (await guestFirewall(release)).firewall });
    await kit.manager.within(reason, change => work(change));
    const fault = { kind: 'silence', acted: true } as const;
    return kit.requests.map((_, after): CellPlan => ({ release, change: name, busy: 'making it', fault: { ...fault, after } }));
  });
  const afterAll = RELEASES.map((release): CellPlan => ({ release, change: ALL_KINDS, busy: 'waiting with its machine' }));
  return [...(await Promise.all(plans)).flat(), ...afterAll];
}

async function killedCells(): Promise<KilledCell[]> {
  // To a watchdog all changes are alike: one over a link that stalls shows it for all.
  const waiting = cells(CHANGES).map(({ release, change: { name } }): CellPlan => ({ release, busy: 'waiting for a confirmation', change: name, isStalled: name === ALL_KINDS }));
  const hanging = RELEASES.map((release): CellPlan => ({ release, busy: 'hanging', change: ALL_KINDS }));
  const undoing = RELEASES.flatMap(release => BUSY_UNDOING.flatMap(busy => LAST_WORDS.map((fault): CellPlan => ({ release, busy, change: 'a rule', fault }))));
  return Promise.all([...hanging, ...waiting, ...undoing, ...(await powerless())].map(async ({ fault, isStalled = false, ...cell }) => ({
    ...cell, fault, isStalled, says: `${cell.release}, ${cell.change}, ${cell.busy}, ${String(fault?.route)} ${String(fault?.after)}, ${isStalled ? 'stalled' : ''}`, ...(await stage(cell.release)),
  })));
}

/** Another server of the same operator changes nothing while the change waits. */
async function refusesASecondServer(side: Stage['side'], folder: string): Promise<void> {
  const { manager, close } = connectedManager(side, folder);
  await expect(manager.within(reason, change => addCategory(change, 'Second'))).rejects.toMatchObject({ code: 'OPN_BUSY' });
  await close();
}

/** The next start of a server, at the deadline; takes back what the one before it left. */
async function startNext({ side, folder, says }: KilledCell): Promise<void> {
  const left = existsSync(path.join(folder, 'open-change.json')) ? (JSON.parse(readFileSync(path.join(folder, 'open-change.json'), 'utf8')) as { deadline?: number }) : undefined;
  const start = left?.deadline ?? Date.now();
  const clock = new BriskClock(start);
  const { manager, close } = connectedManager(side, folder, clock);
  await manager.resume();
  await until(() => isAtRest(folder));
  expect([says, clock.now() - start <= GRACE_MS]).toEqual([says, true]);
  await close();
}

(existsSync('/proc/self/cmdline') ? describe : describe.skip)('over HTTPS', () => {
  it.each(Object.entries(FAULTS))('the server takes back by itself what nobody confirms, in time, when %s, on every release', async (_, fault) => {
    await inBatches(cells(CHANGES), ({ release, change }) => takesBackUnconfirmed(release, change, fault), 12);
  }, LONGEST_MS);

  it('what a server that hangs or is killed leaves open, or was about to take back, is taken back by its watchdog or the next start, on every release', async () => {
    const all = await killedCells();
    const orders: KilledChange[] = all.map(({ side: { url, fingerprint }, folder, change, busy }) => ({ url, fingerprint, folder, change, busy }));
    const server = spawn(process.execPath, ['--require', 'esbuild-register', path.join(__dirname, 'killable-server.ts'), JSON.stringify(orders)], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      await said(server, 'open');
      const opened = all.map(({ firewall }) => state(firewall));
      for (const [index, { says, before, busy }] of all.entries()) if (busy !== 'making it') expect([says, opened[index]]).not.toEqual([says, before]);
      for (const { side, folder, change } of all.filter(({ busy }) => busy === 'waiting for a confirmation')) if (change === 'a category') await refusesASecondServer(side, folder);
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
      const watchdogs = all.filter(({ busy }) => WATCHED.includes(busy)).map(({ folder }) => watchdogOf(folder));
      const powerless = all.filter(({ busy }) => busy === 'waiting with its machine').map(({ folder }) => watchdogOf(folder));
      const stalled = all.filter(({ isStalled }) => isStalled).map(({ link }) => link);
      for (const link of stalled) link.stall();
      await tell(server, 'hurry');
      server.kill('SIGKILL');
      for (const pid of powerless) process.kill(pid, 'SIGKILL');
      await once(server, 'exit');
      await until(() => stalled.every(link => link.isHolding));
      expect(stalled.filter(link => !link.isHolding)).toEqual([]);
      for (const link of stalled) link.resume();
      await inBatches(all.filter(({ busy }) => UNWATCHED.includes(busy)), startNext, 12);
      await until(() => [...watchdogs, ...powerless].every(pid => !lives(pid)));
      expect([...watchdogs, ...powerless].filter(lives)).toEqual([]);
      for (const [index, { says, firewall, folder, before, busy }] of all.entries()) {
        expect([says, ...state(firewall)]).toEqual([says, ...(busy === 'undoing it after its confirmation' ? (opened[index] ?? []) : before)]);
        expect([says, isAtRest(folder)]).toEqual([says, true]);
        if (busy !== 'making it') expect([says, hasEnded(folder)]).toEqual([says, true]);
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
