import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ConfigDocument } from '../../../src/adapters/fake/config-document';
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
const addSourceNat = writes<{ uuid: string }>('firewall/source_nat/add_rule');
const delSourceNat = writes('firewall/source_nat/del_rule');
const applySourceNat = writes('firewall/source_nat/apply');
const addRoute = writes<{ uuid: string }>('routes/routes/addroute');
const delRoute = writes('routes/routes/delroute');
const applyRoutes = writes('routes/routes/reconfigure');

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

async function addOutbound(change: Change): Promise<void> {
  const rule = { enabled: '1', interface: 'wan', ipprotocol: 'inet', protocol: 'any', source_net: '192.168.30.0/24', destination_net: 'any', target: 'wanip', description: 'kit' };
  await change.save(addSourceNat, { body: { rule } }, ({ uuid }) => [{ endpoint: delSourceNat, request: { path: [uuid] } }]);
  await change.apply(applySourceNat);
}

async function addStaticRoute(change: Change): Promise<void> {
  const route = { network: '10.77.0.0/16', gateway: 'LAB_GW', descr: 'kit' };
  await change.save(addRoute, { body: { route } }, ({ uuid }) => [{ endpoint: delRoute, request: { path: [uuid] }, unloads: true }]);
  await change.apply(applyRoutes);
}

const CHANGES: readonly { readonly name: string; readonly work: Work; readonly releases?: readonly Release[] }[] = [
  { name: 'a rule', work: change => addRule(change) },
  { name: 'a rule that cuts the way in', work: change => addRule(change, 'cut', { action: 'block', interface: 'opt2,opt3', destination_net: 'any', destination_port: '', protocol: 'any', sequence: '5' }) },
  { name: 'a port forward', work: addPortForward, releases: ['26.1', '26.7'] },
  { name: 'a source NAT rule', work: addOutbound },
  { name: 'a static route', work: addStaticRoute },
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

/** What each firewall starts with: its configuration, and how it looks. */
interface Start {
  readonly document: ConfigDocument;
  readonly before: readonly string[];
}

const starts = new Map<Release, Start>();

/** The start of a firewall that lets guests in by a rule. */
async function prepare(release: Release): Promise<Start> {
  const firewall = new FakeFirewall({ release, clock: new TurnedClock(), client: ADMIN });
  await askJson(firewall, 'firewall/filter/add_rule', { rule: { action: 'pass', interface: 'opt2,opt3', destination_net: '(self)', sequence: '50', description: 'guests' } });
  // The first save of a model writes out its defaults.
  await askJson(firewall, 'firewall/alias/set', { alias: {} });
  if (release === '26.1' || release === '26.7') await askJson(firewall, 'firewall/d_nat/set', { DNat: {} });
  await askJson(firewall, 'routes/routes/set', { route: {} });
  await askJson(firewall, 'firewall/alias/reconfigure', {});
  await askJson(firewall, 'firewall/filter/apply', {});
  return { document: firewall.document, before: state(firewall) };
}

/** A firewall that runs with that; the server is a guest. */
async function stage(release: Release): Promise<Stage> {
  const start = starts.get(release) ?? (await prepare(release));
  starts.set(release, start);
  const clock = new TurnedClock();
  // Other uuids than those that the preparation made.
  const firewall = new FakeFirewall({ release, clock, document: start.document.clone(), client: GUEST, seed: 2 });
  return { firewall, clock, store: new DiskLikeStore(), before: start.before };
}

const state = (firewall: FakeFirewall): readonly string[] => [saved(firewall), applied(firewall)];

async function asAdmin<T>({ firewall }: Stage, act: () => Promise<T>): Promise<T> {
  firewall.client = ADMIN;
  const result = await act();
  firewall.client = GUEST;
  return result;
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
        await strike(set, work, release);
        expect(state(set.firewall)).toEqual(set.before);
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
        await asAdmin(set, async () => {
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
