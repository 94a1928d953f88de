import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES, type Release } from '../../../src/ports';
import { RECORDED_KEYS, recordedBase } from './recorded-base';
import { ask, askJson, basic } from './ask';

const SETTINGS = 'unbound/settings';
const headers = basic('rootkey', 'rootsecret');

interface Found {
  readonly total: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

class Resolver {
  readonly firewall: FakeFirewall;

  constructor(readonly release: Release) {
    this.firewall = new FakeFirewall({ release, document: recordedBase(release), keys: RECORDED_KEYS });
  }

  post<T>(action: string, body: unknown = {}): Promise<T> {
    return askJson<T>(this.firewall, `${SETTINGS}/${action}`, body, headers);
  }

  get<T>(action: string): Promise<T> {
    return askJson<T>(this.firewall, `${SETTINGS}/${action}`, undefined, headers);
  }

  async add(kind: string, wrapper: string, values: Readonly<Record<string, string>>): Promise<string> {
    return (await this.post<{ uuid: string }>(`add_${kind}`, { [wrapper]: values })).uuid;
  }

  host(hostname: string, server = '192.0.2.1'): Promise<string> {
    return this.add('host_override', 'host', { hostname, domain: 'example.org', rr: 'A', server });
  }
}

describe.each(RELEASES)('the resolver settings of a fake %s', release => {
  it('list forwards and those over TLS apart, and give each the type of the route that wrote it', async () => {
    const resolver = new Resolver(release);
    const plain = await resolver.add('forward', 'dot', { type: 'dot', domain: 'lab.example.org', server: '192.0.2.53' });
    const secure = await resolver.add('dot', 'dot', { type: 'forward', server: '192.0.2.54', port: '853' });
    const found = async (kind: string): Promise<unknown[]> => (await resolver.post<Found>(`search_${kind}`)).rows.map(row => row['uuid']);
    expect([await found('forward'), await found('dot')]).toEqual([[plain], [secure]]);
    expect((await resolver.get<{ dot: { type: unknown } }>(`get_dot/${plain}`)).dot.type).toMatchObject({ forward: { selected: 1 } });
    await resolver.post(`set_dot/${plain}`, { dot: { port: '853' } });
    expect([await found('forward'), (await found('dot')).length]).toEqual([[], 2]);
    expect(await resolver.post(`toggle_dot/${plain}/0`)).toEqual({ result: 'Disabled', changed: true });
    expect(await resolver.post(`del_dot/${plain}`)).toEqual({ result: 'deleted' });
    expect((await ask(resolver.firewall, `${SETTINGS}/del_dot`, {}, headers)).status).toBe(500);
  });

  it('delete the aliases of a host with it, each by a save of its own', async () => {
    const resolver = new Resolver(release);
    const [web, mail] = [await resolver.host('web'), await resolver.host('mail')];
    for (const hostname of ['www', 'shop']) await resolver.add('host_alias', 'alias', { host: web, hostname });
    const kept = await resolver.add('host_alias', 'alias', { host: mail, hostname: 'imap' });
    const before = resolver.firewall.history.list().length;
    expect(await resolver.post(`del_host_override/${web}`)).toEqual({ result: 'deleted' });
    expect(resolver.firewall.history.list().length - before).toBe(3);
    expect((await resolver.post<Found>('search_host_alias')).rows.map(row => row['uuid'])).toEqual([kept]);
  });

  it('keep everything on a GET', async () => {
    const resolver = new Resolver(release);
    const web = await resolver.host('web');
    await resolver.add('host_alias', 'alias', { host: web, hostname: 'www' });
    expect(await resolver.get(`del_host_override/${web}`)).toEqual({ result: 'failed' });
    expect((await resolver.post<Found>('search_host_alias')).total).toBe(1);
    expect(await resolver.get('update_blocklist')).toEqual({ status: 'failed' });
  });

  it('list the aliases of one host, and offer it for a new one', async () => {
    const resolver = new Resolver(release);
    const [web, mail] = [await resolver.host('web'), await resolver.host('mail')];
    await resolver.add('host_alias', 'alias', { host: web, hostname: 'www' });
    await resolver.add('host_alias', 'alias', { host: mail, hostname: 'imap' });
    expect((await resolver.post<Found>('search_host_alias', { host: mail })).rows.map(row => row['hostname'])).toEqual(['imap']);
    const fresh = await resolver.get<{ alias: { host: Record<string, { selected: number }> } }>(`get_host_alias?host=${mail}`);
    expect([fresh.alias.host[web]?.selected, fresh.alias.host[mail]?.selected]).toEqual([0, 1]);
  });

  it('want the values that belong to a type of record', async () => {
    const resolver = new Resolver(release);
    const refused = async (host: Readonly<Record<string, string>>): Promise<string[]> =>
      Object.keys((await resolver.post<{ validations?: object }>('add_host_override', { host: { hostname: 'x', domain: 'example.org', ...host } })).validations ?? {});
    expect(await refused({ rr: 'A' })).toEqual(['host.server']);
    expect(await refused({ rr: 'MX' })).toEqual(['host.mxprio', 'host.mx']);
    expect(await refused({ rr: 'A', server: '192.0.2.1', domain: '' })).toEqual(['host.domain']);
    expect(await refused({ rr: 'TXT' })).toEqual(release === '24.7' || release === '25.1' ? ['host.rr'] : ['host.txtdata']);
  });

  it('refuse a port that Dnsmasq serves', async () => {
    const resolver = new Resolver(release);
    const node = resolver.firewall.document.ensure('dnsmasq');
    node.children = [...node.children.filter(({ name }) => name !== 'port' && name !== 'enable'), ...['enable', 'port'].map(name => ({ name, attributes: {}, text: name === 'port' ? '5353' : '1', children: [] }))];
    const set = (port: string): Promise<unknown> => resolver.post('set', { unbound: { general: { enabled: '1', port } } });
    expect(await set('5353')).toMatchObject({ result: 'failed', validations: { 'unbound.general.port': expect.any(String) } });
    expect(await set('5354')).toEqual({ result: 'saved' });
  });

  it('name the servers that the firewall asks, as far as they are addresses', async () => {
    const resolver = new Resolver(release);
    const system = resolver.firewall.document.ensure('system');
    system.children = [...system.children, { name: 'dnsserver', attributes: {}, text: 'no address', children: [] }, { name: 'dnsserver', attributes: {}, text: '198.51.100.53', children: [] }];
    expect(await resolver.get('get_nameservers')).toEqual(['198.51.100.53', '2001:db8:53::53']);
    expect(await resolver.post('get_nameservers')).toHaveProperty('message');
  });
});

describe.each(['24.7', '25.1'] as const)('the only blocklist of a fake %s', release => {
  it('takes a domain onto a list and off the other one, and says OK again for one that it has', async () => {
    const resolver = new Resolver(release);
    const update = (type: string, domain = 'ads.example.org.'): Promise<unknown> => resolver.post('update_blocklist', { domain, type });
    expect(await update('blocklists')).toEqual({ status: 'OK\n\n' });
    expect(await update('blocklists')).toEqual({ status: 'OK' });
    expect(await update('whitelists')).toEqual({ status: 'OK\n\n' });
    const text = (name: string): string => resolver.firewall.document.text(`OPNsense/unboundplus/dnsbl/${name}`);
    expect([text('whitelists'), text('blocklists')]).toEqual(['ads.example.org', '']);
    expect(await update('no_such_list')).toEqual({ status: 'failed' });
  });
});

describe.each(['25.7', '26.1', '26.7'] as const)('the blocklists of a fake %s', release => {
  it('take a domain onto a list of one policy', async () => {
    const resolver = new Resolver(release);
    const uuid = await resolver.add('dnsbl', 'blocklist', { description: 'Everybody', blocklists: 'ads.example.org,more.example.org' });
    const update = (type: string, policy = uuid): Promise<unknown> => resolver.post('update_blocklist', { domain: 'ads.example.org', type, uuid: policy });
    expect(await resolver.post('update_blocklist', { domain: 'ads.example.org', type: 'allowlists' })).toEqual({ status: 'failed' });
    expect(await update('allowlists', '99999999-0000-4000-8000-000000000001')).toEqual({ status: 'failed' });
    expect(await update('allowlists')).toEqual({ status: 'OK' });
    expect(await update('allowlists')).toEqual({ status: 'failed' });
    expect((await resolver.post<Found>('search_dnsbl')).rows[0]).toMatchObject({ allowlists: 'ads.example.org', blocklists: 'more.example.org' });
  });

  it('want networks of one size and protocol', async () => {
    const resolver = new Resolver(release);
    const add = (source_nets: string): Promise<{ validations?: object }> => resolver.post('add_dnsbl', { blocklist: { description: 'x', source_nets } });
    expect((await add('192.0.2.0/24,198.51.100.0/24')).validations).toBeUndefined();
    expect(Object.keys((await add('192.0.2.0/24,198.51.100.0/25')).validations ?? {})).toEqual(['blocklist.source_nets']);
    expect(Object.keys((await add('192.0.2.0/24,2001:db8::/24')).validations ?? {})).toEqual(['blocklist.source_nets']);
  });
});

it.each(RELEASES)('only 26.7 asks whether the user may write before it takes a domain onto a list (%s)', async release => {
  const resolver = new Resolver(release);
  const uuid = release === '24.7' || release === '25.1' ? '' : await resolver.add('dnsbl', 'blocklist', { description: 'Everybody' });
  const root = resolver.firewall.document.ensure('system/user');
  root.children = [...root.children.filter(({ name }) => name !== 'priv'), { name: 'priv', attributes: {}, text: 'page-all,user-config-readonly', children: [] }];
  const type = uuid === '' ? 'whitelists' : 'allowlists';
  const { status } = await ask(resolver.firewall, `${SETTINGS}/update_blocklist`, { domain: 'good.example.org', type, ...(uuid === '' ? {} : { uuid }) }, headers);
  expect(status).toBe(release === '26.7' ? 500 : 200);
});

describe.each(['26.1', '26.7'] as const)('the aliases field of a host override on a fake %s', release => {
  it('makes and removes aliases, except for one that spells out the domain of its host', async () => {
    const resolver = new Resolver(release);
    const web = await resolver.host('web');
    await resolver.add('host_alias', 'alias', { host: web, hostname: 'spelt', domain: 'example.org' });
    await resolver.post(`set_host_override/${web}`, { host: { aliases: 'spelt.example.org,www.example.org,shop.example.net' } });
    const aliases = async (): Promise<string[]> => (await resolver.post<Found>('search_host_alias')).rows.map(row => `${String(row['hostname'])}|${String(row['domain'])}`);
    expect(await aliases()).toEqual(['spelt|example.org', 'www|', 'shop|example.net']);
    await resolver.post(`set_host_override/${web}`, { host: { aliases: 'shop.example.net' } });
    expect(await aliases()).toEqual(['spelt|example.org', 'shop|example.net']);
    const [row] = (await resolver.post<Found>('search_host_override')).rows;
    expect(row).toMatchObject({ aliases: 'spelt.example.org,shop.example.net', isAlias: false, _children: [{ isAlias: true, hostname: 'spelt', server: '192.0.2.1' }, { hostname: 'shop' }] });
  });
});
