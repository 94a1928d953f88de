import { ConfigDocument } from '../../../src/adapters/fake/config-document';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { compareReleases, RELEASES, type Release } from '../../../src/ports';
import { ask, askJson, basic } from './ask';

const WITH_SAVEPOINTS = RELEASES.filter(release => release !== '26.7');
const AUDITOR = basic('FAKE-KEY-auditor', 'FAKE-SECRET-auditor');

interface Stage {
  readonly firewall: FakeFirewall;
  readonly clock: TurnedClock;
  /** Of the savepoint as it was answered, and as the history has it. */
  readonly revision: string;
  readonly kept: string;
}

/** A savepoint, then a new rule and a new alias. */
async function change(release: Release): Promise<Stage> {
  const clock = new TurnedClock(Date.UTC(2026, 0, 1) + 123);
  const firewall = new FakeFirewall({ release, clock });
  const { revision } = await askJson<{ revision: string }>(firewall, 'firewall/filter/savepoint', {});
  const kept = (firewall.history.newest()?.id ?? '').replace(/^config-|\.xml$/g, '');
  await askJson(firewall, 'firewall/filter/add_rule', { rule: { description: 'unconfirmed', interface: 'opt2' } });
  await askJson(firewall, 'firewall/alias/add_item', { alias: { name: 'unconfirmed', type: 'host', content: '192.0.2.1' } });
  return { firewall, clock, revision, kept };
}

const has = (firewall: FakeFirewall, path: string): boolean => firewall.document.find(path)?.children.some(node => node.children.some(({ text }) => text === 'unconfirmed')) ?? false;
const hasRule = (firewall: FakeFirewall): boolean => has(firewall, 'OPNsense/Firewall/Filter/rules');
const hasAlias = (firewall: FakeFirewall): boolean => has(firewall, 'OPNsense/Firewall/Alias/aliases');

describe.each(WITH_SAVEPOINTS)('savepoints of %s', release => {
  it('take back the filter model alone when nobody confirms', async () => {
    const { firewall, clock, kept } = await change(release);
    await askJson(firewall, `firewall/filter/apply/${kept}`, {});
    expect(firewall.running.applied('filter').toXml()).toContain('unconfirmed');
    clock.turn(59_999);
    expect(hasRule(firewall)).toBe(true);
    clock.turn(1);
    expect(hasRule(firewall)).toBe(false);
    expect(hasAlias(firewall)).toBe(true);
    expect(firewall.history.newest()).toMatchObject({ username: '(system)', description: '/usr/local/opnsense/scripts/filter/rollback_timer.php made changes' });
    expect(firewall.running.applied('filter').find('OPNsense/Firewall/Filter')).toEqual(firewall.document.find('OPNsense/Firewall/Filter'));
  });

  it('take back at the end of the minute, even when nobody asks for long', async () => {
    const { firewall, clock, kept } = await change(release);
    const start = clock.now();
    await askJson(firewall, `firewall/filter/apply/${kept}`, {});
    clock.turn(3_600_000);
    expect(Number(/[\d.]+\d/.exec(firewall.history.newest()?.id ?? '')?.[0])).toBeCloseTo((start + 60_000) / 1000, 3);
  });

  it('keep the change that is confirmed in time', async () => {
    const { firewall, clock, kept } = await change(release);
    await askJson(firewall, `firewall/filter/apply/${kept}`, {});
    clock.turn(5000);
    expect(await askJson(firewall, `firewall/filter/cancel_rollback/${kept}`, {})).toEqual({ status: '\n\n' });
    expect(await askJson(firewall, `firewall/filter/cancel_rollback/${kept}`, {})).toEqual({ status: compareReleases(release, '25.7') < 0 ? null : '' });
    clock.turn(120_000);
    expect(hasRule(firewall)).toBe(true);
  });

  it('revert at once to a revision that has a file', async () => {
    const { firewall, kept } = await change(release);
    expect(await askJson(firewall, 'firewall/filter/revert/1.5', {})).toEqual({ status: 'unknown (or removed) savepoint' });
    expect(hasRule(firewall)).toBe(true);
    expect(await askJson(firewall, `firewall/filter/revert/${kept}`, {})).toEqual({ status: 'ok' });
    expect([hasRule(firewall), hasAlias(firewall)]).toEqual([false, true]);
  });

  it('cannot restore a revision from before there was a filter model', async () => {
    const { firewall, clock } = await change(release);
    const first = firewall.history.list().at(-1);
    const document = ConfigDocument.parse(first?.document.toXml().replace(/<Filter [\s\S]*<\/Filter>/, '') ?? '');
    firewall.history.add({ id: 'config-1700000000.5.xml', time: '1700000000.5', username: 'root', description: '', document }, 100);
    expect((await ask(firewall, 'firewall/filter/revert/1700000000.5', {})).status).toBe(500);
    await askJson(firewall, 'firewall/filter/apply/1700000000.5', {});
    clock.turn(61_000);
    expect(hasRule(firewall)).toBe(true);
  });

  it('are lost when the firewall reboots', async () => {
    const { firewall, clock, kept } = await change(release);
    await askJson(firewall, `firewall/filter/apply/${kept}`, {});
    firewall.reboot(10_000);
    clock.turn(600_000);
    expect(hasRule(firewall)).toBe(true);
  });

  it('need the right to write where the release looks', async () => {
    const firewall = new FakeFirewall({ release });
    const refused = (await ask(firewall, 'firewall/filter/savepoint', {}, AUDITOR)).status === 500;
    expect(refused).toBe(release === '26.1');
    expect(await askJson(firewall, 'firewall/filter/savepoint')).toEqual({ status: 'error' });
  });
});

it.each(['24.7', '25.1'] as const)('%s takes back to the revision that the savepoint answers', async release => {
  const { firewall, clock, revision } = await change(release);
  await askJson(firewall, `firewall/filter/apply/${revision}`, {});
  clock.turn(60_000);
  expect(hasRule(firewall)).toBe(false);
});

it.each(['25.7', '26.1'] as const)('%s answers a rounded revision that it never takes back to, although it says that it waits', async release => {
  const { firewall, clock, revision } = await change(release);
  expect(revision).toMatch(/^\d+\.\d\d$/);
  await askJson(firewall, `firewall/filter/apply/${revision}`, {});
  expect(await askJson(firewall, `firewall/filter/revert/${revision}`, {})).toEqual({ status: 'unknown (or removed) savepoint' });
  clock.turn(60_000);
  expect(hasRule(firewall)).toBe(true);
});

it.each(['25.7', '26.1'] as const)('%s never rounds to a revision that has a file', async release => {
  const { history } = new FakeFirewall({ release });
  for (let index = 0; index < 500; index += 1) {
    const { id, time } = history.stamp(1_795_400_000_000 + index * 50);
    expect(id).not.toBe(`config-${String(Number(time))}.xml`);
  }
});

it('26.7 has no savepoints and ignores a revision', async () => {
  const clock = new TurnedClock();
  const firewall = new FakeFirewall({ release: '26.7', clock });
  for (const path of ['savepoint', 'revert/1', 'cancel_rollback/1']) expect((await ask(firewall, `firewall/filter/${path}`, {})).status).toBe(404);
  await askJson(firewall, 'firewall/filter/add_rule', { rule: { description: 'unconfirmed', interface: 'opt2' } });
  const kept = (firewall.history.newest()?.id ?? '').replace(/^config-|\.xml$/g, '');
  expect(await askJson(firewall, `firewall/filter/apply/${kept}`, {})).toEqual({ status: 'OK\n\n' });
  clock.turn(120_000);
  expect(hasRule(firewall)).toBe(true);
});

it('26.1 cannot revert port forwards', async () => {
  const { firewall, kept } = await change('26.1');
  expect((await ask(firewall, `firewall/d_nat/revert/${kept}`, {})).status).toBe(500);
  expect(await askJson(firewall, 'firewall/d_nat/revert/1.5', {})).toEqual({ status: 'unknown (or removed) savepoint' });
});
