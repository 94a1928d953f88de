import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { FAKE_KEY, FAKE_SECRET } from '../../../src/adapters/fake/sample';
import { MemoryJournal } from '../../../src/adapters/journal/memory-journal';
import { Credentials, OpnsenseApi } from '../../../src/adapters/opnsense-api';
import { MemoryChangeStore } from '../../../src/adapters/savepoints';
import { type ChangeRecord } from '../../../src/adapters/savepoints/change-record';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { parseOrder } from '../../../src/adapters/watchdog/orders';
import { Watch } from '../../../src/adapters/watchdog/watch';
import { writes } from '../../../src/core';
import { askJson } from '../fake/ask';
import { addCategory, addRule, reason } from '../savepoints/sample-changes';
import { pass, saved } from '../savepoints/savepoints-kit';
import { DiskLikeStore, SimulatedHost } from '../savepoints/simulated-host';

/** A watch over a change whose rules let no new connection in, or do. */
function stage(change: Partial<ChangeRecord>, isCut = false) {
  const clock = new TurnedClock();
  const store = new MemoryChangeStore();
  const record: ChangeRecord = {
    id: 'a', tools: [], opened: clock.now(), deadline: clock.now() + 60_000, base: undefined, sent: [], timer: undefined, owner: process.pid,
    steps: [{ kind: 'apply', endpoint: writes('firewall/filter/apply'), request: {}, status: 'done', inverse: [] }], ...change,
  };
  const asked: number[] = [];
  const rope = {
    used: 1,
    send: async () => {
      asked.push(clock.now() - record.opened);
      rope.used += 1;
      return { status: 200, headers: {}, body: '[]' };
    },
    renew: async () => {
      if (!isCut) rope.used = 1;
      return !isCut;
    },
  };
  const firewall = new OpnsenseApi({ wire: new FakeFirewall({ release: '26.7', clock }), credentials: new Credentials(FAKE_KEY, FAKE_SECRET), timeoutMs: 8_000 });
  const redactor = { redact: <T>(value: T): T => value };
  const watch = new Watch(record, { rope, beat: { method: 'GET', path: '/', headers: {} }, firewall, store, journal: new MemoryJournal(), redactor, clock, processId: process.pid });
  const state = { hasEnded: false };
  return { clock, store, record, asked, state, run: () => void watch.run().then(() => (state.hasEnded = true)) };
}

it('keeps its connection where the caller accepted to be cut off, and takes back before that is used up', async () => {
  const { clock, store, record, asked, state, run } = stage({ acceptLockout: true, deadline: Date.UTC(2026, 0, 1) + 600_000 }, true);
  await store.open(record);
  run();
  await pass(clock, 110);
  expect(asked.length).toBeGreaterThan(3);
  expect(Math.max(...asked.map((at, index) => at - (asked[index - 1] ?? 0)))).toBeLessThan(30_000);
  expect(state.hasEnded).toBe(false);
  await pass(clock, 90);
  expect(state.hasEnded).toBe(true);
  expect(await store.closed(1)).toMatchObject([{ id: 'a', outcome: 'undone' }]);
});

it('goes away when another process has ended the change', async () => {
  const { clock, store, record, state, run } = stage({});
  await store.open(record);
  run();
  await pass(clock, 5);
  expect(state.hasEnded).toBe(false);
  await store.discard('a');
  await pass(clock, 5);
  expect(state.hasEnded).toBe(true);
});

it('goes by the time that whoever took the change over has renewed, each time', async () => {
  const { clock, store, record, state, run } = stage({});
  run();
  for (let renewal = 1; renewal <= 3; renewal++) {
    await store.open({ ...record, owner: process.pid + 1, deadline: record.opened + 60_000 + renewal * 50_000 });
    await pass(clock, 49);
  }
  expect(state.hasEnded).toBe(false);
  await pass(clock, 70);
  expect(state.hasEnded).toBe(true);
});

it('does not stumble over an order that was cut off', () => {
  expect(parseOrder('{"record":{"id":')).toBeUndefined();
  expect(parseOrder('{"end":true}')).toEqual({ end: true });
});

it('takes back more than its one connection carries, by opening the way again in between', async () => {
  const clock = new TurnedClock();
  const admin = { address: '192.168.1.20' };
  const firewall = new FakeFirewall({ release: '26.7', clock, client: admin });
  await askJson(firewall, 'firewall/filter/add_rule', { rule: { action: 'pass', interface: 'opt2,opt3', destination_net: '(self)', sequence: '50', description: 'guests' } });
  await askJson(firewall, 'firewall/filter/apply', {});
  const store = new DiskLikeStore();
  firewall.client = { address: '192.168.30.100' };
  const host = new SimulatedHost(firewall, clock, store);
  const work = host.manager.within(reason, async change => {
    for (let index = 0; index < 25; index++) await addCategory(change, `Many ${String(index)}`);
    // What somebody else saves has to stay, so the history is of no use.
    firewall.client = admin;
    await askJson(firewall, 'firewall/category/add_item', { category: { name: 'Theirs' } });
    firewall.client = { address: '192.168.30.100' };
    await addRule(change, 'cut', { action: 'block', interface: 'opt2,opt3', destination_net: 'any', destination_port: '', protocol: 'any', sequence: '5' });
  });
  await Promise.race([work.catch(() => undefined), pass(clock, 3)]);
  host.killServer();
  await pass(clock, 40);
  expect(await store.load()).toBeUndefined();
  expect(await store.closed(1)).toMatchObject([{ outcome: 'undone' }]);
  expect(saved(firewall)).toContain('Theirs');
  expect(saved(firewall)).not.toMatch(/Many|>cut</);
});
