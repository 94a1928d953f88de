import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { compareReleases, RELEASES } from '../../../src/ports';
import { ask, askJson } from './ask';

interface Saved {
  readonly result: string;
  readonly uuid: string;
  readonly validations?: Readonly<Record<string, unknown>>;
}
interface Found {
  readonly total: number;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

const NEW = RELEASES.filter(release => compareReleases(release, '26.1') >= 0);
const find = (firewall: FakeFirewall, controller: string): Promise<Found> => askJson<Found>(firewall, `firewall/${controller}/search_rule`, {});

describe.each(RELEASES)('NAT rules on %s', release => {
  const add = (firewall: FakeFirewall, controller: string, rule: object): Promise<Saved> => askJson<Saved>(firewall, `firewall/${controller}/add_rule`, { rule });

  it('translate networks of one size and family only', async () => {
    const firewall = new FakeFirewall({ release });
    const oneToOne = { interface: 'wan', type: 'binat', source_net: '192.168.1.0/28', external: '203.0.113.0/28' };
    expect((await add(firewall, 'one_to_one', oneToOne)).result).toBe('saved');
    expect((await add(firewall, 'one_to_one', { ...oneToOne, external: '203.0.113.0/29' })).validations).toEqual({ 'rule.external': expect.any(String) });
    expect(Object.keys((await add(firewall, 'one_to_one', { ...oneToOne, external: '2001:db8::/28' })).validations ?? {}).sort()).toEqual(['rule.external', 'rule.source_net']);
    expect((await add(firewall, 'one_to_one', { ...oneToOne, source_net: 'lan' })).validations).toHaveProperty(['rule.source_net']);
    expect((await add(firewall, 'npt', { interface: 'wan', source_net: 'fd00::/64', destination_net: '2001:db8::/56' })).validations).toEqual({ 'rule.destination_net': expect.any(String) });
  });

  it('have ports with TCP and UDP only', async () => {
    const firewall = new FakeFirewall({ release });
    const rule = { interface: 'wan', source_net: 'any', target: 'wanip', destination_port: '80', target_port: '8080' };
    expect(Object.keys((await add(firewall, 'source_nat', rule)).validations ?? {}).sort()).toEqual(['rule.destination_port', 'rule.target_port']);
    expect((await add(firewall, 'source_nat', { ...rule, protocol: 'TCP' })).result).toBe('saved');
    expect((await add(firewall, 'source_nat', { interface: 'wan', target: '2001:db8::1' })).validations).toEqual({ 'rule.target': expect.any(String) });
  });
});

describe.each(NEW)('NAT rules on %s', release => {
  const add = (firewall: FakeFirewall, rule: object): Promise<Saved> => askJson<Saved>(firewall, 'firewall/d_nat/add_rule', { rule });

  it('are moved before others, which make room', async () => {
    const firewall = new FakeFirewall({ release });
    const uuids: string[] = [];
    for (const port of ['1001', '1002', '1003']) {
      const rule = { interface: 'wan', protocol: 'tcp', destination: { network: 'wanip', port }, target: '192.168.1.9', 'local-port': port };
      uuids.push((await askJson<Saved>(firewall, 'firewall/d_nat/add_rule', { rule })).uuid);
    }
    const order = async (): Promise<string[]> => (await find(firewall, 'd_nat')).rows.flatMap(row => (uuids.includes(row['uuid'] ?? '') ? [row['destination.port'] ?? ''] : []));
    expect(await order()).toEqual(['1001', '1002', '1003']);
    expect(await askJson(firewall, `firewall/d_nat/move_rule_before/${uuids[2] ?? ''}/${uuids[0] ?? ''}`, {})).toEqual({ status: 'ok' });
    expect(await order()).toEqual(['1003', '1001', '1002']);
    for (let count = 0; count < 10; count++) await askJson(firewall, `firewall/d_nat/move_rule_before/${uuids[count % 2] ?? ''}/${uuids[2] ?? ''}`, {});
    expect(await order()).toHaveLength(3);
    expect((await order())[2]).toBe('1003');
    expect((await ask(firewall, `firewall/d_nat/move_rule_before/${uuids[0] ?? ''}/lockout_0`, {})).status).toBe(500);
    expect(await askJson(firewall, `firewall/d_nat/move_rule_before/${uuids[0] ?? ''}/${uuids[1] ?? ''}`)).toMatchObject({ status: 'error' });
  });

  it('are let in by a rule that is made with them, where they ask for one', async () => {
    const firewall = new FakeFirewall({ release });
    const forward = { interface: 'wan', protocol: 'tcp', source: { network: '198.51.100.0/24' }, destination: { network: 'wanip', port: '9000-9009' }, target: '192.168.1.9', 'local-port': '8000' };
    for (const [descr, more] of [['By a rule', { pass: 'rule' }], ['By itself', { pass: 'pass' }], ['Off', { pass: 'rule', disabled: '1' }]] as const) await add(firewall, { ...forward, ...more, descr });
    const { rows } = await askJson<Found>(firewall, 'firewall/filter/search_rule', { show_all: '1', rowCount: -1 });
    const made = rows.filter(({ description }) => ['By a rule', 'By itself', 'Off'].includes(description ?? ''));
    expect(made).toMatchObject([{ interface: 'WAN', source_net: '198.51.100.0/24', destination_net: '192.168.1.9', destination_port: '8000-8009' }]);
  });

  it('log on request', async () => {
    const firewall = new FakeFirewall({ release });
    const [forward] = (await find(firewall, 'd_nat')).rows.filter(row => row['nordr'] !== '1');
    expect(await askJson(firewall, `firewall/d_nat/toggle_rule_log/${forward?.['uuid'] ?? ''}/1`, {})).toEqual({ status: 'ok' });
    expect((await find(firewall, 'd_nat')).rows.find(row => row['uuid'] === forward?.['uuid'])).toMatchObject({ log: '1' });
    expect((await ask(firewall, `firewall/d_nat/toggle_rule_log/${forward?.['uuid'] ?? ''}/maybe`, {})).status).toBe(500);
  });

  it('name who made and who changed them, whatever the client says', async () => {
    const firewall = new FakeFirewall({ release, clock: { now: () => Date.UTC(2026, 0, 1) } });
    const rule = { interface: 'wan', created: { username: 'somebody', time: '1' } };
    const { uuid } = await askJson<Saved>(firewall, 'firewall/d_nat/add_rule', { rule });
    const got = await askJson<{ rule: { created: object; updated: object } }>(firewall, `firewall/d_nat/get_rule/${uuid}`);
    expect(got.rule.created).toMatchObject({ username: 'root', time: '1767225600.00' });
    expect(got.rule.updated).toEqual(got.rule.created);
  });

  it('list anti-lockout rules before every page and count them nowhere', async () => {
    const firewall = new FakeFirewall({ release });
    const page = await askJson<Found>(firewall, 'firewall/d_nat/search_rule', { current: 2, rowCount: 1 });
    expect(page.total).toBe(1);
    expect(page.rows.map(row => row['uuid']).every(uuid => uuid?.startsWith('lockout_'))).toBe(true);
  });

  it('translate to the uplinks by themselves unless told otherwise', async () => {
    const firewall = new FakeFirewall({ release });
    const automatic = (await find(firewall, 'source_nat')).rows;
    expect(automatic.length).toBeGreaterThan(0);
    expect(automatic.every(row => row['uuid']?.startsWith('automatic_'))).toBe(true);
    await askJson(firewall, 'firewall/source_nat/set', { filter: { general: { snat_mode: 'disabled' } } });
    expect((await find(firewall, 'source_nat')).rows).toEqual([]);
    expect(firewall.document.text('nat/outbound/mode')).toBe('disabled');
    expect(await askJson(firewall, 'firewall/source_nat/set', { filter: { general: { snat_mode: 'magic' } } })).toMatchObject({ result: 'failed', validations: { 'filter.general.snat_mode': expect.any(String) } });
  });
});
