import { type Wire } from '../../../src/adapters/opnsense-api';
import { MemoryChangeStore } from '../../../src/adapters/savepoints';
import { readHistory } from '../../../src/adapters/savepoints/configuration-history';
import { type Change, OpnError, RELEASES } from '../../../src/ports';
import { addCategory, addRule, endpoints, reason } from './sample-changes';
import { applied, forbids, pass, saved, savepointsKit, withTime } from './savepoints-kit';

/** A wire that loses the first request whose path contains the text, before or after it arrived; `act` happens then. */
function loses(part: string, when: 'before' | 'after', act: () => Promise<unknown>): (wire: Wire) => Wire {
  let isLost = false;
  return wire => ({
    send: async (request, options) => {
      if (isLost || !request.path.includes(part)) return wire.send(request, options);
      isLost = true;
      if (when === 'after') await wire.send(request, options);
      await act();
      throw new OpnError('OPN_TIMEOUT', 'The firewall did not answer in time.');
    },
    close: () => wire.close(),
  });
}

describe.each(RELEASES)('a request without an answer, on %s', release => {
  it('is not held for one that another admin has made', async () => {
    const kit = savepointsKit({ release, between: loses('add_rule', 'before', async () => kit.api.write(endpoints.addRule, { body: { rule: { action: 'pass', interface: 'lan', description: 'theirs' } } })) });
    await expect(withTime(kit.clock, kit.manager.within(reason, change => addRule(change, 'mine')))).rejects.toMatchObject({ code: 'OPN_TIMEOUT' });
    expect(saved(kit.firewall)).toContain('theirs');
    expect(saved(kit.firewall)).not.toContain('mine');
    expect(await kit.manager.pending()).toBeUndefined();
  });

  it('is taken back exactly when it had arrived all the same', async () => {
    const kit = savepointsKit({ release, between: loses('add_rule', 'after', async () => undefined) });
    const before = [saved(kit.firewall), applied(kit.firewall)];
    await expect(withTime(kit.clock, kit.manager.within(reason, change => addRule(change, 'mine')))).rejects.toMatchObject({ code: 'OPN_TIMEOUT' });
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(before);
  });
});

const theirs = { body: { category: { name: 'Theirs' } } };
const override = { body: { host: { enabled: '1', hostname: 'printer', domain: 'example.com', rr: 'A', server: '192.0.2.40', description: 'Nightly' } } };

/** Does something once requests whose path contains the text were carried out. */
function acts(part: string, act: () => Promise<unknown>): (wire: Wire) => Wire {
  return wire => ({
    send: async (request, options) => {
      const answer = await wire.send(request, options);
      if (request.path.includes(part)) await act();
      return answer;
    },
    close: () => wire.close(),
  });
}

/** Leaves out of the history what the text names. */
function hides(part: string): (wire: Wire) => Wire {
  return wire => ({
    send: async (request, options) => {
      const answer = await wire.send(request, options);
      if (!request.path.includes('core/backup/backups')) return answer;
      const { items } = JSON.parse(answer.body) as { items: { description: string }[] };
      return { ...answer, body: JSON.stringify({ items: items.filter(({ description }) => !description.includes(part)) }) };
    },
    close: () => wire.close(),
  });
}

describe.each(['24.7', '26.7'] as const)('a change taken back beside the work of others, on %s', release => {
  it('names what OPNsense wrote out along with it, and nothing where that is nothing', async () => {
    const kit = savepointsKit({ release });
    for (const [name, work, besides] of [['Beside a rule', (change: Change) => addRule(change), release === '26.7'], ['Beside a category', (change: Change) => addCategory(change, 'Mine'), false]] as const) {
      await kit.manager.within(reason, work);
      await kit.api.write(endpoints.addCategory, { body: { category: { name } } });
      const { left, verified } = await withTime(kit.clock, kit.manager.rollback());
      expect(left).toEqual([]);
      if (besides) expect(verified).toMatch(/OPNsense wrote out \d+ values that were not there before, below [^.]*OPNsense\.Firewall\.Filter/);
      else expect(verified).not.toMatch(/wrote out|saved otherwise/);
    }
  });
});

describe('a change that others have saved along', () => {
  it('is made again, and their work kept, when its undo is not confirmed', async () => {
    const kit = savepointsKit();
    const { open, id } = await kit.manager.within(reason, change => addRule(change));
    await withTime(kit.clock, kit.manager.confirm(open?.revision ?? ''));
    await withTime(kit.clock, kit.manager.undo(id ?? ''));
    const { uuid } = await kit.api.write(endpoints.addCategory, theirs);
    await pass(kit.clock, 70);
    expect(saved(kit.firewall)).toContain(uuid);
    expect(saved(kit.firewall)).toContain('<description>kit</description>');
    expect(applied(kit.firewall)).toContain('"kit"');
    expect((await kit.manager.past(1))[0]).toMatchObject({ tools: ['opn_undo_change'], outcome: 'undone' });
  });

  it('is not thrown away when a restored entry is not confirmed, which is said', async () => {
    const kit = savepointsKit();
    await kit.api.write(endpoints.addCategory, { body: { category: { name: 'Earlier' } } });
    const oldest = kit.firewall.history.list().at(-1)?.id ?? '';
    const { left, open } = await withTime(kit.clock, kit.manager.restore(oldest));
    expect({ left, tools: open?.tools }).toEqual({ left: [], tools: ['opn_restore_config'] });
    const { uuid } = await kit.api.write(endpoints.addCategory, theirs);
    const settled = await withTime(kit.clock, kit.manager.rollback());
    expect(settled).toMatchObject({ outcome: 'partly-undone', left: [expect.stringContaining('others have saved something since')] });
    expect(saved(kit.firewall)).toContain(uuid);
  });

  it('is taken back without their work, although they have sent the same with the same key at the same moment', async () => {
    const kit = savepointsKit();
    await kit.manager.within(reason, change => addCategory(change, 'Mine'));
    await kit.api.write(endpoints.addCategory, theirs);
    expect(await withTime(kit.clock, kit.manager.rollback())).toMatchObject({ outcome: 'undone', verified: expect.stringContaining('Somebody else saved meanwhile') });
    expect(saved(kit.firewall)).toContain('Theirs');
    expect(saved(kit.firewall)).not.toContain('Mine');
  });

  it('is not undone when they have changed the same part', async () => {
    const kit = savepointsKit();
    const { open, id } = await kit.manager.within(reason, change => addCategory(change, 'Mine'));
    kit.clock.turn(2_000);
    await kit.api.write(endpoints.addCategory, theirs);
    const { verified } = await withTime(kit.clock, kit.manager.confirm(open?.revision ?? ''));
    expect(verified).toContain('Others have saved since');
    await expect(kit.manager.undo(id ?? '')).rejects.toMatchObject({ code: 'OPN_REFUSED', message: expect.stringContaining('category/add_item') });
    expect(saved(kit.firewall)).toContain('Mine');
  });

  it('is undone without touching other parts', async () => {
    const kit = savepointsKit();
    const { open, id } = await kit.manager.within(reason, async change => {
      await addCategory(change, 'Mine');
      await kit.api.write(endpoints.addOverride, override);
      await addCategory(change, 'Mine too');
    });
    await withTime(kit.clock, kit.manager.confirm(open?.revision ?? ''));
    const paths = (await kit.manager.differences(id ?? ''))?.map(({ path }) => path) ?? [];
    expect(paths.filter(path => path.endsWith('.name'))).toHaveLength(2);
    expect(paths.join()).not.toContain('unbound');
    const rehearsed = await kit.manager.rehearseUndo(id ?? '');
    expect(rehearsed.steps.map(({ endpoint }) => endpoint.path)).toEqual(['firewall/category/del_item', 'firewall/category/del_item']);
    expect(rehearsed.differences?.filter(({ path }) => path.endsWith('.name'))).toEqual(['Mine', 'Mine too'].map(from => ({ path: expect.anything(), from, to: undefined })));
    expect(saved(kit.firewall)).toContain('Mine too');
    const undone = await withTime(kit.clock, kit.manager.undo(id ?? ''));
    expect(undone).toMatchObject({ outcome: 'undone', left: [], open: { saved: ['firewall/category/del_item', 'firewall/category/del_item'] } });
    expect(saved(kit.firewall)).toContain('Nightly');
    expect(saved(kit.firewall)).not.toContain('Mine');
  });

  it('does not count what they saved as its own, when it needs no confirmation', async () => {
    const kit = savepointsKit();
    const { id } = await kit.manager.within({ tool: 'opn_add_dns_override', effect: 'write' }, async change => {
      await change.save(endpoints.addOverride, override, answer => [{ endpoint: endpoints.delOverride, request: { path: [answer.uuid] } }]);
      await kit.api.write(endpoints.addCategory, theirs);
    });
    const differences = await kit.manager.differences(id ?? '');
    expect(differences).toContainEqual({ path: expect.stringContaining('description'), from: undefined, to: 'Nightly' });
    expect(JSON.stringify(differences)).not.toContain('Theirs');
    expect(await kit.manager.undo(id ?? '')).toMatchObject({ outcome: 'undone', left: [], open: undefined });
    expect(saved(kit.firewall)).toContain('Theirs');
    expect(saved(kit.firewall)).not.toContain('Nightly');
  });
});

describe('an undo that others interfere with', () => {
  it('does not throw away what they save while it begins', async () => {
    const store = new MemoryChangeStore();
    const kit = savepointsKit({ store });
    const { open, id = '' } = await kit.manager.within(reason, change => addCategory(change, 'Mine'));
    await withTime(kit.clock, kit.manager.confirm(open?.revision ?? ''));
    const { open: begin } = store;
    store.open = async record => {
      await kit.api.write(endpoints.addOverride, override);
      return begin.call(store, record);
    };
    await expect(kit.manager.undo(id)).rejects.toMatchObject({ code: 'OPN_REFUSED', message: expect.stringContaining('just now') });
    expect(saved(kit.firewall)).toContain('Nightly');
    expect(saved(kit.firewall)).toContain('Mine');
    expect(await kit.manager.pending()).toBeUndefined();
    store.open = begin;
    expect(await withTime(kit.clock, kit.manager.undo(id))).toMatchObject({ outcome: 'undone', left: [] });
    expect(saved(kit.firewall)).toContain('Nightly');
  });

  it('does not throw it away with an entry that is put back either', async () => {
    const store = new MemoryChangeStore();
    const kit = savepointsKit({ store });
    const [{ id: entry } = { id: '' }] = await readHistory(kit.api);
    await kit.api.write(endpoints.addCategory, theirs);
    const { open: begin } = store;
    store.open = async record => {
      await kit.api.write(endpoints.addOverride, override);
      return begin.call(store, record);
    };
    await expect(kit.manager.restore(entry)).rejects.toMatchObject({ code: 'OPN_REFUSED', message: expect.stringContaining('just now'), hint: expect.stringContaining('Call again') });
    expect(kit.requests.filter(line => line.includes('revert_backup'))).toEqual([]);
    expect(saved(kit.firewall)).toContain('Nightly');
    expect(await kit.manager.pending()).toBeUndefined();
    store.open = begin;
    await withTime(kit.clock, kit.manager.restore(entry));
    expect(saved(kit.firewall)).not.toMatch(/Nightly|Theirs/);
  });

  it('is not told to have taken back what differs afterwards', async () => {
    const kit = savepointsKit({ between: acts('revert_backup', () => kit.api.write(endpoints.addCategory, theirs)) });
    const { open, id = '' } = await kit.manager.within(reason, change => addCategory(change, 'Mine'));
    await withTime(kit.clock, kit.manager.confirm(open?.revision ?? ''));
    const undone = await withTime(kit.clock, kit.manager.undo(id));
    expect(undone).toMatchObject({ outcome: 'partly-undone', left: [expect.stringContaining('OPNsense.Firewall')] });
    await withTime(kit.clock, kit.manager.confirm(undone.open?.revision ?? ''));
    expect((await kit.manager.past(9)).find(each => each.id === id)?.outcome).toBe('partly-undone');
  });
});

describe('what the history does not tell', () => {
  it('is not said to be confirmed by it', async () => {
    const kit = savepointsKit({ between: hides('category/add_item') });
    const { open } = await kit.manager.within(reason, change => addCategory(change, 'Mine'));
    expect(await withTime(kit.clock, kit.manager.confirm(open?.revision ?? ''))).toMatchObject({ outcome: 'confirmed', verified: expect.stringContaining('shows none of its saves') });
  });

  it('is not undone by guess', async () => {
    const kit = savepointsKit({ between: forbids('core/backup') });
    const { open, id } = await kit.manager.within(reason, change => addCategory(change, 'Mine'));
    await withTime(kit.clock, kit.manager.confirm(open?.revision ?? ''));
    await expect(kit.manager.undo(id ?? '')).rejects.toMatchObject({ code: 'OPN_REFUSED', message: expect.stringContaining('cannot be told') });
    expect(await kit.manager.differences(id ?? '')).toBeUndefined();
    expect(saved(kit.firewall)).toContain('Mine');
  });
});
