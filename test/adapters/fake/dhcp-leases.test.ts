import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES, type Release } from '../../../src/ports';
import { ask, askJson } from './ask';

interface Leases {
  readonly total: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly interfaces: unknown;
  readonly stats?: unknown;
}

const START = Date.UTC(2026, 10, 23, 12, 20);

class Office {
  readonly clock = { time: START, now: (): number => this.clock.time };
  readonly firewall: FakeFirewall;

  constructor(readonly release: Release, packages: readonly string[] = []) {
    this.firewall = new FakeFirewall({ release, packages, clock: this.clock });
  }

  get isOld(): boolean {
    return this.release === '24.7' || this.release === '25.1';
  }

  post<T = unknown>(path: string, body: unknown = {}): Promise<T> {
    return askJson<T>(this.firewall, path, body);
  }

  leases(server: string, body: unknown = {}): Promise<Leases> {
    return this.post(`${server}/${server.startsWith('dhcpv') ? 'leases/search_lease' : server === 'dnsmasq' ? 'leases/search' : 'search'}`, body);
  }

  /** Lets Kea serve the guests, as if nobody else did. */
  async useKea(): Promise<string> {
    const subnet = { subnet: '192.168.30.0/24', pools: '192.168.30.100-192.168.30.199' };
    const { uuid } = await this.post<{ uuid: string }>('kea/dhcpv4/add_subnet', { subnet4: subnet });
    await this.post('kea/dhcpv4/set', { dhcpv4: { general: { enabled: '1', interfaces: 'opt2' } } });
    await this.post('kea/service/reconfigure');
    return uuid;
  }
}

const addresses = ({ rows }: Leases): unknown[] => rows.map(row => row['address']);

describe.each(RELEASES)('leases of a fake %s', release => {
  it("are those of the sample's machines in the pools of the server that is on, and of no other", async () => {
    const office = new Office(release, ['os-isc-dhcp']);
    const dynamic = ['192.168.1.101', '192.168.1.102', '192.168.1.103', '192.168.20.51', '192.168.20.52', '192.168.30.100'];
    const owned = ['192.168.1.10', '192.168.1.11', '192.168.1.20', '192.168.1.30'];
    const isc = await office.leases('dhcpv4');
    expect(addresses(isc)).toEqual(office.isOld ? [...owned, ...dynamic] : []);
    expect(isc.interfaces).toEqual(office.isOld ? { lan: 'LAN', opt1: 'IOT', opt2: 'GUEST' } : []);
    if (release !== '24.7') expect(addresses(await office.leases('dnsmasq'))).toEqual(office.isOld ? [] : [...owned, ...dynamic]);
    expect(addresses(await office.leases('kea/leases4'))).toEqual([]);
    expect((await office.leases('dhcpv6')).total).toBe(0);
    expect((await office.post<Leases>('dhcpv6/leases/search_prefix')).total).toBe(0);
  });

  it('follow what the server loaded, not what is saved, and renew with the clock', async () => {
    const office = new Office(release);
    const uuid = await office.useKea();
    const [first] = (await office.leases('kea/leases4')).rows;
    expect(first).toMatchObject({ address: '192.168.30.100', hostname: 'visitor-laptop', if_name: 'opt2', mac_info: 'Apple, Inc.' });
    await office.post(`kea/dhcpv4/set_subnet/${uuid}`, { subnet4: { pools: '192.168.30.10-192.168.30.19' } });
    expect((await office.leases('kea/leases4')).total).toBe(2);
    const expiry = Number(first?.['expire']);
    expect(expiry).toBeGreaterThan(START / 1000 + 1999);
    expect(expiry).toBeLessThanOrEqual(START / 1000 + 4000);
    office.clock.time += 2_000_000;
    expect(Number((await office.leases('kea/leases4')).rows[0]?.['expire'])).toBe(expiry + 2000);
    await office.post('kea/service/reconfigure');
    expect((await office.leases('kea/leases4')).total).toBe(0);
  });

  it('are told by Kea while it runs, and up to 25.7 by its files also when it does not', async () => {
    const office = new Office(release);
    await office.useKea();
    await office.post('kea/service/stop');
    const isLive = release === '26.1' || release === '26.7';
    const { total, stats } = await office.leases('kea/leases4');
    expect([total, stats]).toEqual(isLive ? [0, { active: 0, inactive: 0, total: 0 }] : [2, undefined]);
    await office.post('kea/service/start');
    expect((await office.leases('kea/leases4')).stats).toEqual(isLive ? { active: 1, inactive: 1, total: 2 } : undefined);
    expect((await office.leases('kea/leases4')).rows.map(row => String(row['state']))).toEqual(['0', '2']);
  });

  it('say whether a reservation of the same client exists', async () => {
    const office = new Office(release);
    const subnet = await office.useKea();
    const reservation = { subnet, ip_address: '192.168.30.50', hw_address: '8C:85:90:4A:30:01' };
    expect(await office.post('kea/dhcpv4/add_reservation', { reservation })).toMatchObject({ result: 'saved' });
    await office.post('kea/service/reconfigure');
    const told = (await office.leases('kea/leases4')).rows.map(row => row['is_reserved']);
    expect(told).toEqual({ '24.7': [undefined, undefined], '25.1': [undefined, undefined], '25.7': ['1', '0'], '26.1': [['hwaddr'], []], '26.7': [['hwaddr'], []] }[release]);
  });

  it('can be narrowed to interfaces, words and pages', async () => {
    const office = new Office(release);
    const server = office.isOld ? 'dhcpv4' : 'dnsmasq';
    expect(addresses(await office.leases(server, { selected_interfaces: ['opt1'], sort: { address: 'desc' } }))).toEqual(['192.168.20.52', '192.168.20.51']);
    expect(addresses(await office.leases(server, { searchPhrase: 'TABLET' }))).toEqual(['192.168.1.102']);
    expect(await office.leases(server, { current: 2, rowCount: 4 })).toMatchObject({ total: 10, rowCount: 4, current: 2 });
    expect((await ask(office.firewall, `${server}/leases/search${office.isOld ? '_lease' : ''}`, { selected_interfaces: 'opt1' })).status).toBe(500);
  });
});

describe.each(['24.7', '25.1'] as const)('ISC DHCP of a fake %s', release => {
  it('lists what ran out only when asked, and forgets a lease until its client renews', async () => {
    const office = new Office(release);
    expect((await office.leases('dhcpv4')).total).toBe(10);
    const all = await office.leases('dhcpv4', { inactive: true });
    expect(all.rows.find(row => row['state'] === 'expired')).toMatchObject({ address: '192.168.30.101', binding: 'free', ends: '2026/11/23 12:00:00', status: 'offline' });
    expect(await office.post('dhcpv4/leases/del_lease/192.168.1.101')).toEqual({ result: 'deleted' });
    expect(await office.post('dhcpv4/leases/del_lease/192.168.1.101')).toEqual({ result: 'failed' });
    expect(addresses(await office.leases('dhcpv4'))).not.toContain('192.168.1.101');
    office.clock.time += 3_600_000;
    expect(addresses(await office.leases('dhcpv4'))).toContain('192.168.1.101');
  });

  it('shows static mappings beside leases, online when the machine is there', async () => {
    const { rows } = await new Office(release).leases('dhcpv4');
    expect(rows[0]).toMatchObject({ address: '192.168.1.10', type: 'static', hostname: 'nas', status: 'online', man: 'Synology Incorporated', if: 'lan', starts: '', state: 'active' });
    expect(rows.find(row => row['hostname'] === 'phone')).toMatchObject({ type: 'dynamic', uid: String.raw`\001\360\030\230J\020\005`, binding: 'active' });
  });
});

describe.each(['25.7', '26.1', '26.7'] as const)('Dnsmasq of a fake %s', release => {
  it('knows reserved clients, nameless ones and leases for ever', async () => {
    const office = new Office(release);
    const { rows } = await office.leases('dnsmasq');
    const isNew = release !== '25.7';
    expect(rows.find(row => row['hostname'] === 'nas')).toMatchObject({ address: '192.168.1.10', is_reserved: isNew ? ['hwaddr'] : '1', client_id: '01:00:11:32:4a:10:01' });
    expect(rows.find(row => row['address'] === '192.168.1.103')).toMatchObject({ hostname: '*', client_id: '*', is_reserved: isNew ? [] : '0' });
    const ranges = await office.post<Leases>('dnsmasq/settings/search_range', { searchPhrase: '192.168.30' });
    await office.post(`dnsmasq/settings/set_range/${String(ranges.rows[0]?.['uuid'])}`, { range: { lease_time: '0' } });
    await office.post('dnsmasq/service/reconfigure');
    expect((await office.leases('dnsmasq', { searchPhrase: 'visitor' })).rows).toMatchObject([{ expire: 0 }]);
  });

  it('leases IPv6 addresses of a constructed range', async () => {
    const office = new Office(release);
    const range = { interface: 'lan', constructor: 'lan', start_addr: '::1:0', end_addr: '::1:ffff', ra_mode: 'ra-stateless' };
    expect(await office.post('dnsmasq/settings/add_range', { range })).toMatchObject({ result: 'saved' });
    await office.post('dnsmasq/service/reconfigure');
    const { rows } = await office.leases('dnsmasq', { selected_protocol: 'ipv6' });
    expect(rows).toMatchObject([{ address: '2001:db8:100::1:5', hwaddr: 'f0:18:98:4a:10:05', client_id: '00:03:00:01:f0:18:98:4a:10:05', iaid: '2554990597', if_name: 'lan' }]);
    expect((await office.leases('dnsmasq', { selected_protocol: 'ipv4' })).total).toBe(10);
  });
});

describe.each(['26.1', '26.7'] as const)('deleting leases of Kea on a fake %s', release => {
  it('takes several at once, names what is not there, and does nothing by GET', async () => {
    const office = new Office(release);
    await office.useKea();
    const path = 'kea/leases4/del_lease/192.168.30.100,192.168.30.9';
    expect(await askJson(office.firewall, path)).toEqual({ status: 'error', message: expect.any(String) });
    const answer = await ask(office.firewall, path, {});
    expect([answer.status, answer.body]).toEqual([500, expect.stringContaining('192.168.30.9: ')]);
    expect(addresses(await office.leases('kea/leases4'))).toEqual(['192.168.30.101']);
    expect(await office.post('kea/leases4/del_lease/192.168.30.101')).toEqual({ status: 'ok' });
    expect(await office.post('kea/leases6/del_lease')).toMatchObject({ status: 'error' });
  });
});

describe('IPv6 leases of Kea', () => {
  it.each(['25.1', '25.7', '26.1', '26.7'] as const)('on a fake %s', async release => {
    const office = new Office(release);
    await office.post('kea/dhcpv6/set', { dhcpv6: { general: { enabled: '1', interfaces: 'lan' } } });
    const subnet6 = { subnet: '2001:db8:100::/64', pools: '2001:db8:100::1:0-2001:db8:100::1:ffff', interface: 'lan' };
    expect(await office.post('kea/dhcpv6/add_subnet', { subnet6 })).toMatchObject({ result: 'saved' });
    await office.post('kea/service/reconfigure');
    const { rows } = await office.leases('kea/leases6');
    expect(rows).toMatchObject([{ address: '2001:db8:100::1:5', duid: '00:03:00:01:f0:18:98:4a:10:05', hostname: 'phone', if_name: 'lan' }]);
    expect(typeof rows[0]?.['expire']).toBe(release === '26.1' || release === '26.7' ? 'number' : 'string');
  });
});
