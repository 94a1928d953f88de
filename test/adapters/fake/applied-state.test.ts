import { element } from '../../../src/adapters/fake/config-document';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { sampleDocument } from '../../../src/adapters/fake/sample';
import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';
import { compareReleases, RELEASES, type Release } from '../../../src/ports';
import { ask, askJson, basic } from './ask';

const since = (release: Release, first: Release): boolean => compareReleases(release, first) >= 0;
const newRule = (firewall: FakeFirewall, more: Readonly<Record<string, string>> = {}): Promise<{ result: string; uuid: string }> =>
  askJson(firewall, 'firewall/filter/add_rule', { rule: { description: 'fresh', interface: 'opt2', action: 'block', ...more } });

describe.each(RELEASES)('what runs on a fake %s', release => {
  it('is what was loaded last, not what is saved', async () => {
    const firewall = new FakeFirewall({ release });
    await newRule(firewall);
    expect(firewall.document.toXml()).toContain('fresh');
    expect(firewall.running.applied('filter').toXml()).not.toContain('fresh');
    await askJson(firewall, 'firewall/filter/apply');
    expect(firewall.running.applied('filter').toXml()).not.toContain('fresh');
    await askJson(firewall, 'firewall/filter/apply', {});
    expect(firewall.running.applied('filter').toXml()).toContain('fresh');
    expect(firewall.running.applied('unbound').toXml()).not.toContain('fresh');
  });

  it('gets tables with the rules only up to 25.7', async () => {
    const firewall = new FakeFirewall({ release });
    await askJson(firewall, 'firewall/alias/add_item', { alias: { name: 'fresh', type: 'host', content: '192.0.2.9' } });
    await askJson(firewall, 'firewall/filter/apply', {});
    expect(firewall.running.applied('aliases').toXml().includes('fresh')).toBe(!since(release, '26.1'));
    await askJson(firewall, 'firewall/alias/reconfigure', {});
    expect(firewall.running.applied('aliases').toXml()).toContain('fresh');
  });

  it('follows schedules every quarter of an hour, and gets with them what was only saved', async () => {
    const clock = new TurnedClock();
    const document = sampleDocument(release).clone();
    document.ensure('schedules').children = [element('schedule', [element('name', 'never')])];
    document.ensure('filter').children = [element('rule', [element('type', 'pass'), element('interface', 'opt2'), element('sched', 'never')])];
    const firewall = new FakeFirewall({ release, clock, document });
    firewall.judge();
    await newRule(firewall);
    expect(firewall.running.applied('filter').toXml()).not.toContain('<description>fresh');
    clock.turn(16 * 60_000);
    expect(firewall.running.applied('filter').toXml()).toContain('<description>fresh');
  });

  it('stays when the configuration is restored, until a reboot', async () => {
    const clock = new TurnedClock();
    const firewall = new FakeFirewall({ release, clock });
    const first = firewall.history.newest()?.id ?? '';
    await newRule(firewall);
    await askJson(firewall, 'firewall/filter/apply', {});
    await askJson(firewall, `core/backup/revert_backup/${first}`, {});
    expect(firewall.document.toXml()).not.toContain('<description>fresh');
    expect(firewall.running.applied('filter').toXml()).toContain('fresh');
    expect(await askJson(firewall, 'core/system/reboot', {})).toEqual({ status: 'ok' });
    await expect(ask(firewall, 'core/firmware/running')).rejects.toMatchObject({ code: 'OPN_TIMEOUT' });
    clock.turn(60_000);
    await askJson(firewall, 'core/firmware/running');
    expect(firewall.running.applied('filter').toXml()).not.toContain('<description>fresh');
  });

  it('stays down when it was switched off', async () => {
    const clock = new TurnedClock();
    const firewall = new FakeFirewall({ release, clock });
    await askJson(firewall, 'core/system/halt', {});
    clock.turn(86_400_000);
    await expect(ask(firewall, 'core/firmware/running')).rejects.toMatchObject({ code: 'OPN_TIMEOUT' });
  });

  it('keeps the last good rules when pf refuses the new ones, and only the system status tells', async () => {
    const clock = new TurnedClock();
    const firewall = new FakeFirewall({ release, clock });
    await newRule(firewall, { protocol: 'IPV6-ICMP', ipprotocol: 'inet' });
    expect(await askJson(firewall, 'firewall/filter/apply', {})).toEqual({ status: 'OK\n\n' });
    expect(firewall.running.applied('filter').toXml()).not.toContain('fresh');
    expect(firewall.running.rulesError?.message).toContain('ipv6-icmp');
    clock.turn(61_000);
    const status = await askJson<Record<string, Record<string, unknown>>>(firewall, 'core/system/status');
    const subject = since(release, '25.1') ? 'firewall' : 'Firewall';
    const subsystem = since(release, '25.1') ? status['subsystems']?.['firewall'] : status['Firewall'];
    expect(subsystem).toMatchObject({ statusCode: -1, message: expect.stringContaining('ipv6-icmp'), timestamp: Math.floor(clock.now() / 1000) - 61, age: '1 minute ago' });
    if (since(release, '25.1')) expect(status['metadata']).toMatchObject({ system: { status: 'ERROR' } });
    else expect(status['System']).toEqual({ status: 'Error' });
    // Good rules do not take the message away.
    const { uuid } = firewall.document.find('OPNsense/Firewall/Filter/rules')?.children.at(-1)?.attributes ?? {};
    await askJson(firewall, `firewall/filter/del_rule/${String(uuid)}`, {});
    await askJson(firewall, 'firewall/filter/apply', {});
    expect(firewall.running.rulesError).toBeDefined();
    expect(await askJson(firewall, 'core/system/dismiss_status', { subject })).toEqual({ status: 'ok' });
    expect(firewall.running.rulesError).toBeUndefined();
    expect(await askJson(firewall, 'core/system/dismiss_status', { subject: 'nothing' })).toEqual({ status: 'failed' });
  });

  it('can be made to refuse any rules', async () => {
    const firewall = new FakeFirewall({ release });
    firewall.faults.add({ kind: 'rejectedRules', message: '/tmp/rules.debug:7: syntax error' });
    await newRule(firewall);
    await askJson(firewall, 'firewall/filter/apply', {});
    expect(firewall.running.rulesError?.message).toContain('rules.debug:7');
    expect(firewall.running.applied('filter').toXml()).not.toContain('fresh');
    await askJson(firewall, 'firewall/filter/apply', {});
    expect(firewall.running.applied('filter').toXml()).toContain('fresh');
  });
});

it.each(['25.1', '25.7', '26.1', '26.7'] as const)('%s lets a block rule allow options, which pf refuses', async release => {
  const firewall = new FakeFirewall({ release });
  expect(await newRule(firewall, { allowopts: '1' })).toMatchObject({ result: 'saved' });
  await askJson(firewall, 'firewall/filter/apply', {});
  expect(firewall.running.rulesError?.message).toContain('allow-opts');
});

it('shows the error of the firewall to whoever may read its log', async () => {
  const firewall = new FakeFirewall();
  firewall.faults.add({ kind: 'rejectedRules' });
  await askJson(firewall, 'firewall/filter/apply', {});
  const status = await askJson(firewall, 'core/system/status', undefined, basic('FAKE-KEY-monitor', 'FAKE-SECRET-monitor'));
  expect(status).toMatchObject({ metadata: { system: { status: 'OK' } }, subsystems: [] });
});

it('loads nothing at boot when pf refuses what is saved, and then lets everyone in', async () => {
  const clock = new TurnedClock();
  const firewall = new FakeFirewall({ release: '26.7', clock });
  await newRule(firewall, { protocol: 'IPV6-ICMP', ipprotocol: 'inet' });
  const guest = { address: '192.168.30.100' };
  expect(firewall.judge(guest).action).not.toBe('pass');
  firewall.reboot(1000);
  clock.turn(1000);
  expect(firewall.judge(guest).action).toBe('pass');
  expect(firewall.running.rulesError).toBeDefined();
});

it.each([
  ['firewall/group/reconfigure', '24.7', true], ['dnsmasq/service/reconfigure', '25.1', true], ['kea/service/reconfigure', '26.7', false],
] as const)('%s of %s loads rules: %s', async (route, release, loads) => {
  const firewall = new FakeFirewall({ release });
  await newRule(firewall);
  await ask(firewall, route, {});
  expect(firewall.running.applied('filter').toXml().includes('fresh')).toBe(loads);
});
