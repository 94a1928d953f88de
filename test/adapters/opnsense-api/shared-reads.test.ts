import { sharedReads, type WireAnswer, type WireOptions, type WireRequest } from '../../../src/adapters/opnsense-api';
import { OpnError } from '../../../src/ports';
import { json, RecordedWire } from './recorded-wire';

const read: WireRequest = { method: 'POST', path: '/api/a/b/search', headers: { authorization: 'Basic x' }, body: '{"current":1}' };
const READ: WireOptions = { repeatable: true, timeoutMs: 1_000 };

/** A wire whose requests are answered, in the order in which they were sent, when the test says so. */
function slowWire() {
  const replies: ((answer: WireAnswer | Error) => void)[] = [];
  const wire = new RecordedWire((_request, { signal }) => new Promise<WireAnswer | Error>(resolve => {
    signal?.addEventListener('abort', () => resolve(new OpnError('OPN_CANCELLED', 'Called off on the wire.')));
    replies.push(resolve);
  }) as Promise<WireAnswer>);
  return { wire, shared: sharedReads(wire), reply: (at: number, answer: WireAnswer | Error) => replies[at]?.(answer) };
}

describe('reads that are on their way', () => {
  it('are sent once, and all who ask get the answer or the failure; then they are sent anew', async () => {
    const { wire, shared, reply } = slowWire();
    const three = Array.from({ length: 3 }, () => shared.send(read, READ));
    reply(0, json({ first: true }));
    expect(await Promise.all(three)).toEqual([json({ first: true }), json({ first: true }), json({ first: true })]);
    const two = Promise.allSettled([shared.send(read, READ), shared.send(read, READ)]);
    reply(1, new OpnError('OPN_TIMEOUT', 'Too late.'));
    expect((await two).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    void shared.send(read, READ);
    expect(wire.sent).toHaveLength(3);
  });

  it.each<[string, WireRequest, WireOptions]>([
    ['another path', { ...read, path: '/api/a/b/get' }, READ],
    ['another body', { ...read, body: '{"current":2}' }, READ],
    ['another key', { ...read, headers: { authorization: 'Basic y' } }, READ],
    ['another time limit', read, { ...READ, timeoutMs: 10_000 }],
    ['one that starts something', read, { ...READ, repeatable: false }],
    ['one whose answer must be younger', read, { ...READ, anew: true }],
  ])('do not stand for %s', (_what, request, options) => {
    const { wire, shared } = slowWire();
    void shared.send(read, READ);
    void shared.send(request, options);
    expect(wire.sent).toHaveLength(2);
  });

  it('are parted by a change: by its start, and by its end', async () => {
    const { wire, shared, reply } = slowWire();
    const before = shared.send(read, READ);
    const change = shared.send({ ...read, path: '/api/a/b/set' }, { timeoutMs: 1_000 });
    const during = [shared.send(read, READ), shared.send(read, READ)];
    expect(wire.sent).toHaveLength(3);
    reply(1, json({ result: 'saved' }));
    await change;
    const after = shared.send(read, READ);
    expect(wire.sent).toHaveLength(4);
    for (const [at, name] of ['before', 'change', 'during', 'after'].entries()) reply(at, json({ name }));
    expect((await Promise.all([before, ...during, after])).map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ name: 'before' }, { name: 'during' }, { name: 'during' }, { name: 'after' }]);
  });

  it('are parted by a change that failed', async () => {
    const { wire, shared, reply } = slowWire();
    const change = shared.send({ ...read, path: '/api/a/b/set' });
    void shared.send(read, READ);
    reply(0, new OpnError('OPN_TIMEOUT', 'Perhaps done.'));
    await expect(change).rejects.toThrow('Perhaps');
    void shared.send(read, READ);
    expect(wire.sent).toHaveLength(3);
  });

  it('go on while anybody waits for them; the last who gives up calls them off, and later ones start anew', async () => {
    const { wire, shared, reply } = slowWire();
    const stops = [new AbortController(), new AbortController(), new AbortController()];
    const [first, second, third] = stops.map(({ signal }) => shared.send(read, { ...READ, signal }));
    stops[1]?.abort();
    await expect(second).rejects.toMatchObject({ code: 'OPN_CANCELLED', message: 'The request was called off.' });
    expect(wire.options[0]?.signal?.aborted).toBe(false);
    reply(0, json({}));
    expect(await first).toEqual(await third);

    const only = new AbortController();
    const alone = shared.send(read, { ...READ, signal: only.signal });
    only.abort();
    const next = shared.send(read, READ);
    await expect(alone).rejects.toThrow('Called off on the wire.');
    reply(2, json({ next: true }));
    expect(await next).toEqual(json({ next: true }));
  });
});
