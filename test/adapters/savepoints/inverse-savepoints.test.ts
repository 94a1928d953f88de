import { MemoryJournal } from '../../../src/adapters/journal/memory-journal';
import { InverseSavepoints } from '../../../src/adapters/savepoints/inverse-savepoints';
import { writes } from '../../../src/core';
import { type EndpointRequest, OpnError, type Redactor, type WriteEndpoint } from '../../../src/ports';

const add = writes<{ uuid: string }>('firewall/category/add_item');
const del = writes('firewall/category/del_item');
const apply = writes('firewall/filter/apply');
const reason = { tool: 'opn_add_thing', effect: 'write' } as const;

function setUp(fails: Readonly<Record<string, OpnError>> = {}) {
  const sent: string[] = [];
  const journal = new MemoryJournal();
  let changed = 0;
  const redactor: Redactor = {
    redact: value => JSON.parse(JSON.stringify(value).replaceAll('hunter2', '[REDACTED]')) as typeof value,
    text: text => text.replaceAll('hunter2', '[REDACTED]'),
    isSecretField: () => false,
  };
  const manager = new InverseSavepoints({
    writer: {
      async write<T>(endpoint: WriteEndpoint<T>, request: EndpointRequest = {}): Promise<T> {
        await Promise.resolve();
        const line = [endpoint.path, ...(request.path ?? [])].join('/');
        sent.push(line);
        const journalled = (await journal.latest(1))[0];
        expect(journalled?.endpoint).toBe(endpoint.path);
        const fault = fails[endpoint.path];
        if (fault !== undefined) throw fault;
        return { uuid: `u${sent.length}` } as T;
      },
    },
    journal,
    redactor,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    onChanged: () => {
      changed += 1;
    },
  });
  const events = async (): Promise<string[]> => (await journal.latest(100)).map(entry => [entry.event, entry.endpoint ?? ''].join(' ').trim());
  return { manager, sent, events, journal, changed: () => changed };
}

const step = (uuid: string) => [{ endpoint: del, request: { path: [uuid] } }];

describe('InverseSavepoints', () => {
  it('journals every step before it is sent and keeps what succeeded', async () => {
    const { manager, sent, events, changed } = setUp();
    const result = await manager.within(reason, async change => {
      const { uuid } = await change.save(add, { body: { category: { name: 'x' } } }, answer => step(answer.uuid));
      await change.apply(apply);
      return uuid;
    });
    expect(result).toBe('u1');
    expect(sent).toEqual(['firewall/category/add_item', 'firewall/filter/apply']);
    expect(await events()).toEqual([
      'open',
      'save firewall/category/add_item',
      'saved firewall/category/add_item',
      'apply firewall/filter/apply',
      'applied firewall/filter/apply',
      'close',
    ]);
    expect(changed()).toBe(1);
  });

  it('takes everything back in reverse order, applies again, and passes the error on', async () => {
    const { manager, sent, changed } = setUp();
    const fault = new OpnError('OPN_REJECTED', 'no');
    const work = manager.within(reason, async change => {
      await change.save(add, {}, answer => step(answer.uuid));
      await change.save(add, {}, answer => step(answer.uuid));
      await change.apply(apply);
      throw fault;
    });
    await expect(work).rejects.toBe(fault);
    expect(sent.slice(3)).toEqual(['firewall/category/del_item/u2', 'firewall/category/del_item/u1', 'firewall/filter/apply']);
    expect(changed()).toBe(1);
  });

  it('sends nothing when the first step was refused', async () => {
    const { manager, sent } = setUp({ [add.path]: new OpnError('OPN_REJECTED', 'no') });
    await expect(manager.within(reason, change => change.save(add, {}, () => []))).rejects.toMatchObject({ code: 'OPN_REJECTED' });
    expect(sent).toEqual(['firewall/category/add_item']);
  });

  it('says what it could not take back', async () => {
    const { manager } = setUp({ [del.path]: new OpnError('OPN_IN_USE', 'it is used by a rule') });
    const work = manager.within(reason, async change => {
      await change.save(add, {}, answer => step(answer.uuid));
      throw new OpnError('OPN_TIMEOUT', 'slow');
    });
    await expect(work).rejects.toMatchObject({ code: 'OPN_UNDO_FAILED', message: expect.stringContaining('firewall/category/del_item (it is used by a rule)') });
  });

  it('does not claim to know what became of a save without an answer', async () => {
    const { manager } = setUp({ [add.path]: new OpnError('OPN_TIMEOUT', 'slow') });
    const work = manager.within(reason, change => change.save(add, {}, () => []));
    await expect(work).rejects.toMatchObject({ code: 'OPN_UNDO_FAILED', message: expect.stringContaining('did not say whether it was done') });
  });

  it('runs one change at a time', async () => {
    const { manager, sent } = setUp();
    const one = (name: string) =>
      manager.within(reason, async change => {
        await change.save(add, { path: [name] }, () => []);
        await change.save(add, { path: [name] }, () => []);
      });
    await Promise.all([one('a'), one('b'), one('c')]);
    expect(sent.map(line => line.at(-1))).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
  });

  it('refuses a write after the change has ended', async () => {
    const { manager, sent } = setUp();
    const leaked = await manager.within(reason, change => Promise.resolve(change));
    await expect(leaked.save(add, {}, () => [])).rejects.toMatchObject({ code: 'OPN_INTERNAL' });
    expect(sent).toEqual([]);
  });

  it('keeps secrets out of the journal', async () => {
    const { manager, journal } = setUp({ [add.path]: new OpnError('OPN_REJECTED', 'hunter2 is too short') });
    await expect(manager.within(reason, change => change.save(add, { body: { password: 'hunter2' } }, () => []))).rejects.toBeInstanceOf(OpnError);
    expect(JSON.stringify(await journal.latest(100))).not.toContain('hunter2');
  });
});
