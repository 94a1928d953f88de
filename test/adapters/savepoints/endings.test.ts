import { MemoryChangeStore } from '../../../src/adapters/savepoints';
import { type Wire } from '../../../src/adapters/opnsense-api';
import { OpnError } from '../../../src/ports';
import { addCategory, addRule, endpoints, reason } from './sample-changes';
import { applied, pass, saved, savepointsKit, withTime } from './savepoints-kit';

/** A way to the firewall that can be cut, for requests whose path contains the text. */
function cuttable() {
  const link = { cut: undefined as string | undefined };
  const between = (wire: Wire): Wire => ({
    send: (request, options) =>
      link.cut !== undefined && request.path.includes(link.cut) ? Promise.reject(new OpnError('OPN_UNREACHABLE', 'The firewall cannot be reached.')) : wire.send(request, options),
    close: () => wire.close(),
  });
  return { link, between };
}

describe('the end of a change', () => {
  it.each(['confirm', 'rollback'] as const)('may be tried again when the firewall could not be reached for a %s, and comes at the deadline at the latest', async how => {
    for (const again of [true, false]) {
      const { link, between } = cuttable();
      const kit = savepointsKit({ between });
      const before = [saved(kit.firewall), applied(kit.firewall)];
      const { open } = await kit.manager.within(reason, change => addRule(change));
      const after = [saved(kit.firewall), applied(kit.firewall)];
      link.cut = '/api/';
      const end = (): Promise<unknown> => (how === 'confirm' ? kit.manager.confirm(open?.revision ?? '') : kit.manager.rollback());
      await expect(withTime(kit.clock, end())).rejects.toMatchObject({ code: 'OPN_UNREACHABLE' });
      link.cut = undefined;
      if (again) await withTime(kit.clock, end());
      else await pass(kit.clock, 66);
      expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(again && how === 'confirm' ? after : before);
      expect(await kit.manager.pending()).toBeUndefined();
    }
  });

  it('is not put off for ever by a call that is refused in the meantime', async () => {
    const kit = savepointsKit();
    const before = [saved(kit.firewall), applied(kit.firewall)];
    await kit.manager.within(reason, change => addRule(change));
    await pass(kit.clock, 50);
    const refused = kit.manager.within(reason, change => addRule(change, 'bad', { destination_net: 'no such alias !' }));
    await expect(withTime(kit.clock, refused)).rejects.toBeInstanceOf(OpnError);
    await pass(kit.clock, 66);
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(before);
    expect(await kit.manager.pending()).toBeUndefined();
  });

  it('comes in time although the clock of this machine is put back', async () => {
    const kit = savepointsKit();
    const before = saved(kit.firewall);
    await kit.manager.within(reason, change => addRule(change));
    const { now } = kit.clock;
    kit.clock.now = () => now.call(kit.clock) - 3_600_000;
    await pass(kit.clock, 66);
    expect(saved(kit.firewall)).toBe(before);
  });

  it('is not told of a call that wrote nothing', async () => {
    const kit = savepointsKit();
    await expect(kit.manager.within(reason, change => addRule(change, 'bad', { destination_net: 'no such alias !' }))).rejects.toBeInstanceOf(OpnError);
    expect(await kit.manager.past(9)).toEqual([]);
    expect(await kit.store.load()).toBeUndefined();
  });

  it('comes although the record on disk can no longer be kept', async () => {
    const kit = savepointsKit();
    const before = [saved(kit.firewall), applied(kit.firewall)];
    const append = kit.journal.append.bind(kit.journal);
    kit.journal.append = entry => (entry.event === 'saved' || kit.requests.some(line => line.includes('add_rule')) ? Promise.reject(new OpnError('OPN_CONFIG', 'The disk is full.')) : append(entry));
    await expect(withTime(kit.clock, kit.manager.within(reason, change => addRule(change)))).rejects.toMatchObject({ code: 'OPN_CONFIG' });
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(before);
  });

  it('takes over from a process that died over it', async () => {
    const store = new MemoryChangeStore();
    const kit = savepointsKit({ store });
    const before = saved(kit.firewall);
    await kit.manager.within(reason, change => addCategory(change, 'Half confirmed'));
    await store.claim((await store.load())?.id ?? '', { how: 'confirm', by: process.pid + 1 });
    await pass(kit.clock, 66);
    expect(saved(kit.firewall)).toBe(before);
  });
});

describe('taking back over a bad link', () => {
  it.each(['revert_backup', 'filter/apply', 'core/system/status'])('goes on once %s can be reached again', async part => {
    const { link, between } = cuttable();
    const kit = savepointsKit({ between });
    const before = [saved(kit.firewall), applied(kit.firewall)];
    await kit.manager.within(reason, change => addRule(change));
    link.cut = part;
    await pass(kit.clock, 70);
    link.cut = undefined;
    await pass(kit.clock, 10);
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(before);
    expect((await kit.manager.past(1))[0]).toMatchObject({ outcome: 'undone' });
  });

  it('goes on where inverse requests were interrupted', async () => {
    const { link, between } = cuttable();
    const kit = savepointsKit({ between });
    await kit.manager.within(reason, async change => {
      await addCategory(change, 'Interrupted');
      await addRule(change);
    });
    await kit.api.write(endpoints.addCategory, { body: { category: { name: 'Somebody else' } } });
    link.cut = 'category/del_item';
    await pass(kit.clock, 70);
    link.cut = undefined;
    await pass(kit.clock, 10);
    expect((await kit.manager.past(1))[0]).toMatchObject({ outcome: 'undone' });
    expect(saved(kit.firewall)).toContain('Somebody else');
    expect(saved(kit.firewall)).not.toContain('Interrupted');
  });

  it('does not do twice what a process has done that died before it could tell', async () => {
    const kit = savepointsKit();
    const before = [saved(kit.firewall), applied(kit.firewall)];
    await kit.manager.within(reason, change => addRule(change));
    const record = structuredClone(await kit.store.load());
    await kit.manager.rollback();
    // Another process still has the change as it was before.
    if (record !== undefined) await kit.store.open({ ...record, owner: process.pid + 1, sent: ['/api/firewall/filter/addrule'] });
    const next = savepointsKit({ firewall: kit.firewall, clock: kit.clock, store: kit.store });
    await next.manager.resume();
    await pass(kit.clock, 70);
    expect((await next.manager.past(1))[0]).toMatchObject({ outcome: 'undone' });
    expect(next.requests.filter(line => /del_rule|revert/.test(line))).toEqual([]);
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(before);
  });
});
