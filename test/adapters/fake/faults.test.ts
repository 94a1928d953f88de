import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type Fault } from '../../../src/adapters/fake/faults';
import { type HttpsSide, serveHttps } from '../../../src/adapters/fake/https-side';
import { HttpsWire } from '../../../src/adapters/opnsense-http';
import { type WireAnswer, type WireOptions } from '../../../src/adapters/opnsense-api';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { RELEASES } from '../../../src/ports';
import { ask, askJson, basic } from './ask';

const READ = { method: 'GET', path: '/api/core/firmware/running', headers: basic() } as const;
const BODY = JSON.stringify({ category: { name: 'acted' } });
const WRITE = { method: 'POST', path: '/api/firewall/category/add_item', headers: { ...basic(), 'content-type': 'application/json', 'content-length': String(BODY.length) }, body: BODY } as const;

/** Faults that a client sees alike in process and over HTTPS. */
const SEEN: readonly (readonly [Fault, object])[] = [
  [{ kind: 'reset' }, { code: 'OPN_UNREACHABLE' }],
  [{ kind: 'silence' }, { code: 'OPN_TIMEOUT' }],
  [{ kind: 'status', status: 503, body: 'busy' }, { status: 503, body: 'busy' }],
  [{ kind: 'html' }, { status: 200, body: expect.stringContaining('<html') }],
  [{ kind: 'truncated' }, { code: 'OPN_BAD_ANSWER' }],
  [{ kind: 'truncated', bytes: 5, announced: true }, { status: 200, body: '{"sta' }],
  [{ kind: 'drip', bytes: 1, everyMs: 60_000 }, { code: 'OPN_TIMEOUT' }],
  [{ kind: 'latency', ms: 60_000 }, { code: 'OPN_TIMEOUT' }],
  [{ kind: 'reboot' }, { code: 'OPN_UNREACHABLE' }],
];

const outcome = (answer: Promise<WireAnswer>): Promise<unknown> => answer.catch((problem: unknown) => problem);

describe('a fault', () => {
  it.each(SEEN)('in process: %j', async (fault, expected) => {
    const firewall = new FakeFirewall({ clock: new TurnedClock() });
    firewall.faults.add(fault);
    expect(await outcome(firewall.send(READ, { timeoutMs: 5000 }))).toMatchObject(expected);
  });

  it('strikes so often, lets some through first, and can be taken back', async () => {
    const firewall = new FakeFirewall();
    firewall.faults.add({ kind: 'status', status: 502, times: 2, after: 1 });
    const statuses = async (count: number): Promise<number[]> => {
      const seen: number[] = [];
      for (let index = 0; index < count; index += 1) seen.push((await firewall.send(READ)).status);
      return seen;
    };
    expect(await statuses(4)).toEqual([200, 502, 502, 200]);
    const takeBack = firewall.faults.add({ kind: 'status', status: 502, times: Number.POSITIVE_INFINITY });
    expect(await statuses(2)).toEqual([502, 502]);
    takeBack();
    expect(await statuses(1)).toEqual([200]);
    firewall.faults.add({ kind: 'status', status: 502 });
    firewall.faults.clear();
    expect(await statuses(1)).toEqual([200]);
  });

  it('strikes a route in whatever spelling, or paths that match', async () => {
    const firewall = new FakeFirewall();
    firewall.faults.add({ kind: 'status', status: 502, route: 'core/firmware/running', times: 2 });
    expect((await ask(firewall, 'core/firmware/info')).status).toBe(200);
    expect((await ask(firewall, 'core/firmware/run_ning')).status).toBe(502);
    expect((await ask(firewall, 'Core//Firmware/running')).status).toBe(502);
    firewall.faults.add({ kind: 'status', status: 502, route: /firmware\/info/ });
    expect((await ask(firewall, 'core/firmware/running')).status).toBe(200);
    expect((await ask(firewall, 'core/firmware/info')).status).toBe(502);
  });

  it.each(['reset', 'silence', 'html', 'reboot'] as const)('of kind %s comes before or after the request is carried out', async kind => {
    for (const acted of [false, true]) {
      const firewall = new FakeFirewall({ clock: new TurnedClock() });
      firewall.faults.add({ kind, acted });
      await outcome(firewall.send(WRITE));
      expect(firewall.document.toXml().includes('<name>acted</name>')).toBe(acted);
    }
  });

  it('that lasts is waited for by the fake\'s clock', async () => {
    const clock = new TurnedClock();
    const firewall = new FakeFirewall({ clock });
    firewall.faults.add({ kind: 'latency', ms: 1000 });
    let isThere = false;
    const answer = firewall.send(READ).then(() => (isThere = true));
    await new Promise(setImmediate);
    expect(isThere).toBe(false);
    clock.turn(1000);
    await answer;
    expect(isThere).toBe(true);
  });

  it('on a kept connection is got over by sending again what may be sent twice', async () => {
    const firewall = new FakeFirewall();
    await firewall.send(READ);
    firewall.faults.add({ kind: 'reset' });
    expect(await firewall.send(READ, { repeatable: true })).toMatchObject({ status: 200 });
    firewall.faults.add({ kind: 'reset' });
    expect(await outcome(firewall.send(READ))).toMatchObject({ code: 'OPN_UNREACHABLE' });
  });
});

it.each(RELEASES)('a full disk of %s fails a save with an unexpected error and leaves what the newest backup has', async release => {
  const firewall = new FakeFirewall({ release });
  await askJson(firewall, 'firewall/category/add_item', { category: { name: 'kept' } });
  const before = firewall.document.toXml();
  firewall.faults.add({ kind: 'diskFull', times: 2 });
  const first = firewall.history.list().at(-1)?.id ?? '';
  for (const [path, body] of [['firewall/category/add_item', { category: { name: 'lost' } }], [`core/backup/revert_backup/${first}`, {}]] as const) {
    expect(await ask(firewall, path, body)).toMatchObject({ status: 500, body: expect.stringContaining('Unexpected error') });
    expect(firewall.document.toXml()).toBe(before);
    expect(firewall.history.list()).toHaveLength(2);
  }
  expect(await askJson(firewall, 'firewall/category/add_item', { category: { name: 'again' } })).toMatchObject({ result: 'saved' });
});

describe('over HTTPS', () => {
  let side: HttpsSide;
  let wire: HttpsWire;

  afterEach(async () => {
    await wire.close();
    await side.close();
  });

  async function get(firewall: FakeFirewall, options: WireOptions): Promise<unknown> {
    side = await serveHttps(firewall);
    wire = new HttpsWire({ origin: side.url, trust: { kind: 'pin', fingerprint: side.fingerprint } });
    return outcome(wire.send(READ, options));
  }

  it.each(SEEN)('%j', async (fault, expected) => {
    const firewall = new FakeFirewall();
    firewall.faults.add(fault);
    const isLate = (expected as { code?: string }).code === 'OPN_TIMEOUT';
    expect(await get(firewall, { timeoutMs: isLate ? 400 : 20_000 })).toMatchObject(expected);
  });

  it('a body in pieces arrives whole', async () => {
    const firewall = new FakeFirewall();
    firewall.faults.add({ kind: 'drip', bytes: 4, everyMs: 1 });
    expect(await get(firewall, {})).toMatchObject({ status: 200, body: '{"status":"ready"}' });
  });
});
