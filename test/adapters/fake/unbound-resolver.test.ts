import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES, type Release } from '../../../src/ports';
import { askJson } from './ask';

const NOON = Date.UTC(2026, 10, 26, 12);
const single = (release: Release): boolean => release === '24.7' || release === '25.1';

interface Totals {
  readonly total: number;
  readonly blocked: { readonly total: number };
  readonly top: Readonly<Record<string, unknown>>;
  readonly top_blocked: Readonly<Record<string, { readonly blocklist: string }>>;
}

/** The sample's firewall, and a clock that can be turned. */
class Resolver {
  time = NOON;
  readonly firewall: FakeFirewall;

  constructor(readonly release: Release) {
    this.firewall = new FakeFirewall({ release, clock: { now: () => this.time } });
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return askJson<T>(this.firewall, `unbound/${path}`, body);
  }

  get<T>(path: string): Promise<T> {
    return askJson<T>(this.firewall, `unbound/${path}`);
  }

  async local(): Promise<string[]> {
    const { data } = await this.get<{ data: { name: string; rrtype: string; value: string }[] }>('diagnostics/listlocaldata');
    return data.map(({ name, rrtype, value }) => `${name} ${rrtype} ${value}`);
  }

  async status(): Promise<string> {
    return (await this.get<{ status: string }>('service/status')).status;
  }

  totals(): Promise<Totals> {
    return this.get<Totals>('overview/totals/50');
  }

  general(values: Readonly<Record<string, string>>): Promise<unknown> {
    return this.post('settings/set', { unbound: { general: values } });
  }
}

describe.each(RELEASES)('the resolver of a fake %s', release => {
  it('answers overrides and their aliases, forwards and backwards, once it was started with them', async () => {
    const resolver = new Resolver(release);
    expect(await resolver.local()).toEqual(expect.arrayContaining(['nas.office.example.net. A 192.168.1.10', 'files.office.example.net. A 192.168.1.10', '10.1.168.192.in-addr.arpa. PTR nas.office.example.net.']));
    await resolver.post('settings/add_host_override', { host: { hostname: 'new', domain: 'example.org', rr: 'AAAA', server: '2001:db8::1' } });
    await resolver.post('settings/add_host_override', { host: { hostname: '*', domain: 'apps.example.org', rr: 'A', server: '192.0.2.9' } });
    await resolver.post('settings/add_host_override', { host: { hostname: '', domain: 'example.org', rr: 'MX', mx: 'mail.example.org', mxprio: '10' } });
    expect((await resolver.local()).filter(line => line.includes('example.org'))).toEqual([]);
    await resolver.post('service/reconfigure');
    expect((await resolver.local()).filter(line => line.includes('example.org'))).toEqual([
      '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR new.example.org.', 'new.example.org. AAAA 2001:db8::1', 'apps.example.org. A 192.0.2.9', 'example.org. MX 10 mail.example.org.',
    ]);
    const { data } = await resolver.get<{ data: { zone: string; type: string }[] }>('diagnostics/listlocalzones');
    expect(data).toEqual(expect.arrayContaining([{ zone: 'office.example.net.', type: 'transparent' }, { zone: 'apps.example.org.', type: 'redirect' }]));
  });

  it('does not come up with an address that does not fit its record, and says ok all the same', async () => {
    const resolver = new Resolver(release);
    await resolver.post('settings/add_host_override', { host: { hostname: 'new', domain: 'example.org', rr: 'A', server: '2001:db8::1' } });
    expect(await resolver.status()).toBe('running');
    expect(await resolver.post('service/reconfigure')).toEqual({ status: 'ok' });
    expect(await resolver.status()).toBe('stopped');
    for (const action of ['stats', 'dumpcache', 'dumpinfra', 'listlocaldata', 'listlocalzones', 'listinsecure']) expect(await resolver.get(`diagnostics/${action}`)).toEqual({ status: 'failed' });
  });

  it('runs on when it is switched off, until that is applied', async () => {
    const resolver = new Resolver(release);
    await resolver.general({ enabled: '0' });
    expect(await resolver.status()).toBe('running');
    await resolver.post('service/reconfigure_general');
    expect(await resolver.status()).toBe('disabled');
    expect(await resolver.post('service/start')).toEqual({ response: 'OK' });
    expect(await resolver.status()).toBe('disabled');
    await resolver.general({ enabled: '1' });
    expect(await resolver.status()).toBe('stopped');
    await askJson(resolver.firewall, 'core/service/start/unbound', {});
    expect([await resolver.status(), await resolver.get('service/restart'), await resolver.get('service/reconfigure')]).toEqual(['running', { response: [] }, { status: 'failed' }]);
  });

  it('counts since it was started, the parts adding up', async () => {
    const resolver = new Resolver(release);
    interface Counters { readonly num: Readonly<Record<'queries' | 'cachehits' | 'cachemiss', string>> }
    const stats = async (): Promise<Record<'thread0' | 'thread1' | 'total', Counters> & { time: { up: string }; num?: unknown }> => (await resolver.get<{ data: never }>('diagnostics/stats')).data;
    const first = await stats();
    expect(Number(first.total.num.queries)).toBeGreaterThan(1000);
    expect(Number(first.total.num.cachehits) + Number(first.total.num.cachemiss)).toBe(Number(first.total.num.queries));
    expect(Number(first.thread0.num.queries) + Number(first.thread1.num.queries)).toBe(Number(first.total.num.queries));
    expect(first.num).toBeUndefined();
    await resolver.post('settings/set', { unbound: { advanced: { extendedstatistics: '1' } } });
    await resolver.post('service/restart');
    expect((await stats()).total.num.queries).toMatch(/^[01]$/);
    resolver.time += 3_600_000;
    const later = await stats();
    expect(Number(later.total.num.queries)).toBeGreaterThan(150);
    expect(later).toMatchObject({ time: { up: '3600.000000' }, num: { query: { type: { A: expect.any(String) } } } });
  });

  it('keeps the log of queries that the setting asks for, and nothing without', async () => {
    const resolver = new Resolver(release);
    const { total, blocked, top, top_blocked } = await resolver.totals();
    expect(total).toBeGreaterThan(4000);
    expect(blocked.total).toBeGreaterThan(100);
    expect(Object.keys(top_blocked)).toEqual(expect.arrayContaining(['ads.example.com', 'ads.example.net']));
    expect(Object.keys(top)).toContain('nas.office.example.net');
    await resolver.general({ stats: '0' });
    await resolver.post('service/reconfigure');
    expect(await resolver.get('overview/is_enabled')).toEqual({ enabled: '0' });
    expect(await resolver.totals()).toMatchObject({ total: 0, blocked: { total: 0, pcnt: 0 }, top: [], top_blocked: [] });
    expect([await resolver.get('overview/rolling/24'), (await resolver.post<{ total: number }>('overview/search_queries')).total]).toEqual([[], 0]);
    await resolver.general({ stats: '1' });
    await resolver.post('service/reconfigure');
    resolver.time += 600_000;
    expect((await resolver.totals()).total).toBe(31);
  });

  it('names lists as the release does', async () => {
    const { top_blocked } = await new Resolver(release).totals();
    expect(top_blocked['ads.example.net']).toMatchObject({ blocklist: release === '25.7' ? 'ag' : 'AdGuard List' });
    const isGrouped = release === '26.1' || release === '26.7';
    expect(top_blocked['ads.example.net']).toEqual(isGrouped ? expect.objectContaining({ category: 'General Blocklists' }) : expect.not.objectContaining({ category: expect.anything() }));
  });

  it('gives each query, and counters over time that add up to the same', async () => {
    const resolver = new Resolver(release);
    const rolling = await resolver.get<Record<string, { total: number; blocked: number }>>('overview/rolling/1');
    expect(Object.keys(rolling).length).toBe(60);
    const start = NOON / 1000 - 3600;
    const { rows } = await resolver.post<{ rows: { time: number; action: string; status: number; blocklist: string | null }[] }>('overview/search_queries', { rowCount: 1000 });
    const lastHour = rows.filter(({ time }) => time > start + 60 && time % 60 !== 0);
    const spread = Object.entries(rolling).filter(([from]) => Number(from) >= start + 60);
    expect(spread.reduce((sum, [, { total }]) => sum + total, 0)).toBeGreaterThanOrEqual(lastHour.length);
    expect(rows.every(({ action, status, blocklist }) => (action === 'Block' ? status === 3 && blocklist !== null : status < 3 && blocklist === null))).toBe(true);
    const clients = await resolver.get<Record<string, Record<string, { count: number; hostname: string }>>>('overview/rolling/24/1');
    expect(Object.values(clients).some(each => each['192.168.1.10']?.hostname === 'nas')).toBe(true);
  });

  it('has in its cache what it lately got from outside', async () => {
    const { data } = await new Resolver(release).get<{ data: { host: string; ttl: string }[] }>('diagnostics/dumpcache');
    expect(data.length).toBeGreaterThan(0);
    expect(data.every(({ host, ttl }) => !host.endsWith('office.example.net.') && Number(ttl) <= 300)).toBe(true);
  });

  it('asks the servers of its forwards', async () => {
    const { data } = await new Resolver(release).get<{ data: { ip: string; host: string }[] }>('diagnostics/dumpinfra');
    expect(data.map(({ ip, host }) => `${ip} ${host}`)).toEqual(['198.51.100.53@853 .', '10.20.0.53 lab.example.net.']);
  });

  it('blocks by the lists that were built last', async () => {
    const resolver = new Resolver(release);
    const ratio = async (): Promise<number> => {
      const { rows } = await resolver.post<{ rows: { time: number; domain: string; action: string }[] }>('overview/search_queries', { rowCount: 1000 });
      const asked = rows.filter(({ time, domain }) => domain === 'ads.example.com' && time * 1000 > resolver.time - 3_600_000);
      return asked.filter(({ action }) => action === 'Block').length / asked.length;
    };
    expect(await ratio()).toBe(1);
    if (single(release)) await resolver.post('settings/set', { unbound: { dnsbl: { enabled: '0' } } });
    else {
      const [policy] = (await resolver.post<{ rows: { uuid: string }[] }>('settings/search_dnsbl')).rows;
      await resolver.post(`settings/toggle_dnsbl/${policy?.uuid ?? ''}/0`);
    }
    resolver.time += 3_600_000;
    expect(await ratio()).toBe(1);
    expect(await resolver.post('service/dnsbl')).toEqual({ status: 'OK\n\n' });
    resolver.time += 3_600_000;
    expect(await ratio()).toBe(0);
  });
});

describe.each(['25.7', '26.1', '26.7'] as const)('the blocklist test of a fake %s', release => {
  const test = (resolver: Resolver, domain: string, src?: string): Promise<{ action: string; policy?: Record<string, unknown> }> => resolver.post('diagnostics/test_blocklist', { domain, ...(src === undefined ? {} : { src }) });

  it('says which policy blocks a name, for whom', async () => {
    const resolver = new Resolver(release);
    expect(await test(resolver, 'ads.example.com')).toMatchObject({ status: 'OK', action: 'Block', policy: { description: 'Advertising', bl: 'Custom', source_nets: [], rcode: 0, address: '0.0.0.0' } });
    expect((await test(resolver, 'ads.example.net')).policy).toMatchObject({ bl: release === '25.7' ? 'ag' : 'AdGuard List' });
    expect(await test(resolver, 'www.example.org')).toEqual({ status: 'OK', action: 'Pass' });
    expect(await resolver.get('diagnostics/test_blocklist')).toEqual({ status: 'error' });
    await resolver.post('settings/add_dnsbl', { blocklist: { description: 'Things', wildcards: 'example.org', source_nets: '192.168.20.0/24', nxdomain: '1' } });
    await resolver.post('service/dnsbl');
    expect((await test(resolver, 'www.example.org', '192.168.20.50')).policy).toMatchObject({ description: 'Things', rcode: 3, source_nets: ['192.168.20.0/24'] });
    expect((await test(resolver, 'www.example.org', '192.168.1.20')).action).toBe('Pass');
  });

  it('follows the quick way at once, and nothing else that was saved', async () => {
    const resolver = new Resolver(release);
    const [policy] = (await resolver.post<{ rows: { uuid: string }[] }>('settings/search_dnsbl')).rows;
    const uuid = policy?.uuid ?? '';
    await resolver.post(`settings/set_dnsbl/${uuid}`, { blocklist: { blocklists: 'ads.example.com,other.example.org' } });
    await resolver.post('settings/update_blocklist', { uuid, type: 'allowlists', domain: 'ads.example.net' });
    expect([(await test(resolver, 'ads.example.net')).action, (await test(resolver, 'other.example.org')).action]).toEqual(['Pass', 'Pass']);
    await resolver.post('settings/update_blocklist', { uuid, type: 'blocklists', domain: 'ads.example.net' });
    expect((await test(resolver, 'ads.example.net')).policy).toMatchObject({ bl: 'Custom' });
    await resolver.post('service/dnsbl');
    expect((await test(resolver, 'other.example.org')).action).toBe('Block');
  });
});

it('forgets the queries when 26.7 is told to', async () => {
  const resolver = new Resolver('26.7');
  expect(await resolver.post('overview/reset')).toEqual({ status: 'OK\n\n' });
  expect((await resolver.totals()).total).toBeLessThan(2);
});

it('shows the policies in words, from 26.1 on without the names of all lists', async () => {
  const [older, newer] = [await new Resolver('25.7').get<{ policies: object; blocklistDescriptions: object }>('overview/get_policies'), await new Resolver('26.1').get<object>('overview/get_policies')];
  expect(Object.values(older.policies)).toEqual([expect.objectContaining({ description: 'Advertising', '%type': 'AdGuard List' })]);
  expect(older.blocklistDescriptions).toHaveProperty('ag');
  expect(Object.values(newer)).toEqual([expect.objectContaining({ description: 'Advertising', '%type': 'AdGuard List' })]);
});
