import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { writes } from '../../../src/core';
import { type Change, RELEASES, type Release } from '../../../src/ports';
import { askJson } from '../fake/ask';
import { addCategory, addRule, applied, pass, reason, saved, withTime } from './savepoints-kit';
import { DiskLikeStore, SimulatedHost } from './simulated-host';

const ADMIN = { address: '192.168.1.20' };
// Guests are no anti-lockout interface, so rules can shut them out.
const GUEST = { address: '192.168.30.100' };
/** The deadline, and what may come after it. */
const UNTIL_OVER = 66;
/** Shorter than the web server keeps an idle connection: one that is longer takes away the only connection there is when new ones are cut. */
const STALLED = 22;

const addAlias = writes<{ uuid: string }>('firewall/alias/add_item');
const delAlias = writes('firewall/alias/del_item');
const loadAliases = writes('firewall/alias/reconfigure');
const addForward = writes<{ uuid: string }>('firewall/d_nat/add_rule');
const delForward = writes('firewall/d_nat/del_rule');
const applyForwards = writes('firewall/d_nat/apply');

type Work = (change: Change) => Promise<unknown>;

async function addHosts(change: Change, name: string): Promise<void> {
  const alias = { enabled: '1', name, type: 'host', content: '192.0.2.7' };
  await change.save(addAlias, { body: { alias } }, ({ uuid }) => [{ endpoint: delAlias, request: { path: [uuid] } }]);
  await change.apply(loadAliases);
}

async function addPortForward(change: Change): Promise<void> {
  const rule = { interface: 'wan', protocol: 'tcp', destination: { network: 'wanip', port: '8443' }, target: '192.168.1.20', 'local-port': '443', descr: 'kit' };
  await change.save(addForward, { body: { rule } }, ({ uuid }) => [{ endpoint: delForward, request: { path: [uuid] } }]);
  await change.apply(applyForwards);
}

const CHANGES: readonly { readonly name: string; readonly work: Work; readonly releases?: readonly Release[] }[] = [
  { name: 'a rule', work: change => addRule(change) },
  { name: 'a rule that cuts the way in', work: change => addRule(change, 'cut', { action: 'block', interface: 'opt2,opt3', destination_net: 'any', destination_port: '', protocol: 'any', sequence: '5' }) },
  { name: 'a port forward', work: addPortForward, releases: ['26.1', '26.7'] },
  { name: 'an alias', work: change => addHosts(change, 'kit_hosts') },
  { name: 'a category', work: change => addCategory(change, 'Kit') },
  { name: 'several steps', work: async change => {
    await addHosts(change, 'kit_hosts');
    await addCategory(change, 'Kit');
    await addRule(change, 'kit', { destination_net: 'kit_hosts' });
  } },
];

interface Stage {
  readonly firewall: FakeFirewall;
  readonly clock: TurnedClock;
  readonly store: DiskLikeStore;
  readonly before: readonly string[];
}

/** A firewall that lets guests in by a rule; the server is a guest. */
async function stage(release: Release): Promise<Stage> {
  const clock = new TurnedClock();
  const firewall = new FakeFirewall({ release, clock, client: ADMIN });
  await askJson(firewall, 'firewall/filter/add_rule', { rule: { action: 'pass', interface: 'opt2,opt3', destination_net: '(self)', sequence: '50', description: 'guests' } });
  // The first save of a model writes out its defaults.
  await askJson(firewall, 'firewall/alias/set', { alias: {} });
  if (release === '26.1' || release === '26.7') await askJson(firewall, 'firewall/d_nat/set', { DNat: {} });
  await askJson(firewall, 'firewall/alias/reconfigure', {});
  await askJson(firewall, 'firewall/filter/apply', {});
  firewall.client = GUEST;
  return { firewall, clock, store: new DiskLikeStore(), before: [saved(firewall), applied(firewall)] };
}

const state = ({ firewall }: Stage): readonly string[] => [saved(firewall), applied(firewall)];

async function asAdmin<T>({ firewall }: Stage, act: () => Promise<T>): Promise<T> {
  firewall.client = ADMIN;
  const result = await act();
  firewall.client = GUEST;
  return result;
}

/** How many requests the server sends for the change, when all goes well. */
async function requestsOf(release: Release, work: Work): Promise<number> {
  const set = await stage(release);
  const host = new SimulatedHost(set.firewall, set.clock, set.store);
  await Promise.race([withTime(set.clock, host.manager.within(reason, work)).catch(() => undefined), pass(set.clock, 30)]);
  return host.server.sent;
}

/** Runs the work; it may never end, as the process may die over it. */
async function start(host: SimulatedHost, work: Work): Promise<void> {
  const done = host.manager.within(reason, work).then(() => undefined, () => undefined);
  await Promise.race([done, pass(host.clock, 3)]);
}

type Fault = (set: Stage, work: Work, release: Release) => Promise<void>;

const FAULTS: Readonly<Record<string, Fault>> = {
  'nobody confirms': async (set, work) => {
    await start(new SimulatedHost(set.firewall, set.clock, set.store), work);
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
        await strike(set, work, release);
        expect(state(set)).toEqual(set.before);
        expect(await set.store.load()).toBeUndefined();
        outcomes.set(`${release}|${name}|${fault}`, 'as before');
      });
    }

    it(`${name}, when another admin saves in between, apart from that`, async () => {
      const set = await stage(release);
      const host = new SimulatedHost(set.firewall, set.clock, set.store);
      await start(host, work);
      await asAdmin(set, () => askJson(set.firewall, 'firewall/category/add_item', { category: { name: 'Somebody else' } }));
      await pass(set.clock, UNTIL_OVER);
      expect(saved(set.firewall)).toContain('Somebody else');
      await asAdmin(set, async () => {
        const { rows } = (await askJson(set.firewall, 'firewall/category/search_item', { searchPhrase: 'Somebody else' })) as { rows: { uuid: string }[] };
        await askJson(set.firewall, `firewall/category/del_item/${rows[0]?.uuid ?? ''}`, {});
      });
      const [, running] = state(set);
      expect(running).toBe(set.before[1]);
      for (const left of ['kit_hosts', '>Kit<', '>kit<', '>cut<']) expect(saved(set.firewall)).not.toContain(left);
      expect(await set.store.load()).toBeUndefined();
      outcomes.set(`${release}|${name}|another admin saves`, 'as before, their work kept');
    });

    it(`${name}, when the power fails after any single request`, async () => {
      const count = await requestsOf(release, work);
      expect(count).toBeGreaterThan(1);
      for (let diesAfter = 1; diesAfter <= count; diesAfter++) {
        const set = await stage(release);
        const host = new SimulatedHost(set.firewall, set.clock, set.store, { diesAfter });
        await start(host, work);
        host.killAll();
        await asAdmin(set, async () => {
          const next = new SimulatedHost(set.firewall, set.clock, set.store);
          await withTime(set.clock, next.manager.resume());
          await pass(set.clock, UNTIL_OVER);
        });
        expect([diesAfter, ...state(set)]).toEqual([diesAfter, ...set.before]);
        expect(await set.store.load()).toBeUndefined();
      }
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
