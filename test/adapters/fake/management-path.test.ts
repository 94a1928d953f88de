import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { type ClientConnection } from '../../../src/adapters/fake/client-connection';
import { ConfigDocument } from '../../../src/adapters/fake/config-document';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type FakeFirewallOptions } from '../../../src/adapters/fake/fake-options';
import { type HttpsSide, serveHttps } from '../../../src/adapters/fake/https-side';
import { HttpsWire } from '../../../src/adapters/opnsense-http';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { RELEASES, type Release } from '../../../src/ports';
import { askJson, basic } from './ask';
import { recordedBase } from './recorded-base';

const STATUS = { method: 'GET', path: '/api/core/firmware/running', headers: basic() } as const;
// Guests are no anti-lockout interface, so rules can shut them out.
const GUEST = { address: '192.168.30.100' };

interface Stage {
  readonly firewall: FakeFirewall;
  readonly clock: TurnedClock;
}

/** A firewall that lets guests in by a rule. */
async function guests(release: Release, options: FakeFirewallOptions = {}): Promise<Stage> {
  const clock = new TurnedClock();
  const firewall = new FakeFirewall({ release, clock, ...options });
  await rule(firewall, { action: 'pass', destination_net: '(self)' });
  firewall.client = GUEST;
  return { firewall, clock };
}

/** Adds a floating rule for guests and applies it, from the LAN. */
async function rule(firewall: FakeFirewall, more: Readonly<Record<string, string>>): Promise<void> {
  const { client } = firewall;
  firewall.client = { address: '192.168.1.20' };
  await askJson(firewall, 'firewall/filter/add_rule', { rule: { interface: 'opt2,opt3', sequence: '50', ...more } });
  await askJson(firewall, 'firewall/filter/apply', {});
  firewall.client = client;
}

const shutOut = (firewall: FakeFirewall, action = 'block', more: Readonly<Record<string, string>> = {}): Promise<void> => rule(firewall, { action, sequence: '10', ...more });

describe.each(RELEASES)('the way to the API of a fake %s', release => {
  it('is judged by the rules that run', async () => {
    const firewall = new FakeFirewall({ release });
    expect(firewall.client).toEqual({ address: '192.168.1.20' });
    expect(firewall.judge()).toMatchObject({ action: 'pass', rule: { description: 'anti-lockout rule' } });
    expect(firewall.judge(GUEST).action).toBe('reject');
    await guests(release).then(({ firewall: open }) => expect(open.judge(GUEST).action).toBe('pass'));
  });

  it('stays open on a kept connection, and ends for new ones', async () => {
    const { firewall } = await guests(release);
    const kept = firewall.connect();
    await firewall.send(STATUS, { connection: kept });
    await shutOut(firewall);
    expect(await firewall.send(STATUS, { connection: kept })).toMatchObject({ status: 200 });
    await expect(firewall.send(STATUS, { connection: 'new' })).rejects.toMatchObject({ code: 'OPN_TIMEOUT', message: expect.stringContaining('No connection') });
  });

  it('is refused with a reset by a rule that rejects', async () => {
    const { firewall } = await guests(release);
    await shutOut(firewall, 'reject');
    await expect(firewall.send(STATUS, { connection: 'new' })).rejects.toMatchObject({ code: 'OPN_UNREACHABLE' });
  });
});

describe('a kept connection', () => {
  const send = async (firewall: FakeFirewall, connection: ClientConnection, times = 1): Promise<void> => {
    for (let index = 0; index < times; index += 1) await firewall.send(STATUS, { connection });
  };

  it('is good for 15 requests', async () => {
    const { firewall } = await guests('26.7');
    const kept = firewall.connect();
    await send(firewall, kept, 15);
    await expect(send(firewall, kept)).rejects.toMatchObject({ code: 'OPN_UNREACHABLE' });
  });

  it('is good for 30 idle seconds', async () => {
    const { firewall, clock } = await guests('26.7');
    const kept = firewall.connect();
    clock.turn(29_999);
    await send(firewall, kept);
    clock.turn(30_000);
    await expect(send(firewall, kept)).rejects.toMatchObject({ code: 'OPN_UNREACHABLE' });
  });

  it('is used when nothing is said, and then replaced, which the rules may refuse', async () => {
    const { firewall, clock } = await guests('26.7');
    await firewall.send(STATUS);
    await shutOut(firewall);
    expect(await firewall.send(STATUS)).toMatchObject({ status: 200 });
    clock.turn(30_000);
    await expect(firewall.send(STATUS)).rejects.toMatchObject({ code: 'OPN_TIMEOUT' });
  });

  it('ends with its rule when the rule keeps no state', async () => {
    const clock = new TurnedClock();
    const firewall = new FakeFirewall({ release: '26.7', clock });
    await rule(firewall, { action: 'pass', statetype: 'none' });
    const kept = firewall.connect(GUEST);
    await send(firewall, kept);
    await shutOut(firewall);
    await expect(send(firewall, kept)).rejects.toMatchObject({ code: 'OPN_TIMEOUT' });
  });

  it('ends with a reboot, and with the states', async () => {
    const { firewall, clock } = await guests('26.7');
    const kept = firewall.connect();
    firewall.reboot(5000);
    await expect(send(firewall, kept)).rejects.toMatchObject({ code: 'OPN_UNREACHABLE' });
    expect(() => firewall.connect()).toThrow(expect.objectContaining({ code: 'OPN_TIMEOUT' }));
    clock.turn(5000);
    const next = firewall.connect();
    await send(firewall, next);
    await askJson(firewall, 'diagnostics/firewall/flush_states', {});
    await expect(send(firewall, next)).rejects.toMatchObject({ code: 'OPN_UNREACHABLE' });
  });

  it.each([
    ['diagnostics/firewall/kill_states', { filter: '192.168.30.0/24' }, true],
    ['diagnostics/firewall/kill_states', { filter: '192.168.30.100' }, true],
    ['diagnostics/firewall/kill_states', { filter: '192.168.1.20' }, false],
    ['diagnostics/firewall/kill_states', { label: 'another' }, false],
    ['core/service/restart/webgui', {}, true],
    ['core/service/restart/unbound', {}, false],
  ])('after %s with %j is cut: %s', async (path, body, isCut) => {
    const { firewall } = await guests('26.7');
    const kept = firewall.connect();
    firewall.client = { address: '192.168.1.20' };
    expect(await askJson(firewall, path, body)).toBeDefined();
    expect(kept.isOpen(firewall.now())).toBe(!isCut);
  });
});

it('finds the client a place next to a firewall from elsewhere', () => {
  const xml = recordedBase('26.7').toXml().replaceAll('192.168.1.', '10.20.30.');
  const firewall = new FakeFirewall({ document: ConfigDocument.parse(xml) });
  expect(firewall.client).toEqual({ address: '10.20.30.2' });
  expect(firewall.judge().action).toBe('pass');
});

describe('over HTTPS', () => {
  let side: HttpsSide;
  const sockets: Socket[] = [];
  const wires: HttpsWire[] = [];

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const wire of wires.splice(0)) await wire.close();
    await side.close();
  });

  const wire = (): HttpsWire => {
    const made = new HttpsWire({ origin: side.url, trust: { kind: 'pin', fingerprint: side.fingerprint }, connections: 1 });
    wires.push(made);
    return made;
  };

  it('an open connection survives the rule that shuts its client out, a new one gets no answer', async () => {
    const { firewall } = await guests('26.7');
    side = await serveHttps(firewall);
    const kept = wire();
    expect(await kept.send(STATUS)).toMatchObject({ status: 200 });
    await shutOut(firewall);
    expect(await kept.send(STATUS)).toMatchObject({ status: 200 });
    await expect(wire().send(STATUS, { timeoutMs: 150 })).rejects.toMatchObject({ code: 'OPN_TIMEOUT' });
  });

  it('a rule that rejects resets new connections', async () => {
    const { firewall } = await guests('26.7');
    await shutOut(firewall, 'reject');
    side = await serveHttps(firewall);
    const socket = connect(Number(new URL(side.url).port), '127.0.0.1');
    sockets.push(socket);
    const [problem] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(problem.code).toBe('ECONNRESET');
    await expect(wire().send(STATUS)).rejects.toMatchObject({ code: 'OPN_UNREACHABLE' });
  });

  it('a reboot ends what is open and answers nobody until it is over', async () => {
    const { firewall, clock } = await guests('26.7');
    side = await serveHttps(firewall);
    const kept = wire();
    await kept.send(STATUS);
    expect(await kept.send({ method: 'POST', path: '/api/core/system/reboot', headers: { ...basic(), 'content-length': '0' } })).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    await expect(wire().send(STATUS, { timeoutMs: 150 })).rejects.toMatchObject({ code: 'OPN_TIMEOUT' });
    clock.turn(60_000);
    firewall.client = { address: '192.168.1.20' };
    expect(await wire().send(STATUS)).toMatchObject({ status: 200 });
  });
});
