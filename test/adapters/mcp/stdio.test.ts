import { PassThrough, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { serveStdio, type StdioOptions } from '../../../src/adapters/mcp';
import { CANARY, sample, type Sample } from './sample-server';

type Message = { id?: unknown; method?: string; result?: unknown; error?: { code: number; message: string }; params?: Record<string, unknown> };

interface Session extends Sample {
  readonly stdin: PassThrough;
  readonly stdout: PassThrough;
  readonly stop: AbortController;
  readonly exit: Promise<number>;
  /** Everything the server has said so far. */
  readonly said: Message[];
  send(message: unknown): void;
  /** The first message that fits; waits for it. */
  heard(fits: (message: Message) => boolean): Promise<Message>;
  answer(id: unknown): Promise<Message>;
  initialize(): Promise<void>;
}

const INITIALIZE = { jsonrpc: '2.0', id: 'init', method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } } };
const INITIALIZED = { jsonrpc: '2.0', method: 'notifications/initialized' };
const ping = (id: unknown) => ({ jsonrpc: '2.0', id, method: 'ping' });
const call = (id: unknown, name: string, args: object, more: object = {}) => ({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args, ...more } });
const cancel = (requestId: unknown) => ({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } });
const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

async function serve(options: Partial<StdioOptions> & { sample?: Parameters<typeof sample>[0]; read?: boolean } = {}): Promise<Session> {
  const made = await sample(options.sample);
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const stop = new AbortController();
  const said: Message[] = [];
  const waiting = new Set<() => void>();
  const exit = serveStdio(made.mcp, { stdin, stdout, log: made.log, stop: stop.signal, finishMs: 60_000, graceMs: 60_000, flushMs: 60_000, ...options });
  if (options.read !== false) listen();
  function listen(): void {
    const lines = createInterface({ input: stdout });
    lines.on('line', line => {
      said.push(JSON.parse(line) as Message);
      for (const wake of waiting) wake();
    });
    // It passes on the errors of the stream it reads.
    lines.on('error', () => undefined);
  }
  const send = (message: unknown): void => void stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`);
  const heard = (fits: (message: Message) => boolean): Promise<Message> =>
    new Promise(resolve => {
      const look = (): void => {
        const found = said.find(fits);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const answer = (id: unknown) => heard(message => message.id === id && message.method === undefined);
  const initialize = async (): Promise<void> => {
    send(INITIALIZE);
    await answer('init');
    send(INITIALIZED);
  };
  return { ...made, stdin, stdout, stop, exit, said, send, heard, answer, initialize };
}

async function initialized(options: Parameters<typeof serve>[0] = {}): Promise<Session> {
  const session = await serve(options);
  await session.initialize();
  return session;
}

describe('a line that is no request', () => {
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const long = 'x'.repeat(3000);

  it.each<[string, string | Buffer, number, unknown, RegExp]>([
    ['not JSON', '{"jsonrpc"', -32700, null, /not JSON/],
    ['a word', 'hello', -32700, null, /not JSON/],
    ['a NUL', '\u0000', -32700, null, /not JSON/],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), -32700, null, /UTF-8/],
    ['a batch', JSON.stringify([ping(1), ping(2)]), -32600, null, /no batches/],
    ['an empty batch', '[]', -32600, null, /no batches/],
    ['a number', '5', -32600, null, /JSON object/],
    ['null', 'null', -32600, null, /JSON object/],
    ['an empty object', '{}', -32600, null, /jsonrpc/],
    ['JSON-RPC 1', '{"id":1,"method":"ping"}', -32600, 1, /jsonrpc/],
    ['no method', '{"jsonrpc":"2.0","id":1}', -32600, 1, /`method` is missing/],
    ['a method that is no text', '{"jsonrpc":"2.0","id":1,"method":{}}', -32600, 1, /`method` must be/],
    ['params in a list', '{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', -32600, 1, /`params` must be/],
    ['params null', '{"jsonrpc":"2.0","id":"a","method":"ping","params":null}', -32600, 'a', /`params` must be/],
    ['id null', '{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600, null, /`id` must be/],
    ['a fractional id', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', -32600, null, /`id` must be/],
    ['an endless id', '{"jsonrpc":"2.0","id":1e999,"method":"ping"}', -32600, null, /`id` must be/],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600, null, /`id` must be/],
    ['_meta that is no object', '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":5}}', -32602, 1, /_meta/],
    ['a progress token that is an object', '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"progressToken":{}}}}', -32602, 1, /progressToken/],
    ['deep nesting', `{"jsonrpc":"2.0","id":9,"method":"ping","params":${deep(100)}}`, -32600, 9, /deeper than 64/],
    ['very deep nesting, id last', `{"jsonrpc":"2.0","method":"ping","params":${deep(300_000)},"id":"z"}`, -32600, 'z', /deeper than 64/],
    ['an answer in a batch', '[{"jsonrpc":"2.0","id":1,"result":{}}]', -32600, null, /no batches/],
    ['brackets without end', '['.repeat(1_000_000), -32600, null, /deeper than 64/],
    ['too long, id first', `{"jsonrpc":"2.0","id":7,"method":"ping","params":{"a":"${long}"}}`, -32600, 7, /\d+ bytes.*skipped/],
    ['too long, id last', `{"method":"ping","params":{"a":"${long}"},"jsonrpc":"2.0","id":"last"}`, -32600, 'last', /skipped/],
    ['too long, id before jsonrpc', `{"method":"ping","params":{"a":"${long}"},"id":8,"jsonrpc":"2.0"}`, -32600, 8, /skipped/],
    ['too long, with an id inside only', `{"jsonrpc":"2.0","method":"x","params":{"id":5,"a":"${long}","b":",\\"id\\":6}"}}`, -32600, null, /skipped/],
  ])('%s gets an error, and the session goes on', async (_what, line, code, id, message) => {
    const session = await initialized({ maxLine: String(line).startsWith('{"') && line.length < 4000 ? 1000 : 4_000_000 });
    session.stdin.write(line);
    session.stdin.write('\n');
    const { error } = await session.heard(said => said.error !== undefined);
    session.send(ping('alive'));
    expect((await session.answer('alive')).result).toEqual({});
    expect(error).toEqual({ code, message: expect.stringMatching(message) });
    expect(session.said).toHaveLength(3);
    expect(session.said[1]).toMatchObject({ jsonrpc: '2.0', id });
  });

  it.each([
    ['an empty line', '\r'],
    ['an answer to nothing', '{"jsonrpc":"2.0","id":1,"result":{}}'],
    ['an error to nothing', '{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":""}}'],
    ['an unknown notification', '{"jsonrpc":"2.0","method":"notifications/unheard"}'],
    ['a cancellation of nothing', JSON.stringify(cancel(77))],
    ['a cancellation without id', '{"jsonrpc":"2.0","method":"notifications/cancelled"}'],
    ['a cancellation of an object', '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{}}}'],
    ['a notification with a bad _meta', '{"jsonrpc":"2.0","method":"notifications/initialized","params":{"_meta":1}}'],
  ])('%s gets no answer', async (_what, line) => {
    const session = await initialized();
    session.send(line);
    session.send(ping('alive'));
    await session.answer('alive');
    expect(session.said).toHaveLength(2);
    expect(session.logged.filter(([level]) => level !== 'debug')).toEqual([]);
  });

  it('of 20 MB is skipped without keeping it, and the next request is answered', async () => {
    const session = await initialized();
    const chunk = Buffer.alloc(64 * 1024, 'x');
    session.stdin.write('{"method":"tools/call","params":{"name":"');
    for (let sent = 0; sent < 20 * 1024 * 1024; sent += chunk.length) {
      if (!session.stdin.write(chunk)) await new Promise(resolve => session.stdin.once('drain', resolve));
    }
    session.send('"},"jsonrpc":"2.0","id":1}');
    session.send(call(2, 'opn_get_thing', { name: 'x' }));
    expect((await session.answer(2)).result).toMatchObject({ structuredContent: { thing: 'x' } });
    expect(await session.answer(1)).toMatchObject({ error: { code: -32600 } });
  });

  it('may hold any number of brackets in a text', async () => {
    const session = await initialized();
    const name = `"${'[{'.repeat(100)}\\`;
    session.send(call(1, 'opn_get_thing', { name }));
    expect((await session.answer(1)).result).toMatchObject({ structuredContent: { thing: name } });
  });

  it('may hold members that nobody knows', async () => {
    const session = await initialized();
    session.send({ ...ping(1), trace: 'abc' });
    expect((await session.answer(1)).result).toEqual({});
  });
});

describe('the order of a session', () => {
  it.each(['tools/list', 'tools/call', 'logging/setLevel'])('refuses %s before initialize', async method => {
    const session = await serve();
    session.send({ jsonrpc: '2.0', id: 1, method, params: {} });
    expect((await session.answer(1)).error).toEqual({ code: -32600, message: expect.stringMatching(new RegExp(`send initialize before ${method}`)) });
    await session.initialize();
    session.send({ jsonrpc: '2.0', id: 2, method: 'tools/list' });
    expect((await session.answer(2)).result).toHaveProperty('tools');
  });

  it('answers a ping at any time', async () => {
    const session = await serve();
    session.send(ping(0));
    expect((await session.answer(0)).result).toEqual({});
  });

  it('tells a client that probes for newer protocols that it has none', async () => {
    const session = await serve();
    session.send({ jsonrpc: '2.0', id: 1, method: 'server/discover', params: {} });
    expect((await session.answer(1)).error).toEqual({ code: -32601, message: 'Method not found: "server/discover".' });
  });

  it.each([
    ['2024-10-07', '2024-10-07'],
    ['2024-11-05', '2024-11-05'],
    ['2025-03-26', '2025-03-26'],
    ['2025-06-18', '2025-06-18'],
    ['2025-11-25', '2025-11-25'],
    ['2026-07-28', '2025-11-25'],
    ['1999-01-01', '2025-11-25'],
  ])('answers a client of protocol %s with %s, and serves it', async (asked, answered) => {
    const session = await serve();
    session.send({ ...INITIALIZE, params: { ...INITIALIZE.params, protocolVersion: asked } });
    expect((await session.answer('init')).result).toMatchObject({ protocolVersion: answered });
    session.send(INITIALIZED);
    session.send(call(1, 'opn_get_thing', { name: 'x' }));
    expect((await session.answer(1)).result).toMatchObject({ structuredContent: { thing: 'x' } });
  });

  it('refuses a second initialize', async () => {
    const session = await initialized();
    session.send({ ...INITIALIZE, id: 2 });
    expect((await session.answer(2)).error).toEqual({ code: -32600, message: expect.stringContaining('already') });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['no version', { capabilities: {}, clientInfo: { name: 'a', version: '1' } }],
    ['capabilities that are none', { protocolVersion: '2025-11-25', capabilities: { roots: 5 }, clientInfo: { name: 'a', version: '1' } }],
  ])('refuses initialize with %s, and takes a good one after it', async (_what, params) => {
    const session = await serve();
    session.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    expect((await session.answer(1)).error).toEqual({ code: -32602, message: expect.stringMatching(/^initialize: /) });
    session.send({ jsonrpc: '2.0', id: 2, method: 'tools/list' });
    expect(await session.answer(2)).toHaveProperty('error');
    await session.initialize();
    expect((await session.answer('init')).result).toMatchObject({ protocolVersion: '2025-11-25' });
  });

  it('takes a whole session in one chunk', async () => {
    const session = await serve();
    session.send([INITIALIZE, INITIALIZED, { jsonrpc: '2.0', id: 1, method: 'tools/list' }].map(message => JSON.stringify(message)).join('\n'));
    expect((await session.answer(1)).result).toHaveProperty('tools');
  });

  it('answers an unknown method', async () => {
    const session = await initialized();
    session.send({ jsonrpc: '2.0', id: 1, method: 'roots/list' });
    expect((await session.answer(1)).error).toMatchObject({ code: -32601 });
  });

  it('sends no log message before the client is ready', async () => {
    const session = await serve();
    session.mcp.logToClient('error', 'early');
    session.send(INITIALIZED);
    session.send(INITIALIZE);
    await session.answer('init');
    session.mcp.logToClient('error', 'still early');
    session.send(INITIALIZED);
    session.send(ping(1));
    await session.answer(1);
    session.mcp.logToClient('error', 'now');
    await session.heard(said => said.method === 'notifications/message');
    expect(session.said.filter(said => said.method !== undefined)).toMatchObject([{ params: { data: 'now' } }]);
  });

  it('refuses an id that is in flight, and answers the first request all the same', async () => {
    const session = await initialized();
    session.send(call(1, 'opn_wait_thing', { name: 'x' }));
    await session.firewall.waitFor(1);
    session.send(ping(1));
    expect((await session.answer(1)).error).toEqual({ code: -32600, message: expect.stringContaining('in flight') });
    session.send(ping('1'));
    await session.answer('1');
    session.firewall.waiting.get('x')!();
    await session.heard(said => said.id === 1 && said.result !== undefined);
    session.said.length = 0;
    session.send(ping(1));
    expect((await session.answer(1)).result).toEqual({});
  });

  it.each([0, -1, '', 'a'])('calls off the request with id %p without an answer', async id => {
    const session = await initialized();
    session.send(call(id, 'opn_wait_thing', { name: 'x' }));
    await session.firewall.waitFor(1);
    session.send(cancel(id));
    session.send(ping('after'));
    await session.answer('after');
    await session.mcp.settled();
    expect(session.firewall.cancelled).toEqual(['x']);
    expect(session.said.map(said => said.id)).toEqual(['init', 'after']);
    session.send(ping(id));
    expect((await session.answer(id)).result).toEqual({});
  });

  it('sends progress under the token of the request', async () => {
    const session = await initialized();
    session.send(call(1, 'opn_count_things', { count: 1 }, { _meta: { progressToken: 0 } }));
    await session.answer(1);
    expect(session.said.slice(1)).toMatchObject([
      { method: 'notifications/progress', params: { progressToken: 0, progress: 1, total: 1 } },
      { id: 1, result: { structuredContent: { thing: '1' } } },
    ]);
  });

  it('keeps a canary in even when it is thrown', async () => {
    const session = await initialized();
    session.send(call(1, 'opn_break_thing', { name: 'error' }));
    await session.answer(1);
    expect(JSON.stringify(session.said)).not.toContain(CANARY);
  });
});

describe('the end of a session', () => {
  it('comes when stdin ends, after the calls in flight were answered', async () => {
    const session = await initialized();
    session.send(call(1, 'opn_wait_thing', { name: 'x' }));
    session.stdin.end(JSON.stringify(call(2, 'opn_get_thing', { name: 'no newline' })));
    await session.answer(2);
    session.firewall.waiting.get('x')!();
    expect(await session.exit).toBe(0);
    expect((await session.answer(1)).result).toMatchObject({ structuredContent: { thing: 'x' } });
    expect(session.firewall.cancelled).toEqual([]);
  });

  it('comes at once when nothing was ever asked', async () => {
    const session = await serve();
    session.stdin.end();
    expect(await session.exit).toBe(0);
  });

  it('calls off what takes too long after stdin ended', async () => {
    const session = await initialized({ finishMs: 1 });
    session.send(call(1, 'opn_wait_thing', { name: 'x' }));
    session.stdin.end();
    expect(await session.exit).toBe(0);
    expect((await session.answer(1)).result).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/^OPN_CANCELLED/) }] });
  });

  it('gives up on calls that do not stop, and says so', async () => {
    const session = await initialized({ finishMs: 1, graceMs: 1 });
    session.firewall.stubborn = true;
    session.send(call(1, 'opn_wait_thing', { name: 'x' }));
    session.stdin.end();
    expect(await session.exit).toBe(1);
    expect(session.logged).toContainEqual(['warning', expect.stringContaining('still running')]);
  });

  it('comes with the stop signal: calls are called off, and answered', async () => {
    const session = await initialized();
    session.send(call(1, 'opn_wait_thing', { name: 'x' }));
    await session.firewall.waitFor(1);
    session.stop.abort();
    expect(await session.exit).toBe(0);
    expect((await session.answer(1)).result).toMatchObject({ isError: true, content: [{ text: 'OPN_CANCELLED: The server is stopping.' }] });
    expect(session.stdin.destroyed).toBe(true);
  });

  it('comes with the stop signal while stdin has ended already', async () => {
    const session = await initialized();
    session.send(call(1, 'opn_wait_thing', { name: 'x' }));
    session.stdin.end();
    await session.firewall.waitFor(1);
    session.stop.abort();
    expect(await session.exit).toBe(0);
    expect(session.firewall.cancelled).toEqual(['x']);
  });

  it('comes with a signal that had fired before', async () => {
    const stop = AbortSignal.abort();
    const session = await serve({ stop });
    expect(await session.exit).toBe(0);
  });

  it('is clean when the client no longer reads (EPIPE)', async () => {
    const session = await initialized();
    session.send(call(1, 'opn_wait_thing', { name: 'x' }));
    await session.firewall.waitFor(1);
    session.stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(await session.exit).toBe(0);
    expect(session.firewall.cancelled).toEqual(['x']);
    expect(session.logged.filter(([level]) => level !== 'debug')).toEqual([]);
    session.stdout.emit('error', new Error('late'));
  });

  it('is clean when reading fails', async () => {
    const session = await initialized();
    session.stdin.destroy(new Error('read EIO'));
    expect(await session.exit).toBe(0);
  });

  it('waits until the last answer is read', async () => {
    const session = await serve({ read: false });
    const name = 'x'.repeat(60_000);
    for (const message of [INITIALIZE, call(1, 'opn_get_thing', { name })]) session.send(message);
    session.stdin.end();
    let over = false;
    void session.exit.then(() => (over = true));
    while (session.stdout.writableLength < name.length) await nextTurn();
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    expect(over).toBe(false);
    let read = '';
    session.stdout.on('data', data => (read += String(data)));
    expect(await session.exit).toBe(0);
    expect(read.trimEnd().split('\n').map(line => (JSON.parse(line) as Message).id)).toEqual(['init', 1]);
  });

  it('does not wait for ever for a client that does not read', async () => {
    const session = await serve({ read: false, flushMs: 1 });
    for (const message of [INITIALIZE, call(1, 'opn_get_thing', { name: 'x'.repeat(500_000) })]) session.send(message);
    session.stdin.end();
    expect(await session.exit).toBe(1);
    expect(session.logged).toContainEqual(['warning', expect.stringContaining('not read')]);
  });
});

describe('a client that does not read', () => {
  it('is not read either, and gets every answer once it reads again', async () => {
    const maxUnread = 100_000;
    const session = await serve({ read: false, maxUnread });
    session.send(INITIALIZE);
    session.send(INITIALIZED);
    const calls = 200;
    for (let id = 1; id <= calls; id += 1) session.send(call(id, 'opn_get_thing', { name: 'x'.repeat(5_000) }));
    session.stdin.end();
    let most = 0;
    for (let turn = 0; turn < 200; turn += 1) {
      await nextTurn();
      session.mcp.logToClient('error', 'y'.repeat(5_000));
      most = Math.max(most, session.stdout.writableLength);
    }
    expect(session.stdout.writableLength).toBeGreaterThan(maxUnread);
    expect(most).toBeLessThan(maxUnread * 4);
    let read = '';
    session.stdout.on('data', data => (read += String(data)));
    expect(await session.exit).toBe(0);
    const ids = read.trimEnd().split('\n').map(line => (JSON.parse(line) as Message)).filter(message => message.method === undefined).map(message => message.id);
    expect(ids).toEqual(['init', ...Array.from({ length: calls }, (_, index) => index + 1)]);
  });

  it('does not hold up the stop signal', async () => {
    const session = await serve({ read: false, maxUnread: 20_000, flushMs: 1 });
    session.send(INITIALIZE);
    for (let id = 1; id <= 50; id += 1) session.send(call(id, 'opn_get_thing', { name: 'x'.repeat(5_000) }));
    while (session.stdout.writableLength <= 20_000) await nextTurn();
    session.stop.abort();
    expect(await session.exit).toBe(1);
  });
});

describe('many calls at once', () => {
  it('loses no answer and gives none twice, with 200 in flight and random cancellations', async () => {
    const session = await initialized();
    const random = sequence(7);
    const total = 1000;
    const open = new Set<number>();
    const cancelled = new Set<number>();
    session.firewall.onWait = name => {
      const turns = Math.floor(random() * 5);
      void (async () => {
        for (let turn = 0; turn < turns; turn += 1) await nextTurn();
        session.firewall.waiting.get(name)?.();
      })();
    };
    for (let id = 0; id < total; id += 1) {
      while (open.size >= 200) {
        await nextTurn();
        for (const said of session.said) open.delete(said.id as number);
      }
      open.add(id);
      session.send(call(id, 'opn_wait_thing', { name: `thing ${id}` }));
      if (random() < 0.3) {
        const victim = [...open][Math.floor(random() * open.size)]!;
        cancelled.add(victim);
        open.delete(victim);
        session.send(cancel(victim));
      }
    }
    session.stdin.end();
    expect(await session.exit).toBe(0);
    const answered = session.said.filter(said => said.id !== 'init');
    const ids = answered.map(said => said.id as number);
    expect(new Set(ids).size).toBe(ids.length);
    const lost = Array.from({ length: total }, (_, id) => id).filter(id => !cancelled.has(id) && !ids.includes(id));
    expect(lost).toEqual([]);
    expect(ids.length).toBeLessThan(total);
    const wrong = answered.filter(said => (said.result as { structuredContent?: { thing: string } }).structuredContent?.thing !== `thing ${String(said.id)}`);
    expect(wrong).toEqual([]);
    expect(session.firewall.most).toBeLessThanOrEqual(64);
    expect(session.firewall.most).toBeGreaterThan(32);
  });
});

describe('a broken output', () => {
  it('that fails at the first byte ends the session', async () => {
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(new Error('write EPIPE')) });
    const session = await serve({ read: false, stdout: stdout as unknown as PassThrough });
    session.send(INITIALIZE);
    expect(await session.exit).toBe(0);
  });
});

/** Numbers in [0, 1) that are the same in every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
