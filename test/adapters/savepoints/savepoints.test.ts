import { MemoryChangeStore } from '../../../src/adapters/savepoints';
import { type ChangeRecord } from '../../../src/adapters/savepoints/change-record';
import { OpnError, RELEASES } from '../../../src/ports';
import { addCategory, addRule, endpoints, reason } from './sample-changes';
import { answers, applied, forbids, pass, saved, savepointsKit, withTime } from './savepoints-kit';

describe.each(RELEASES)('a change of the firewall on %s', release => {
  it('waits for its confirmation, and stays once it is confirmed', async () => {
    const kit = savepointsKit({ release });
    const { open, result } = await kit.manager.within(reason, change => addRule(change));
    expect(open).toMatchObject({ tools: ['opn_add_firewall_rule'], saved: ['firewall/filter/add_rule'], secondsLeft: 60 });
    expect(await kit.manager.pending()).toMatchObject({ revision: open?.revision });
    await pass(kit.clock, 30);
    const after = [saved(kit.firewall), applied(kit.firewall)];
    const settled = await withTime(kit.clock, kit.manager.confirm(open?.revision ?? ''));
    expect(settled).toMatchObject({ outcome: 'confirmed', left: [] });
    expect(await kit.manager.pending()).toBeUndefined();
    await pass(kit.clock, 120);
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(after);
    expect(saved(kit.firewall)).toContain(result);
  });

  it('is taken back when nobody confirms it: what is saved and what runs are as before', async () => {
    const kit = savepointsKit({ release });
    const before = [saved(kit.firewall), applied(kit.firewall)];
    const { open } = await kit.manager.within(reason, change => addRule(change));
    expect([saved(kit.firewall), applied(kit.firewall)]).not.toEqual(before);
    await pass(kit.clock, 66);
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(before);
    expect(await kit.manager.pending()).toBeUndefined();
    await expect(kit.manager.confirm(open?.revision ?? '')).rejects.toMatchObject({ code: 'OPN_EXPIRED' });
    expect((await kit.manager.past(1))[0]).toMatchObject({ outcome: 'undone', tools: ['opn_add_firewall_rule'] });
  });

  it('takes later writes along, and renews its time', async () => {
    const kit = savepointsKit({ release });
    const before = [saved(kit.firewall), applied(kit.firewall)];
    const first = await kit.manager.within(reason, change => addRule(change, 'one'));
    await pass(kit.clock, 45);
    const second = await withTime(kit.clock, kit.manager.within({ ...reason, tool: 'opn_add_firewall_category' }, change => addCategory(change, 'Second')));
    expect(second.open).toMatchObject({ revision: first.open?.revision, tools: ['opn_add_firewall_rule', 'opn_add_firewall_category'], secondsLeft: 60 });
    await pass(kit.clock, 45);
    expect(saved(kit.firewall)).toContain('Second');
    await pass(kit.clock, 25);
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(before);
  });

  it('takes back at once what fails half way, and keeps what was open before', async () => {
    const kit = savepointsKit({ release });
    await kit.manager.within(reason, change => addCategory(change, 'First'));
    const before = [saved(kit.firewall), applied(kit.firewall)];
    const fault = new OpnError('OPN_REJECTED', 'no');
    const work = kit.manager.within(reason, async change => {
      await addRule(change);
      throw fault;
    });
    await expect(withTime(kit.clock, work)).rejects.toBe(fault);
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(before);
    expect(await kit.manager.pending()).toMatchObject({ saved: ['firewall/category/add_item'] });
  });

  it('leaves the work of others alone', async () => {
    const kit = savepointsKit({ release });
    const { result } = await kit.manager.within(reason, change => addRule(change, 'mine'));
    const other = await kit.api.write(endpoints.addCategory, { body: { category: { name: 'Somebody else' } } });
    const { outcome, left, verified } = await withTime(kit.clock, kit.manager.rollback());
    expect({ outcome, left }).toEqual({ outcome: 'undone', left: [] });
    expect(verified).toContain('category/add_item');
    expect(saved(kit.firewall)).toContain(other.uuid);
    expect(saved(kit.firewall)).not.toContain(result);
    expect(applied(kit.firewall)).not.toContain(result);
  });

  it('undoes a confirmed change by one that waits for its own confirmation, and is itself taken back without one', async () => {
    const kit = savepointsKit({ release });
    const before = [saved(kit.firewall), applied(kit.firewall)];
    const { open, id } = await kit.manager.within(reason, change => addRule(change));
    await withTime(kit.clock, kit.manager.confirm(open?.revision ?? ''));
    const after = [saved(kit.firewall), applied(kit.firewall)];
    expect(await kit.manager.differences(id ?? '')).toContainEqual({ path: expect.stringContaining('description'), from: undefined, to: 'kit' });
    for (const isConfirmed of [false, true]) {
      const undone = await withTime(kit.clock, kit.manager.undo(id ?? ''));
      expect(undone).toMatchObject({ outcome: 'undone', left: [], open: { tools: ['opn_undo_change'], secondsLeft: 60 } });
      expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(before);
      await expect(kit.manager.undo(id ?? '')).rejects.toMatchObject({ code: 'OPN_BUSY' });
      if (isConfirmed) await withTime(kit.clock, kit.manager.confirm(undone.open?.revision ?? ''));
      else await pass(kit.clock, 66);
      expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(isConfirmed ? before : after);
      expect((await kit.manager.past(9)).find(each => each.id === id)?.outcome).toBe(isConfirmed ? 'undone' : 'confirmed');
    }
    await expect(kit.manager.undo(id ?? '')).rejects.toMatchObject({ code: 'OPN_REFUSED', message: expect.stringContaining('undone already') });
  });

  it('refuses to undo what others have changed since', async () => {
    const kit = savepointsKit({ release });
    const { open, id } = await kit.manager.within(reason, change => addCategory(change, 'Mine'));
    await withTime(kit.clock, kit.manager.confirm(open?.revision ?? ''));
    await kit.api.write(endpoints.addCategory, { body: { category: { name: 'Later' } } });
    await expect(kit.manager.undo(id ?? '')).rejects.toMatchObject({ code: 'OPN_REFUSED', message: expect.stringContaining('changed since') });
  });

  it('keeps a change of a service without a confirmation, and can undo it', async () => {
    const kit = savepointsKit({ release });
    const before = saved(kit.firewall);
    const host = { enabled: '1', hostname: 'printer', domain: 'example.com', rr: 'A', server: '192.0.2.40', description: 'Nightly' };
    const { open, id } = await kit.manager.within({ tool: 'opn_add_host_override', effect: 'write' }, async change => {
      await change.save(endpoints.addOverride, { body: { host } }, answer => [{ endpoint: endpoints.delOverride, request: { path: [answer.uuid] } }]);
      await change.apply(endpoints.restartResolver);
    });
    expect(open).toBeUndefined();
    await pass(kit.clock, 90);
    expect(saved(kit.firewall)).toContain('Nightly');
    expect(await kit.manager.undo(id ?? '')).toMatchObject({ outcome: 'undone', left: [] });
    expect(saved(kit.firewall)).toBe(before);
  });

  it('rehearses without sending anything that writes', async () => {
    const kit = savepointsKit({ release, lockout: { path: 'open', reason: 'The anti-lockout rule passes it.' } });
    const before = [saved(kit.firewall), kit.firewall.history.list().length];
    const { steps, lockout } = await kit.manager.rehearse(reason, change => addRule(change));
    expect(steps.map(({ kind, endpoint }) => `${kind} ${endpoint.path}`)).toEqual(['save firewall/filter/add_rule', 'apply firewall/filter/apply']);
    expect(lockout).toMatchObject({ path: 'open' });
    expect([saved(kit.firewall), kit.firewall.history.list().length]).toEqual(before);
  });

  it('does not undo what keeps the way in open, unless told to', async () => {
    const verdict: { path: 'open' | 'cut'; reason: string } = { path: 'open', reason: 'The rule "kit" passes it.' };
    const kit = savepointsKit({ release, lockout: verdict });
    const { open, id } = await kit.manager.within(reason, change => addRule(change));
    expect(open?.managementPath).toEqual(verdict);
    await withTime(kit.clock, kit.manager.confirm(open?.revision ?? ''));
    verdict.path = 'cut';
    const after = [saved(kit.firewall), applied(kit.firewall)];
    expect((await kit.manager.rehearseUndo(id ?? '')).lockout).toEqual(verdict);
    await expect(withTime(kit.clock, kit.manager.undo(id ?? ''))).rejects.toMatchObject({ code: 'OPN_LOCKOUT' });
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(after);
    const { open: undoing } = await withTime(kit.clock, kit.manager.undo(id ?? '', { acceptLockout: true }));
    expect(undoing?.managementPath).toEqual(verdict);
    await pass(kit.clock, 66);
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(after);
  });

  it('does not apply what would cut the way in, unless told to', async () => {
    const kit = savepointsKit({ release, lockout: { path: 'cut', reason: 'The rule "kit" blocks it.' } });
    const before = [saved(kit.firewall), applied(kit.firewall)];
    await expect(kit.manager.within(reason, change => addRule(change))).rejects.toMatchObject({ code: 'OPN_LOCKOUT', message: expect.stringContaining('"kit"') });
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(before);
    const { open } = await kit.manager.within({ ...reason, acceptLockout: true }, change => addRule(change));
    expect(open).toBeDefined();
  });

  it('applies although the firewall cannot tell its own status', async () => {
    const kit = savepointsKit({ release, between: answers('core/system/status', 200, '{"status":"failed"}') });
    const { open } = await kit.manager.within(reason, change => addRule(change));
    expect(open).toBeDefined();
    expect(applied(kit.firewall)).toContain('192.0.2.7');
  });

  it('takes back rules that the packet filter refuses, although the firewall reports success', async () => {
    const kit = savepointsKit({ release });
    const before = [saved(kit.firewall), applied(kit.firewall)];
    kit.firewall.faults.add({ kind: 'rejectedRules', message: 'rules.debug:7: syntax error' });
    await expect(withTime(kit.clock, kit.manager.within(reason, change => addRule(change)))).rejects.toMatchObject({ code: 'OPN_REFUSED', message: expect.stringContaining('syntax error') });
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(before);
    expect(await kit.manager.pending()).toBeUndefined();
  });
});

describe.each(RELEASES.slice(0, 4))("the firewall's own timer on %s", release => {
  it('is stopped by a confirmation, even when that comes in its last second, or the change is gone', async () => {
    for (const seconds of [5, 58.5, 59.5]) {
      const kit = savepointsKit({ release });
      const before = [saved(kit.firewall), applied(kit.firewall)];
      const { open } = await kit.manager.within(reason, change => addRule(change));
      const after = [saved(kit.firewall), applied(kit.firewall)];
      kit.clock.turn(seconds * 1000);
      const confirmed = await withTime(kit.clock, kit.manager.confirm(open?.revision ?? '')).then(() => true, () => false);
      await pass(kit.clock, 70);
      expect([seconds, confirmed, saved(kit.firewall), applied(kit.firewall)]).toEqual([seconds, confirmed, ...(confirmed ? after : before)]);
    }
  });

  it('is not started where the change has more time than it', async () => {
    const kit = savepointsKit({ release, confirmSeconds: 120 });
    await kit.manager.within(reason, change => addRule(change));
    expect(kit.requests.filter(line => line.includes('apply'))).toEqual(['POST firewall/filter/apply']);
    await pass(kit.clock, 70);
    expect(await kit.manager.pending()).toBeDefined();
  });
});

describe('what was left by another process', () => {
  const foreign = (owner: number, deadline: number): ChangeRecord => ({ id: 'f', tools: ['opn_add_alias'], opened: deadline - 60_000, deadline, base: undefined, steps: [], sent: [], timer: undefined, owner });

  it('is not touched while that process lives, nor forever because its number lives on', async () => {
    const store = new MemoryChangeStore();
    const kit = savepointsKit({ store });
    await store.open(foreign(process.pid + 1, kit.clock.now() + 60_000));
    store.lives = () => true;
    await expect(kit.manager.within(reason, change => addRule(change))).rejects.toMatchObject({ code: 'OPN_BUSY' });
    kit.clock.turn(20 * 60_000);
    await withTime(kit.clock, kit.manager.within(reason, change => addRule(change)));
    expect((await store.load())?.owner).toBe(process.pid);
  });
});

describe('the record of changes', () => {
  it('journals each request before it is sent', async () => {
    const kit = savepointsKit();
    await kit.manager.within(reason, change => addRule(change));
    const events = (await kit.journal.latest(100)).map(({ event, endpoint = '' }) => `${event} ${endpoint}`.trim());
    expect(events).toEqual([
      'open', 'save firewall/filter/add_rule', 'saved firewall/filter/add_rule', 'apply firewall/filter/apply', 'applied firewall/filter/apply',
    ]);
  });

  it('keeps secrets out of the journal', async () => {
    const kit = savepointsKit();
    await kit.manager.within(reason, change => addRule(change, 'hunter2-canary'));
    expect(JSON.stringify(await kit.journal.latest(100))).not.toContain('hunter2-canary');
  });

  it('sends nothing after the change has ended', async () => {
    const kit = savepointsKit();
    const { result: leaked } = await kit.manager.within(reason, change => Promise.resolve([change] as const));
    await expect(addRule(leaked[0])).rejects.toMatchObject({ code: 'OPN_INTERNAL' });
    expect(kit.requests).toEqual([]);
  });

  it('does not know a revision that was never given', async () => {
    const kit = savepointsKit();
    await expect(kit.manager.confirm('1.2')).rejects.toMatchObject({ code: 'OPN_NOT_FOUND' });
    const { open } = await kit.manager.within(reason, change => addRule(change));
    await expect(kit.manager.confirm('1.2')).rejects.toMatchObject({ code: 'OPN_NOT_FOUND', hint: expect.stringContaining(open?.revision ?? '?') });
  });

  it('works by inverse requests where the key may not read the history', async () => {
    const kit = savepointsKit({ between: wire => forbids('core/system/status')(forbids('core/backup')(wire)) });
    // The first save writes out the defaults of every rule.
    await kit.api.write(endpoints.setFilter, { body: { filter: {} } });
    await kit.api.write(endpoints.applyFilter);
    const before = [saved(kit.firewall), applied(kit.firewall)];
    const { open } = await kit.manager.within(reason, change => addRule(change));
    expect(open?.protection).toContain("without the configuration history, which takes the privilege 'Diagnostics: Configuration History': by inverse requests only");
    expect(open?.protection).toContain("without a look at whether the packet filter took the rules, which takes the privilege 'System: Status'");
    expect(await kit.manager.rollback()).toMatchObject({ outcome: 'undone', left: [], verified: expect.stringContaining('Not compared') });
    expect([saved(kit.firewall), applied(kit.firewall)]).toEqual(before);
  });

  it('says what it could not take back', async () => {
    const kit = savepointsKit({ between: forbids('del_rule') });
    await kit.manager.within(reason, change => addRule(change));
    await kit.api.write(endpoints.addCategory, { body: { category: { name: 'Somebody else' } } });
    const { outcome, left } = await withTime(kit.clock, kit.manager.rollback());
    expect(outcome).toBe('partly-undone');
    expect(left.join()).toMatch(/firewall\/filter\/del_rule.*item .* \(saved otherwise than before\)/);
  });

  it('runs one change at a time', async () => {
    const kit = savepointsKit();
    await Promise.all(['one', 'two', 'three'].map(name => kit.manager.within(reason, change => addRule(change, name))));
    const writes = kit.requests.filter(line => /add_rule|apply/.test(line)).map(line => line.replace(/.*\/(\w+)$/, '$1'));
    expect(writes).toEqual(['add_rule', 'apply', 'add_rule', 'apply', 'add_rule', 'apply']);
  });
});
