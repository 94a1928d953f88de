import { type Wire } from '../../../src/adapters/opnsense-api';
import { addCategory, reason } from './sample-changes';
import { applied, pass, saved, savepointsKit, withTime } from './savepoints-kit';
import { DiskLikeStore } from './simulated-host';

/** Two servers of one operator, one of which ends a change while the other is in the middle of it. */
function stage(between?: (wire: Wire) => Wire) {
  const store = new DiskLikeStore();
  for (const id of [1, 2]) store.living.add(id);
  const one = savepointsKit({ store, processId: 1, ...(between === undefined ? {} : { between }) });
  const two = savepointsKit({ store, processId: 2, firewall: one.firewall, clock: one.clock });
  return { store, one, two };
}

/** Lets something happen before the nth request whose path contains the text is sent. */
function before(part: string, nth: number, act: () => Promise<unknown>): (wire: Wire) => Wire {
  let seen = 0;
  return wire => ({
    send: async (request, options) => {
      if (request.path.includes(part) && ++seen === nth) await act();
      return wire.send(request, options);
    },
    close: () => wire.close(),
  });
}

describe('a call whose change another process ends meanwhile', () => {
  it('sends nothing more, and does not bring the change back', async () => {
    const { store, one, two } = stage();
    const state = [saved(one.firewall), applied(one.firewall)];
    const work = one.manager.within(reason, async change => {
      await addCategory(change, 'First');
      await two.manager.rollback();
      await addCategory(change, 'Second');
    });
    await expect(withTime(one.clock, work)).rejects.toMatchObject({ code: 'OPN_EXPIRED', message: expect.stringContaining('Another process has ended') });
    expect(one.requests.filter(line => line.includes('add_item'))).toHaveLength(1);
    expect([saved(one.firewall), applied(one.firewall)]).toEqual(state);
    expect(await store.load()).toBeUndefined();
    await pass(one.clock, 70);
    expect((await one.manager.past(9)).map(({ outcome }) => outcome)).toEqual(['undone']);
    const { open } = await one.manager.within(reason, change => addCategory(change, 'Next'));
    expect(open).toBeDefined();
  });

  it('takes back what arrived only after the other had taken back the rest', async () => {
    const { store, one, two } = stage(before('add_item', 2, () => two.manager.rollback()));
    const state = [saved(one.firewall), applied(one.firewall)];
    const work = one.manager.within(reason, async change => {
      await addCategory(change, 'First');
      await addCategory(change, 'Late');
    });
    await expect(withTime(one.clock, work)).rejects.toMatchObject({ code: 'OPN_EXPIRED' });
    expect(one.requests.filter(line => line.includes('add_item'))).toHaveLength(2);
    expect([saved(one.firewall), applied(one.firewall)]).toEqual(state);
    expect(await store.load()).toBeUndefined();
  });

  it('keeps what the other has confirmed, and takes back its own part', async () => {
    const { store, one, two } = stage(before('add_item', 3, async () => two.manager.confirm((await two.manager.pending())?.revision ?? '')));
    await one.manager.within(reason, change => addCategory(change, 'Confirmed'));
    const state = saved(one.firewall);
    const work = one.manager.within(reason, async change => {
      await addCategory(change, 'Second');
      await addCategory(change, 'Third');
    });
    await expect(withTime(one.clock, work)).rejects.toMatchObject({ code: 'OPN_EXPIRED' });
    expect(saved(one.firewall)).toBe(state);
    expect(state).toContain('Confirmed');
    expect(await store.load()).toBeUndefined();
    expect((await one.manager.past(9)).map(({ outcome }) => outcome)).toEqual(['confirmed']);
  });

  it('ends it itself when the other has died over that', async () => {
    const { store, one } = stage();
    const state = saved(one.firewall);
    const work = one.manager.within(reason, async change => {
      await addCategory(change, 'First');
      await store.claim(change.id, { how: 'rollback', by: 3 });
      await addCategory(change, 'Second');
    });
    await expect(withTime(one.clock, work)).rejects.toMatchObject({ code: 'OPN_EXPIRED' });
    expect(saved(one.firewall)).toBe(state);
    expect(await store.load()).toBeUndefined();
  });

  it('is refused while another session begins one at the same time', async () => {
    const { one, two } = stage();
    const begun = await Promise.allSettled([one, two].map((kit, index) => kit.manager.within(reason, change => addCategory(change, `Number ${String(index)}`))));
    expect(begun.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(begun.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'OPN_BUSY' } });
  });
});
