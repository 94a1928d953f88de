import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES } from '../../../src/ports';
import { ask, askJson } from './ask';

interface StateRow {
  readonly id: string;
  readonly iface: string;
  readonly src_addr: string;
  readonly label: string;
  readonly descr: string;
}
interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}
type Answer = Readonly<Record<string, unknown>>;

describe.each(RELEASES)('diagnostics on a fake %s', release => {
  let time = Date.UTC(2026, 0, 5, 12);
  const firewall = (): FakeFirewall => new FakeFirewall({ release, clock: { now: () => time } });
  const states = async (fake: FakeFirewall, body: object): Promise<Rows<StateRow>> => askJson(fake, 'diagnostics/firewall/query_states', body);

  it('keeps a ping job in memory: nothing of it is saved', async () => {
    const fake = firewall();
    const saved = fake.history.list().length;
    const { uuid } = await askJson<{ uuid: string }>(fake, 'diagnostics/ping/set', { ping: { settings: { hostname: '192.168.1.10' } } });
    await askJson(fake, `diagnostics/ping/start/${uuid}`, {});
    time += 2500;
    const { rows } = await askJson<Rows<Answer>>(fake, 'diagnostics/ping/search_jobs', {});
    expect(rows).toEqual([expect.objectContaining({ id: uuid, status: 'running', send: 3, received: 3, loss: '0.00 %' })]);
    expect(await askJson(fake, `diagnostics/ping/start/${uuid}`, {})).toMatchObject({ status: 'failed' });
    expect(await askJson(fake, `diagnostics/ping/remove/${uuid}`, {})).toEqual({ status: 'ok', stopped_processes: 1 });
    expect(fake.history.list()).toHaveLength(saved);
  });

  it('ends a ping to a name that nobody knows', async () => {
    const fake = firewall();
    const { uuid } = await askJson<{ uuid: string }>(fake, 'diagnostics/ping/set', { ping: { settings: { hostname: 'nobody.example.org' } } });
    await askJson(fake, `diagnostics/ping/start/${uuid}`, {});
    const { rows } = await askJson<Rows<Answer>>(fake, 'diagnostics/ping/search_jobs', {});
    expect(rows[0]).toMatchObject({ status: 'stopped', send: null, last_error: expect.stringContaining('nobody.example.org') });
  });

  it('refuses probes to a user who may not write', async () => {
    const auditor = { authorization: `Basic ${Buffer.from('FAKE-KEY-auditor:FAKE-SECRET-auditor').toString('base64')}` };
    expect((await ask(firewall(), 'diagnostics/ping/set', { ping: { settings: { hostname: '192.168.1.10' } } }, auditor)).status).toBe(500);
  });

  it('probes ports that are open, closed and out of reach', async () => {
    const probe = async (hostname: string, port: string): Promise<unknown> =>
      (await askJson<{ response: { message: string } }>(firewall(), 'diagnostics/portprobe/set', { portprobe: { settings: { hostname, port } } })).response.message;
    expect(await probe('192.168.1.10', '443')).toContain('succeeded');
    expect(await probe('192.168.1.10', '81')).toContain('refused');
    expect(await probe('192.168.1.77', '443')).toContain('timed out');
  });

  it('has states of its own machines, let in by rules it has', async () => {
    const fake = firewall();
    const { rows, total } = await states(fake, {});
    expect(total).toBeGreaterThan(20);
    const { items } = await askJson<{ items: { id: string; descr: string }[] }>(fake, 'diagnostics/firewall/list_rule_ids');
    const known = new Map(items.map(({ id, descr }) => [id, descr]));
    for (const row of rows) if (row.label !== '') expect([row, known.get(row.label)]).toEqual([row, row.descr]);
    const { rows: arp } = await askJson<Rows<{ ip: string }>>(fake, 'diagnostics/interface/search_arp', {});
    const inside = rows.filter(({ iface, src_addr }) => iface === 'vtnet1' && src_addr.startsWith('192.168.1.'));
    expect(inside.length).toBeGreaterThan(5);
    expect(inside.filter(({ src_addr }) => !arp.some(({ ip }) => ip === src_addr))).toEqual([]);
  });

  it('names the rules that were loaded, not those that were only saved', async () => {
    const fake = firewall();
    const ids = async (): Promise<string[]> => (await askJson<{ items: { id: string }[] }>(fake, 'diagnostics/firewall/list_rule_ids')).items.map(({ id }) => id);
    const { uuid } = await askJson<{ uuid: string }>(fake, 'firewall/filter/add_rule', { rule: { description: 'new', interface: 'lan' } });
    expect(await ids()).not.toContain(uuid);
    await askJson(fake, 'firewall/filter/apply', {});
    expect(await ids()).toContain(uuid);
  });

  it('drops states one by one, by words, and all at once', async () => {
    const fake = firewall();
    const { rows, total } = await states(fake, {});
    expect(await askJson(fake, `diagnostics/firewall/del_state/${String(rows[0]?.id)}`, {})).toEqual({ result: 'killed 1 states\n\n\n' });
    expect(await askJson(fake, `diagnostics/firewall/del_state/${String(rows[0]?.id)}`, {})).toEqual({ result: 'killed 0 states\n\n\n' });
    const { total: ofDesk } = await states(fake, { searchPhrase: '192.168.1.20' });
    expect(await askJson(fake, 'diagnostics/firewall/kill_states', { filter: '192.168.1.20' })).toEqual({ result: 'ok', dropped_states: ofDesk });
    expect((await states(fake, {})).total).toBe(total - 1 - ofDesk);
    expect(await askJson(fake, 'diagnostics/firewall/kill_states', {})).toEqual({ result: 'failed' });
    await askJson(fake, 'diagnostics/firewall/flush_states', {});
    expect(await askJson(fake, 'diagnostics/firewall/pf_states')).toMatchObject({ current: '0' });
  });

  it('writes the packet filter\'s log by the clock', async () => {
    const fake = firewall();
    const log = (): Promise<{ __digest__: string; label: string }[]> => askJson(fake, 'diagnostics/firewall/log?limit=5');
    const before = await log();
    expect(before).toHaveLength(5);
    expect(before.every(({ label }) => label !== '')).toBe(true);
    expect(await log()).toEqual(before);
    time += 10_000;
    expect((await log()).slice(2).map(({ __digest__ }) => __digest__)).toEqual(before.slice(0, 3).map(({ __digest__ }) => __digest__));
  });

  it('searches, clears and exports log files', async () => {
    const fake = firewall();
    const search = (body: object): Promise<Rows<{ process_name: string; severity: string }>> => askJson(fake, 'diagnostics/log/core/system', body);
    expect((await search({ rowCount: 5 })).rows).toHaveLength(5);
    const found = await search({ searchPhrase: 'SSHD', rowCount: -1 });
    expect(found.rows.length).toBeGreaterThan(0);
    expect(new Set(found.rows.map(row => row.process_name))).toEqual(new Set(['sshd']));
    expect(new Set((await search({ severity: ['Warning'], rowCount: 500 })).rows.map(row => row.severity))).toEqual(new Set(['Warning']));
    expect((await askJson<Rows<unknown>>(fake, 'diagnostics/log/core/nosuch', {})).total).toBe(0);
    expect((await ask(fake, 'diagnostics/log/core/system/export')).body.split('\n').length).toBeGreaterThan(100);
    expect(await askJson(fake, 'diagnostics/log/core/system/clear', {})).toEqual({ status: 'ok' });
    expect((await search({})).total).toBe(0);
  });

  it('counts traffic on, and time since it booted', async () => {
    const fake = firewall();
    const received = async (): Promise<number> => Number((await askJson<{ interfaces: Record<string, Record<string, string>> }>(fake, 'diagnostics/traffic/interface')).interfaces['lan']?.['packets received']);
    const before = await received();
    const booted = (await askJson<Answer>(fake, 'diagnostics/system/system_time'))['boottime'];
    time += 3_600_000;
    expect(await received()).toBeGreaterThan(before);
    expect((await askJson<Answer>(fake, 'diagnostics/system/system_time'))['boottime']).toBe(booted);
  });

  it('has no state older than its last boot, and no job from before it', async () => {
    const fake = new FakeFirewall({ release, clock: { now: () => time } });
    await askJson(fake, 'diagnostics/ping/set', { ping: { settings: { hostname: '192.168.1.10' } } });
    fake.reboot(1000);
    time += 3000;
    const { rows } = await askJson<Rows<{ age: string }>>(fake, 'diagnostics/firewall/query_states', {});
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ age }) => age))).toEqual(new Set(['00:00:02']));
    expect((await askJson<Answer>(fake, 'diagnostics/system/system_time'))['uptime']).toBe('00:00:02');
    expect((await askJson<Rows<unknown>>(fake, 'diagnostics/ping/search_jobs', {})).total).toBe(0);
  });

  it('captures packets until it has as many as were wanted', async () => {
    const fake = firewall();
    const settings = { interface: 'vtnet1', fam: 'ip', protocol: 'any', count: '5', host: '192.168.1.20' };
    const { uuid } = await askJson<{ uuid: string }>(fake, 'diagnostics/packet_capture/set', { packetcapture: { settings } });
    expect(await askJson(fake, `diagnostics/packet_capture/start/${uuid}`, {})).toEqual({ status: 'ok', started_processes: 1 });
    const status = async (): Promise<unknown> => (await askJson<Rows<{ status: string }>>(fake, 'diagnostics/packet_capture/search_jobs', {})).rows[0]?.status;
    expect(await status()).toBe('running');
    time += 60_000;
    expect(await status()).toBe('stopped');
    const { interfaces } = await askJson<{ interfaces: Record<string, { name: string; rows: { raw: string }[] }> }>(fake, `diagnostics/packet_capture/view/${uuid}`);
    expect(interfaces['vtnet1']?.name).toBe('LAN');
    expect(interfaces['vtnet1']?.rows).toHaveLength(5);
    expect(interfaces['vtnet1']?.rows.every(({ raw }) => raw.includes('192.168.1.20'))).toBe(true);
    expect(await askJson(fake, `diagnostics/packet_capture/remove/${uuid}`, {})).toMatchObject({ status: 'ok' });
    expect(await askJson(fake, `diagnostics/packet_capture/view/${uuid}`)).toEqual({ status: 'failed' });
  });

  it('forgets its neighbours and a route until they are back', async () => {
    const fake = firewall();
    const neighbours = async (): Promise<number> => (await askJson<Rows<unknown>>(fake, 'diagnostics/interface/search_arp', {})).total;
    const before = await neighbours();
    await ask(fake, 'diagnostics/interface/flush_arp', {});
    expect(await neighbours()).toBeLessThan(before);
    time += 30_000;
    expect(await neighbours()).toBe(before);
    const route = { destination: '10.20.0.0/16', gateway: '192.168.1.254' };
    expect(await askJson(fake, 'diagnostics/interface/del_route', route)).toEqual({ message: 'found' });
    expect(await askJson(fake, 'diagnostics/interface/del_route', route)).toEqual({ message: 'not_found' });
  });

  it('enters and leaves CARP maintenance, which is saved', async () => {
    const fake = firewall();
    const inMaintenance = async (): Promise<unknown> => (await askJson<{ carp: Answer }>(fake, 'diagnostics/interface/get_vip_status')).carp['maintenancemode'];
    expect(await askJson(fake, 'diagnostics/interface/carp_status/maintenance', {})).toEqual({ status: 'ok', action: 'enter_maintenance' });
    expect(await inMaintenance()).toBe(true);
    expect(fake.document.find('virtualip_carp_maintenancemode')).toBeDefined();
    await askJson(fake, 'diagnostics/interface/carp_status/maintenance', {});
    expect(await inMaintenance()).toBe(false);
    expect(fake.document.find('virtualip_carp_maintenancemode')).toBeUndefined();
  });

  it('keeps filters of the live view', async () => {
    const fake = firewall();
    const { uuid } = await askJson<{ uuid: string }>(fake, 'diagnostics/lvtemplate/add_item', { template: { name: 'Blocked', or: '1', filters: 'action=block' } });
    const { rows } = await askJson<Rows<Answer>>(fake, 'diagnostics/lvtemplate/search_item', {});
    expect(rows).toEqual([expect.objectContaining({ uuid, name: 'Blocked', or: '1' })]);
  });

  it('knows what a pair of firewalls can keep alike, and makes that run', async () => {
    const fake = firewall();
    const { hasync } = await askJson<{ hasync: { syncitems: Record<string, { value: string }> } }>(fake, 'core/hasync/get');
    expect(hasync.syncitems).toMatchObject({ rules: { value: 'Firewall Rules' }, dnsforwarder: { value: expect.stringContaining('Dnsmasq') } });
    expect('radvd' in hasync.syncitems).toBe(['26.1', '26.7'].includes(release));
    expect(await askJson(fake, 'core/hasync/set', { hasync: { syncitems: 'rules,aliases' } })).toEqual({ result: 'saved' });
    expect(await askJson(fake, 'core/hasync/reconfigure', {})).toEqual({ status: 'ok' });
  });

  it('has measurements of the past, for every report it lists', async () => {
    const fake = firewall();
    const { data } = await askJson<{ data: Record<string, string[]> }>(fake, `diagnostics/systemhealth/${['24.7', '25.1'].includes(release) ? 'get_rr_dlist' : 'get_rrd_list'}`);
    expect(data['traffic']).toContain('lan');
    const detail = ['24.7', '25.1'].includes(release) ? '0/1' : '1';
    for (const [topic, items] of Object.entries(data)) {
      const { set } = await askJson<{ set: { count: number; step_size: number; data: { values: [number, number][] }[] } }>(fake, `diagnostics/systemhealth/get_system_health/${String(items[0])}-${topic}/${detail}`);
      expect(set).toMatchObject({ step_size: 300, count: set.data.length });
      expect(set.data.every(({ values }) => (values.at(-1)?.[0] ?? 0) <= time)).toBe(true);
    }
    expect(await askJson<Answer>(fake, 'diagnostics/systemhealth/get_system_health/nosuch-traffic')).toMatchObject({ set: [], title: 'error' });
  });

  it('has no snapshots on its file system', async () => {
    expect(await askJson(firewall(), 'core/snapshots/is_supported')).toEqual({ supported: false });
    expect(await askJson(firewall(), 'core/snapshots/search', {})).toMatchObject({ total: 0 });
  });

  it('makes an item of a kernel setting whose default is changed', async () => {
    if (release === '24.7') return expect((await ask(firewall(), 'core/tunables/get')).status).toBe(404);
    const fake = firewall();
    const named = async (): Promise<readonly Answer[]> => (await askJson<Rows<Answer>>(fake, 'core/tunables/search_item', { searchPhrase: 'net.inet.tcp.blackhole' })).rows;
    const [before] = await named();
    expect(before).toMatchObject({ uuid: expect.stringMatching(/^[0-9a-f]{32}$/), value: '', default_value: '2' });
    expect(await askJson(fake, `core/tunables/set_item/${String(before?.['uuid'])}`, { sysctl: { tunable: 'net.inet.tcp.blackhole', value: '0' } })).toEqual({ result: 'saved' });
    expect(await named()).toEqual([expect.objectContaining({ uuid: expect.stringMatching(/-/), value: '0', default_value: '2' })]);
  });
});
