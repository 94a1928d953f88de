import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { type Answer, endSessions, type Message, Session, sessionWith } from './session';

const IN_FLIGHT = 64;
const SEARCH = 'routes/searchroute';

afterEach(endSessions);

/** Numbers in [0, 1) that are the same in every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const callOf = (id: number): object => ({ id, method: 'tools/call', params: { name: 'opn_list_static_routes', arguments: { search: `route ${id}` } } });
const answered = (messages: readonly Message[]): Message[] => messages.filter(({ id, method }) => id !== undefined && method === undefined);
/** The route that an answer shows; each call of these tests asks for one of its own. */
const routeOf = ({ result }: Message): unknown => (result?.['structuredContent'] as { readonly routes?: readonly { readonly description: string }[] } | undefined)?.routes?.[0]?.description;
const routeNamed = (description: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ rows: [{ uuid: '00000000-0000-4000-8000-000000000000', network: '198.51.100.0/24', gateway: 'LAN_GW', '%gateway': 'LAN_GW - 192.168.1.254', descr: description, disabled: '0' }], total: 1, rowCount: 1, current: 1 }),
});
const searchedFor = (body: string): string => (JSON.parse(body) as { readonly searchPhrase: string }).searchPhrase;

describe('1,000 calls with 64 in flight', () => {
  it('are each answered once and with their own answer, whatever is called off', async () => {
    const random = sequence(11);
    const { session, close } = await sessionWith(async (_path, _answer, body) => {
      for (let turns = Math.floor(random() * 20); turns > 0; turns -= 1) await setImmediate();
      return routeNamed(searchedFor(body));
    }, SEARCH);
    const ids = numbers(1000).map(id => id + 10);
    const cancelled = new Set<number>();
    const open = new Set<number>();
    const settle = (): void => {
      for (const { id } of session.messages) open.delete(id as number);
    };
    for (const id of ids) {
      for (settle(); open.size >= IN_FLIGHT; settle()) await session.more();
      open.add(id);
      session.write(callOf(id));
      if (random() >= 0.3) continue;
      const victim = [...open][Math.floor(random() * open.size)] ?? id;
      cancelled.add(victim);
      open.delete(victim);
      session.write({ method: 'notifications/cancelled', params: { requestId: victim } });
    }
    expect(await session.end()).toBe(0);
    close();
    const answers = answered(session.messages);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(answers.length);
    expect(ids.filter(id => !cancelled.has(id) && !answers.some(answer => answer.id === id))).toEqual([]);
    expect(answers.filter(answer => routeOf(answer) !== `route ${String(answer.id)}`)).toEqual([]);
    expect(answers.length).toBeLessThan(ids.length);
  });
});

describe('10,000 calls', () => {
  it('leave no memory behind', async () => {
    const session = new Session(['--fake'], {}, ['--expose-gc', '--require', join(__dirname, 'heap-probe.cjs')]);
    await session.initialize();
    let id = 10;
    const many = async (count: number): Promise<void> => {
      const last = id + count;
      await Promise.all(numbers(16).map(async () => {
        while (id < last) await session.call((id += 1), 'opn_gateway_status');
      }));
    };
    const heap = async (): Promise<number> => {
      session.stderr = '';
      session.process.kill('SIGUSR2');
      await session.reported('bytes');
      return Number(/heap (\d+) bytes/.exec(session.stderr)?.[1]);
    };
    await many(1_000);
    const before = await heap();
    await many(10_000);
    const perCall = ((await heap()) - before) / 10_000;
    // A signal with its listener that each call left behind would be more; what V8 learns of the code in the first thousands of calls is less.
    expect(perCall).toBeLessThan(200);
    expect(await session.end()).toBe(0);
  });
});

describe('a host', () => {
  it('that stops reading is not read any more, and gets every answer once when it reads again', async () => {
    const filler = 'x'.repeat(5_000);
    let asked = 0;
    const { session, close } = await sessionWith(async (_path, _answer, body) => {
      asked += 1;
      return routeNamed(`${searchedFor(body)} ${filler}`);
    }, SEARCH);
    session.process.stdout.pause();
    const ids = numbers(400).map(id => id + 10);
    const unsent = [...ids];
    const send = (): void => session.write({ ...callOf(unsent.shift() as number), trace: filler });
    for (let [quiet, before] = [0, 0]; asked < ids.length && quiet < 20; quiet = asked === before ? quiet + 1 : 0) {
      before = asked;
      while (unsent.length > 0 && ids.length - unsent.length - asked < 16) send();
      await setTimeout(25);
    }
    expect(asked).toBeLessThan(ids.length);
    while (unsent.length > 0) send();
    session.process.stdout.resume();
    expect(await session.end()).toBe(0);
    close();
    expect(answered(session.messages).map(answer => answer.id).sort()).toEqual([...ids].sort());
    expect(answered(session.messages).filter(answer => routeOf(answer) !== `route ${String(answer.id)} ${filler}`)).toEqual([]);
  });

  it('that closes in the middle of calls ends the server, which gives its requests up', async () => {
    const answers: (() => void)[] = [];
    const { session, close, server } = await sessionWith((_path, _answer, body) => new Promise(resolve => answers.push(() => resolve(routeNamed(searchedFor(body))))), SEARCH);
    const gone: Promise<unknown>[] = [];
    server.on('request', (request: IncomingMessage) => gone.push(once(request.socket, 'close')));
    const exit = once(session.process, 'exit');
    for (const id of [10, 11, 12]) session.write(callOf(id));
    while (answers.length < 3) await setTimeout(10);
    session.process.stdout.destroy();
    session.process.stdin.destroy();
    // The first answer that nobody takes tells the server that its host is gone; the other requests never end by themselves.
    answers[0]?.();
    expect(await exit).toEqual([0, null]);
    await Promise.all(gone);
    close();
  });
});
