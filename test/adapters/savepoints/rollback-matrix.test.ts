// Takes long.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { RELEASES, type Release } from '../../../src/ports';
import { askJson } from '../fake/ask';
import { asAdmin, guestFirewall, state } from './guest-firewall';
import { addCategory, CHANGES, reason, type SampleChange } from './sample-changes';
import { pass, saved, withTime } from './savepoints-kit';
import { DiskLikeStore, SimulatedHost } from './simulated-host';

/** The deadline, and what may come after it. */
const UNTIL_OVER = 66;
/** Shorter than the web server keeps an idle connection: one that is longer takes away the only connection there is when new ones are cut. */
const STALLED = 22;

interface Stage {
  readonly firewall: FakeFirewall;
  readonly clock: TurnedClock;
  readonly store: DiskLikeStore;
  readonly before: readonly string[];
}

async function stage(release: Release): Promise<Stage> {
  const clock = new TurnedClock();
  return { ...(await guestFirewall(release, { clock })), clock, store: new DiskLikeStore() };
}

type Work = SampleChange['work'];

/** Runs the work; it may never end, as the process may die over it. */
async function start(host: SimulatedHost, work: Work): Promise<void> {
  const done = host.manager.within(reason, work).then(() => undefined, () => undefined);
  await Promise.race([done, pass(host.clock, 3)]);
}

type Fault = (set: Stage, work: Work) => Promise<void>;

const FAULTS: Readonly<Record<string, Fault>> = {
  'nobody confirms': async (set, work) => {
    await start(new SimulatedHost(set.firewall, set.clock, set.store), work);
    expect(state(set.firewall)).not.toEqual(set.before);
    await pass(set.clock, UNTIL_OVER);
  },
  'the server is killed': async (set, work) => {
    const host = new SimulatedHost(set.firewall, set.clock, set.store);
    await start(host, work);
    host.killServer();
    await pass(set.clock, UNTIL_OVER);
  },
  'the link stalls': async (set, work) => {
    const host = new SimulatedHost(set.firewall, set.clock, set.store);
    await start(host, work);
    const repaired = set.firewall.faults.add({ kind: 'latency', ms: STALLED * 1000, times: Infinity });
    await pass(set.clock, STALLED);
    repaired();
    await pass(set.clock, UNTIL_OVER - STALLED);
  },
  'two changes overlap': async (set, work) => {
    const host = new SimulatedHost(set.firewall, set.clock, set.store);
    await Promise.race([Promise.all([start(host, work), start(host, change => addCategory(change, 'Other'))]), pass(set.clock, 6)]);
    await pass(set.clock, UNTIL_OVER);
  },
};

/** What became of each fault, for the table. */
const outcomes = new Map<string, string>();

describe.each(RELEASES)('a change on %s is as if it had never been', release => {
  for (const { name, work, releases = RELEASES } of CHANGES) {
    if (!releases.includes(release)) continue;
    for (const [fault, strike] of Object.entries(FAULTS)) {
      it(`${name}, when ${fault}`, async () => {
        const set = await stage(release);
        await strike(set, work);
        expect(state(set.firewall)).toEqual(set.before);
        expect(await set.store.load()).toBeUndefined();
        outcomes.set(`${release}|${name}|${fault}`, 'as before');
      });
    }

    it(`${name}, when another admin saves in between, apart from that`, async () => {
      const set = await stage(release);
      const host = new SimulatedHost(set.firewall, set.clock, set.store);
      await start(host, work);
      await asAdmin(set.firewall, () => askJson(set.firewall, 'firewall/category/add_item', { category: { name: 'Somebody else' } }));
      await pass(set.clock, UNTIL_OVER);
      expect(saved(set.firewall)).toContain('Somebody else');
      await asAdmin(set.firewall, async () => {
        const { rows } = (await askJson(set.firewall, 'firewall/category/search_item', { searchPhrase: 'Somebody else' })) as { rows: { uuid: string }[] };
        await askJson(set.firewall, `firewall/category/del_item/${rows[0]?.uuid ?? ''}`, {});
      });
      const [, running] = state(set.firewall);
      expect(running).toBe(set.before[1]);
      for (const left of ['kit_hosts', '>Kit<', '>kit<', '>cut<']) expect(saved(set.firewall)).not.toContain(left);
      expect(await set.store.load()).toBeUndefined();
      outcomes.set(`${release}|${name}|another admin saves`, 'as before, their work kept');
    });

    it(`${name}, when the power fails after any single request`, async () => {
      let isDone = false;
      let diesAfter = 0;
      while (!isDone) {
        diesAfter += 1;
        const set = await stage(release);
        const host = new SimulatedHost(set.firewall, set.clock, set.store, { diesAfter });
        await start(host, work);
        // It survives where there was no request of that number any more: then the power fails after the last.
        isDone = host.server.alive;
        host.killAll();
        await asAdmin(set.firewall, async () => {
          const next = new SimulatedHost(set.firewall, set.clock, set.store);
          await withTime(set.clock, next.manager.resume());
          await pass(set.clock, UNTIL_OVER);
        });
        expect([diesAfter, ...state(set.firewall)]).toEqual([diesAfter, ...set.before]);
        expect(await set.store.load()).toBeUndefined();
      }
      expect(diesAfter).toBeGreaterThan(2);
      outcomes.set(`${release}|${name}|power fails after any request`, 'as before');
    });
  }
});

const FILE = path.join(__dirname, '../../../docs/rollback.md');
const COLUMNS = [...Object.keys(FAULTS), 'another admin saves', 'power fails after any request'];

it('agrees with the table in the documentation', () => {
  const rows = RELEASES.flatMap(release => CHANGES.map(({ name }) => {
    const cells = COLUMNS.map(fault => outcomes.get(`${release}|${name}|${fault}`) ?? '–');
    return `| ${release} | ${name} | ${cells.join(' | ')} |`;
  }));
  const table = [`| OPNsense | change | ${COLUMNS.join(' | ')} |`, `|${' --- |'.repeat(COLUMNS.length + 2)}`, ...rows].join('\n');
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '<!-- table -->\n<!-- end -->\n';
  const next = text.replace(/<!-- table -->[\s\S]*<!-- end -->/, `<!-- table -->\n${table}\n<!-- end -->`);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, next);
  expect(text).toBe(next);
});
