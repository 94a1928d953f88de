import { element } from '../../../src/adapters/fake/config-document';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES, type Release } from '../../../src/ports';
import { ask, askJson } from './ask';

interface Found {
  readonly total: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

class Settings {
  readonly firewall: FakeFirewall;

  constructor(readonly release: Release) {
    this.firewall = new FakeFirewall({ release, clock: { now: () => Date.UTC(2026, 10, 23, 12) } });
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return askJson<T>(this.firewall, path, body);
  }

  get<T>(path: string): Promise<T> {
    return askJson<T>(this.firewall, path);
  }

  async add(path: string, wrapper: string, values: Readonly<Record<string, string>>): Promise<string> {
    const answer = await this.post<{ uuid?: string }>(path, { [wrapper]: values });
    return answer.uuid ?? JSON.stringify(answer);
  }

  /** The names of the fields that are refused; empty when the item was saved. */
  async refused(path: string, wrapper: string, values: Readonly<Record<string, string>>): Promise<string[]> {
    const answer = await this.post<{ validations?: Record<string, unknown> }>(path, { [wrapper]: values });
    return Object.keys(answer.validations ?? {}).map(name => name.replace(`${wrapper}.`, ''));
  }
}

const WITH_DNSMASQ = RELEASES.filter(release => release !== '24.7');
const isSince = (release: Release, first: Release): boolean => RELEASES.indexOf(release) >= RELEASES.indexOf(first);

describe.each(WITH_DNSMASQ)('Dnsmasq of a fake %s', release => {
  const settings = new Settings(release);
  const range = (values: Readonly<Record<string, string>>): Promise<string[]> => settings.refused('dnsmasq/settings/add_range', 'range', values);
  const host = (values: Readonly<Record<string, string>>): Promise<string[]> => settings.refused('dnsmasq/settings/add_host', 'host', values);
  const option = (values: Readonly<Record<string, string>>): Promise<string[]> => settings.refused('dnsmasq/settings/add_option', 'option', { type: 'set', ...values });

  it('takes ranges that make sense and refuses the others, field by field', async () => {
    const ipv4 = { interface: 'lan', start_addr: '192.168.1.200', end_addr: '192.168.1.210' };
    const ipv6 = { interface: 'lan', constructor: 'lan', start_addr: '::1000', end_addr: '::2000' };
    const cases: readonly (readonly [Readonly<Record<string, string>>, readonly string[]])[] = [
      [ipv4, []],
      [ipv6, []],
      [{ ...ipv4, lease_time: '24h' }, ['lease_time']],
      [{ ...ipv4, end_addr: '::2000' }, isSince(release, '26.1') ? ['end_addr'] : ['end_addr', 'start_addr']],
      [{ ...ipv4, constructor: 'lan' }, ['constructor', 'start_addr', 'end_addr']],
      [{ ...ipv4, prefix_len: '64' }, ['prefix_len']],
      [{ ...ipv4, mode: 'static' }, ['end_addr']],
      [{ interface: 'lan', start_addr: '192.168.1.200' }, ['end_addr']],
      [{ interface: 'lan', start_addr: '192.168.1.0', mode: 'static' }, []],
      [{ ...ipv6, constructor: '' }, isSince(release, '26.1') ? [] : ['start_addr']],
      [{ ...ipv6, start_addr: '2001:db8::1000' }, ['start_addr']],
      [{ ...ipv6, start_addr: '::xyz' }, ['start_addr']],
      [{ ...ipv6, ra_mode: 'slaac,ra-names' }, []],
      [{ ...ipv6, ra_mode: 'slaac,off-link' }, ['ra_mode']],
      [{ ...ipv6, ra_mode: 'slaac', interface: '' }, ['interface']],
      [{ ...ipv6, ra_mode: 'slaac', prefix_len: '60' }, ['prefix_len']],
      [{ ...ipv4, domain: 'lab.example.net', domain_type: 'interface', interface: '' }, ['interface']],
    ];
    for (const [values, fields] of cases) expect([values, await range(values)]).toEqual([values, fields]);
  });

  it('tells host overrides from reservations', async () => {
    const mac = '00:25:90:4a:10:99';
    const cases: readonly (readonly [Readonly<Record<string, string>>, readonly string[]])[] = [
      [{ host: 'www', ip: '192.0.2.80' }, []],
      [{ host: 'www' }, ['host', 'ip']],
      [{ hwaddr: mac, ip: '192.168.1.99' }, []],
      [{ hwaddr: mac, host: 'lamp' }, []],
      [{ hwaddr: mac }, ['host', 'ip']],
      [{ hwaddr: mac, host: '*' }, ['host']],
      [{ hwaddr: mac, ip: '192.168.1.98,192.168.1.99' }, ['ip']],
      [{ hwaddr: mac, ip: '192.168.1.98,::98' }, []],
      [{ hwaddr: `${mac},zz`, host: 'lamp' }, ['hwaddr']],
      [{ client_id: 'nonsense', host: 'lamp' }, ['client_id']],
      [{ hwaddr: mac, ip: '192.168.1.10' }, isSince(release, '25.7') ? ['ip'] : []],
      [{ hwaddr: mac, host: '-lamp' }, isSince(release, '25.7') ? ['host'] : []],
    ];
    for (const [values, fields] of cases) expect([values, await host(values)]).toEqual([values, fields]);
    if (!isSince(release, '25.7')) return;
    expect(await host({ host: 'www', ip: '192.0.2.80', cnames: 'nas' })).toEqual(['cnames']);
    expect(await host({ host: 'www', ip: '192.0.2.80', cnames: 'web.example.net,web.example.net' })).toEqual(['cnames']);
  });

  it('checks options, and needs to be told their type', async () => {
    expect(await option({ option: '6', value: '192.168.1.1' })).toEqual([]);
    expect(await option({ option: '6', value: 'nowhere' })).toEqual(isSince(release, '26.1') ? ['value'] : []);
    expect(await option({ option: '6', option6: '23' })).toEqual(['option']);
    expect(await option({})).toEqual(['option']);
    expect(await option({ option: '999' })).toEqual(['option']);
    expect(await option({ option6: '23', value: '2001:db8::1' })).toEqual(['value']);
    expect(await option({ option6: '23', value: '[2001:db8::1]' })).toEqual([]);
    expect(await option({ type: 'match', option: '60', value: 'PXEClient' })).toEqual(['set_tag']);
    expect((await ask(settings.firewall, 'dnsmasq/settings/add_option', { option: { option: '6' } })).status).toBe(500);
  });

  it('finds by tag or interface, clears what an option of that type cannot have, and keeps a tag that is used', async () => {
    const tag = await settings.add('dnsmasq/settings/add_tag', 'tag', { tag: 'guests' });
    const uuid = await settings.add('dnsmasq/settings/add_option', 'option', { type: 'match', option: '60', value: 'x', tag, interface: 'lan', set_tag: tag, force: '1' });
    const found = (kind: string, tags: unknown): Promise<Found> => settings.post(`dnsmasq/settings/search_${kind}`, { tags });
    expect((await found('option', [tag])).rows).toMatchObject([{ uuid, tag: '', interface: isSince(release, '25.7') ? '' : 'Any' }]);
    expect([(await found('option', ['lan'])).total, (await found('tag', [tag])).total, (await found('tag', [uuid])).total]).toEqual([0, 1, 0]);
    expect((await found('range', ['opt1'])).total).toBe(isSince(release, '25.7') ? 1 : 0);
    expect((await ask(settings.firewall, 'dnsmasq/settings/search_option', { tags: tag })).status).toBe(500);
    expect((await ask(settings.firewall, `dnsmasq/settings/del_tag/${tag}`, {})).status).toBe(500);
    const list = await settings.get<{ tags: { items: unknown }; interfaces: { items: readonly { value: string }[] } }>('dnsmasq/settings/get_tag_list');
    expect([list.tags.items, list.interfaces.items.map(({ value }) => value)]).toEqual([[{ value: tag, label: 'guests' }], ['opt2', 'opt1', 'lan', 'lo0', 'opt3', 'opt4', 'wan']]);
  });

  it('answers with the port and the domain that count, and does not take the port of Unbound', async () => {
    const { dnsmasq } = await settings.get<{ dnsmasq: Record<string, unknown> }>('dnsmasq/settings/get');
    expect(dnsmasq['dns_port']).toBe(isSince(release, '25.7') ? '53053' : '53');
    expect(dnsmasq['dhcp']).toMatchObject({ [isSince(release, '26.1') ? '%domain' : 'this_domain']: 'office.example.net' });
    expect(await settings.refused('dnsmasq/settings/set', 'dnsmasq', { enable: '1', port: '' })).toEqual(['port']);
    expect(await settings.refused('dnsmasq/settings/set', 'dnsmasq', { enable: '1', port: '53053' })).toEqual([]);
  });
});

it.each(WITH_DNSMASQ)('reads the servers of domains that an older Dnsmasq had on a %s', async release => {
  const settings = new Settings(release);
  const servers = ['192.0.2.1', '192.0.2.2#5353', '192.0.2.3#5353@192.168.1.1', '2001:db8::3@2001:db8::1'];
  const domains = servers.map((ip, index) => element('domainoverrides', [element('domain', `d${index}.example`), element('ip', ip)], { uuid: `00000000-0000-4000-8000-00000000000${index}` }));
  settings.firewall.document.ensure('dnsmasq').children.push(...domains);
  const { rows } = await settings.post<Found>('dnsmasq/settings/search_domain', { searchPhrase: '.example' });
  expect(rows.map(row => [row['ip'], row['port'], row['srcip']])).toEqual([
    ['192.0.2.1', '', ''],
    ['192.0.2.2', '5353', ''],
    ['192.0.2.3', '5353', '192.168.1.1'],
    ['2001:db8::3', '', '2001:db8::1'],
  ]);
});

describe.each(RELEASES)('Kea of a fake %s', release => {
  const OFFICE = { subnet: '192.168.1.0/24', pools: '192.168.1.100-192.168.1.199\n192.168.1.224/28' };

  it('shows only its general settings, and by POST none', async () => {
    const settings = new Settings(release);
    const { dhcpv4 } = await settings.get<{ dhcpv4: Record<string, Record<string, unknown>> }>('kea/dhcpv4/get');
    const lexpire = isSince(release, '25.7') ? ['lexpire'] : [];
    expect(Object.keys(dhcpv4)).toEqual(isSince(release, '26.1') ? ['general', 'lexpire', 'ha'] : ['general', ...lexpire, 'ha', 'this_hostname']);
    expect(isSince(release, '26.1') ? dhcpv4['ha']?.['%this_server_name'] : dhcpv4['this_hostname']).toBe('fw1');
    expect(Object.keys((await settings.get<{ ctrlagent: object }>('kea/ctrl_agent/get')).ctrlagent)).toEqual(['general']);
    expect((await ask(settings.firewall, 'kea/dhcpv4/get', {})).status).toBe(500);
    if (isSince(release, '26.1')) expect(Object.keys((await settings.get<{ ddns: object }>('kea/ddns/get')).ddns)).toEqual(['general']);
  });

  it('keeps reservations in their subnet and clients apart', async () => {
    const settings = new Settings(release);
    const subnet = await settings.add('kea/dhcpv4/add_subnet', 'subnet4', OFFICE);
    const client = { subnet, ip_address: '192.168.1.50', hw_address: '00:25:90:4a:10:99' };
    const refused = (values: Readonly<Record<string, string>>): Promise<string[]> => settings.refused('kea/dhcpv4/add_reservation', 'reservation', values);
    expect(await refused({ ...client, ip_address: '192.168.2.50' })).toEqual(['ip_address']);
    expect(await refused({ ...client, ip_address: '' })).toEqual(['ip_address']);
    expect(await refused({ ...client, hw_address: '' })).toEqual(['hw_address']);
    expect(await refused(client)).toEqual([]);
    expect(await refused({ ...client, ip_address: '192.168.1.51' })).toEqual(['hw_address']);
    expect(await refused({ ...client, hw_address: '00:25:90:4a:10:98' })).toEqual(['ip_address']);
    if (isSince(release, '26.1')) expect(await refused({ ...client, ip_address: '192.168.1.52', client_id: '01:02:03' })).toContain('hw_address');
  });

  it('takes pools that are ranges or subnets, and routes in pairs', async () => {
    const refused = (values: Readonly<Record<string, unknown>>): Promise<string[]> => new Settings(release).refused('kea/dhcpv4/add_subnet', 'subnet4', values as Record<string, string>);
    expect(await refused(OFFICE)).toEqual([]);
    expect(await refused({ ...OFFICE, pools: '192.168.1.100-' })).toEqual(['pools']);
    expect(await refused({ ...OFFICE, pools: '192.168.1.100' })).toEqual(['pools']);
    expect(await refused({ subnet: '192.168.1.0' })).toEqual(['subnet']);
    expect(await refused({ ...OFFICE, option_data: { static_routes: '10.0.0.0' } })).toEqual(release === '24.7' ? [] : ['option_data.static_routes']);
    if (isSince(release, '25.7')) expect(await refused({ ...OFFICE, option_data: { classless_static_route: '10.0.0.1/8-192.168.1.1' } })).toEqual(['option_data.classless_static_route']);
  });

  it('fills in the options of subnets when its settings are saved as a whole', async () => {
    const settings = new Settings(release);
    const uuid = await settings.add('kea/dhcpv4/add_subnet', 'subnet4', OFFICE);
    const routers = async (): Promise<string[]> => Object.keys((await settings.get<{ subnet4: { option_data: { routers: object } } }>(`kea/dhcpv4/get_subnet/${uuid}`)).subnet4.option_data.routers);
    expect(await routers()).toEqual(['']);
    expect(await settings.post('kea/dhcpv4/set', { dhcpv4: { general: { enabled: '1', interfaces: 'lan' } } })).toEqual({ result: 'saved' });
    expect(await routers()).toEqual(['192.168.1.1']);
  });

  it('numbers subnets from 26.7 on, and a copy anew', async () => {
    const settings = new Settings(release);
    const uuid = await settings.add('kea/dhcpv4/add_subnet', 'subnet4', OFFICE);
    await settings.add('kea/dhcpv4/add_subnet', 'subnet4', { subnet: '192.168.20.0/24' });
    const numberOf = async (query: string): Promise<unknown> => (await settings.get<{ subnet4: { subnet_id?: unknown } }>(`kea/dhcpv4/get_subnet/${uuid}${query}`)).subnet4.subnet_id;
    expect([await numberOf(''), await numberOf('?fetchmode=copy')]).toEqual(release === '26.7' ? ['1', 3] : [undefined, undefined]);
  });
});

describe.each(['26.1', '26.7'] as const)('what Kea checks on a fake %s', release => {
  const general = { dhcpv6: { general: { enabled: '1', interfaces: 'lan' } } };
  const LAN = { subnet: '2001:db8:100::/64', interface: 'lan' };

  it('pools and options of IPv6 subnets', async () => {
    const settings = new Settings(release);
    const refused = (values: Readonly<Record<string, unknown>>): Promise<string[]> => settings.refused('kea/dhcpv6/add_subnet', 'subnet6', values as Record<string, string>);
    expect(await refused(LAN)).toEqual(['interface']);
    await settings.post('kea/dhcpv6/set', general);
    expect(await refused({ ...LAN, pools: '2001:db8:200::1-2001:db8:200::9' })).toEqual(['pools']);
    expect(await refused({ interface: 'lan' })).toEqual(['subnet']);
    expect(await refused({ ...LAN, dynamic_prefix: '1' })).toEqual(['subnet', 'dynamic_prefix']);
    expect(await refused({ ...LAN, option_data_autocollect: '1', option_data: { dns_servers: '2001:db8::1' } })).toEqual(['option_data.dns_servers']);
    expect(await refused({ ...LAN, pools: '2001:db8:100::1000-2001:db8:100::2000' })).toEqual([]);
  });

  it('reservations and prefixes for IPv6', async () => {
    const settings = new Settings(release);
    await settings.post('kea/dhcpv6/set', general);
    const subnet = await settings.add('kea/dhcpv6/add_subnet', 'subnet6', { ...LAN, subnet: '2001:db8:100::/56' });
    const client = { subnet, duid: '00:03:00:01:00:25:90:4a:10:99' };
    const reserve = (values: Readonly<Record<string, string>>): Promise<string[]> => settings.refused('kea/dhcpv6/add_reservation', 'reservation', values);
    expect(await reserve(client)).toEqual(['ip_address']);
    expect(await reserve({ ...client, prefix: '2001:db8:200::/64' })).toEqual(['prefix']);
    expect(await reserve({ ...client, prefix: '2001:db8:100:10::/64', hw_address: '00:25:90:4a:10:99' })).toEqual(['duid']);
    expect(await reserve({ ...client, prefix: '2001:db8:100:10::/64' })).toEqual([]);
    const delegate = (values: Readonly<Record<string, string>>): Promise<string[]> => settings.refused('kea/dhcpv6/add_pd_pool', 'pd_pool', { subnet, delegated_len: '64', ...values });
    expect(await delegate({ prefix: '2001:db8:100:80::' })).toEqual(['prefix_len']);
    expect(await delegate({ prefix: '2001:db8:100:81::', prefix_len: '60' })).toEqual(['prefix']);
    expect(await delegate({ prefix: '2001:db8:100:80::', prefix_len: '60', delegated_len: '56' })).toEqual(['delegated_len']);
    expect(await delegate({ prefix: '2001:db8:100:80::', prefix_len: '60' })).toEqual([]);
    expect(await delegate({ prefix: '2001:db8:100:88::', prefix_len: '61' })).toEqual(['prefix']);
  });

  it('the value of an option by its encoding', async () => {
    const settings = new Settings(release);
    const refused = (values: Readonly<Record<string, string>>): Promise<string[]> => settings.refused('kea/dhcpv4/add_option', 'option', { description: `${values['code'] ?? ''} ${values['data'] ?? ''}`, ...values });
    expect(await refused({ code: '6', encoding: 'ipv4-address', data: '192.168.1.1, 192.168.1.2' })).toEqual([]);
    expect(await refused({ code: '6', encoding: 'ipv4-address', data: 'nowhere' })).toEqual(['data']);
    expect(await refused({ code: '6', encoding: 'uint8', data: '1' })).toEqual(['data']);
    expect(await refused({ code: '23', encoding: 'uint8', data: '256' })).toEqual(['data']);
    expect(await refused({ code: '43', encoding: 'string', data: 'x' })).toEqual(['data']);
    expect(await refused({ code: '43', encoding: 'hex', data: '0aF' })).toEqual(['data']);
    expect(await refused({ code: '43', encoding: 'hex', data: '0aFf' })).toEqual([]);
    expect(await refused({ code: '6', encoding: 'hex', data: '00', match_code: '60' })).toEqual(['match_data']);
  });
});

describe.each(RELEASES)('the DHCP servers as services of a fake %s', release => {
  const status = async (settings: Settings, module: string): Promise<unknown> => (await settings.get<{ status: unknown }>(`${module}/service/status`)).status;

  it('say disabled, stopped or running, and start only what is switched on', async () => {
    const settings = new Settings(release);
    expect(await status(settings, 'kea')).toBe('disabled');
    expect(await settings.post('kea/service/start')).toEqual({ response: 'OK' });
    expect(await status(settings, 'kea')).toBe('disabled');
    await settings.post('kea/dhcpv4/set', { dhcpv4: { general: { enabled: '1', interfaces: 'lan' } } });
    expect(await status(settings, 'kea')).toBe('stopped');
    expect(await settings.post('kea/service/reconfigure')).toEqual({ status: 'ok' });
    expect(await status(settings, 'kea')).toBe('running');
    const named = async (): Promise<unknown[]> => (await settings.post<Found>('core/service/search', { searchPhrase: 'kea' })).rows.map(row => [row['id'], row['running']]);
    const id = release === '24.7' ? 'kea-dhcpv4' : 'kea-dhcp/v4';
    expect(await named()).toEqual([[id, 1]]);
    await settings.post(`core/service/stop/${id}`);
    expect([await named(), await status(settings, 'kea')]).toEqual([[[id, 0]], 'stopped']);
    await settings.post('kea/dhcpv4/set', { dhcpv4: { general: { enabled: '0' } } });
    expect([await named(), await status(settings, 'kea')]).toEqual([[], 'disabled']);
  });

  it('have no ISC DHCP where the configuration has no section for it', async () => {
    const settings = new Settings(release);
    if (isSince(release, '25.7')) expect((await ask(settings.firewall, 'dhcpv4/service/status')).status).toBe(release === '25.7' ? 500 : 404);
    else expect(await status(settings, 'dhcpv4')).toBe('running');
  });

  it('let Dnsmasq run on with what it loaded until it is told', async () => {
    if (release === '24.7') return;
    const settings = new Settings(release);
    const isOn = isSince(release, '25.7');
    expect(await status(settings, 'dnsmasq')).toBe(isOn ? 'running' : 'disabled');
    expect(await settings.post('dnsmasq/settings/set', { dnsmasq: { enable: isOn ? '0' : '1', port: '53053' } })).toEqual({ result: 'saved' });
    expect(await status(settings, 'dnsmasq')).toBe(isOn ? 'running' : 'stopped');
    await settings.post('dnsmasq/service/reconfigure');
    expect(await status(settings, 'dnsmasq')).toBe(isOn ? 'disabled' : 'running');
  });
});
