import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES } from '../../../src/ports';
import { ask, askJson } from './ask';

interface Found {
  readonly total: number;
  readonly rows: readonly { readonly ip: string }[];
}

const addresses = async (firewall: FakeFirewall, table: string): Promise<string[]> => (await askJson<Found>(firewall, `firewall/alias_util/list/${table}`, {})).rows.map(({ ip }) => ip);
const loaded = async (firewall: FakeFirewall, name: string): Promise<string | undefined> =>
  (await askJson<{ rows: Record<string, string>[] }>(firewall, 'firewall/alias/search_item', { searchPhrase: name })).rows.find(row => row['name'] === name)?.['current_items'];

describe.each(RELEASES)("pf's tables on %s", release => {
  it('hold what the aliases say once they are loaded', async () => {
    const firewall = new FakeFirewall({ release });
    await askJson(firewall, 'firewall/alias/add_item', { alias: { name: 'printers', type: 'host', content: '192.168.1.30\n192.168.1.31' } });
    expect(await addresses(firewall, 'printers')).toEqual([]);
    expect(await loaded(firewall, 'printers')).toBe('');
    await askJson(firewall, 'firewall/alias/reconfigure', {});
    expect(await addresses(firewall, 'printers')).toEqual(['192.168.1.30', '192.168.1.31']);
    expect(await loaded(firewall, 'printers')).toBe('2');
    expect(await askJson(firewall, 'firewall/alias_util/aliases')).toContain('printers');
    expect(await askJson(firewall, 'firewall/alias_util/find_references', { ip: '192.168.1.31' })).toEqual({ status: 'ok', matches: expect.arrayContaining(['printers', '__lan_network']) });
  });

  it('take single addresses, which written aliases keep', async () => {
    const firewall = new FakeFirewall({ release });
    const saves = firewall.history.list().length;
    expect(await askJson(firewall, 'firewall/alias_util/add/sshlockout', { address: '192.0.2.9' })).toEqual({ status: 'done' });
    expect(await addresses(firewall, 'sshlockout')).toEqual(['192.0.2.9']);
    expect(firewall.history.list().length).toBe(saves);
    await askJson(firewall, 'firewall/alias_util/add/nas', { address: '192.168.1.12' });
    expect(await addresses(firewall, 'nas')).toEqual(['192.168.1.10', '192.168.1.12']);
    expect(firewall.history.list().length).toBe(saves + 1);
    await askJson(firewall, 'firewall/alias_util/delete/nas', { address: '192.168.1.12' });
    expect(await addresses(firewall, 'nas')).toEqual(['192.168.1.10']);
    await askJson(firewall, 'firewall/alias_util/flush/sshlockout', {});
    expect(await addresses(firewall, 'sshlockout')).toEqual([]);
    expect(await askJson(firewall, 'firewall/alias_util/add/nas', { address: 'www.example.org' })).toEqual({ status: 'not_an_address' });
  });

  it('decide about new connections', async () => {
    const firewall = new FakeFirewall({ release });
    const decides = (): string[] => firewall.running.packetFilter.tables.names().filter(name => firewall.running.packetFilter.tables.holds(name, '192.0.2.55'));
    expect(decides()).not.toContain('virusprot');
    await askJson(firewall, 'firewall/alias_util/add/virusprot', { address: '192.0.2.55' });
    expect(decides()).toContain('virusprot');
  });
});

describe.each(RELEASES)('aliases from elsewhere on %s', release => {
  const data = (content: string): object => ({ aliases: { alias: { one: { name: 'first', type: 'host', content: '192.0.2.1' }, two: { name: 'second', type: 'networkgroup', content } } } });

  it('are imported all together, and may name each other', async () => {
    const firewall = new FakeFirewall({ release });
    expect(await askJson(firewall, 'firewall/alias/import', { data: data('first') })).toEqual({ existing: 0, new: 2, status: 'ok' });
    expect(await askJson(firewall, 'firewall/alias/import', { data: data('first') })).toEqual({ existing: 2, new: 0, status: 'ok' });
    const exported = await askJson<{ aliases: { alias: Record<string, { name: string }> } }>(firewall, 'firewall/alias/export');
    expect(Object.values(exported.aliases.alias).map(({ name }) => name)).toEqual(expect.arrayContaining(['first', 'second', 'nas']));
  });

  it('are refused all together', async () => {
    const firewall = new FakeFirewall({ release });
    expect(await askJson(firewall, 'firewall/alias/import', { data: data('nobody') })).toMatchObject({ status: 'failed', validations: { 'two.content': expect.any(String) } });
    expect((await askJson<Found>(firewall, 'firewall/alias/search_item', { searchPhrase: 'first' })).total).toBe(0);
    expect((await ask(firewall, 'firewall/alias/import')).status).toBe(500);
  });
});

describe.each(RELEASES)('what aliases can be made of on %s', release => {
  it('is told by the firewall', async () => {
    const firewall = new FakeFirewall({ release });
    expect(await askJson(firewall, 'firewall/alias/list_user_groups')).toMatchObject({ 1999: { name: 'admins', gid: '1999' } });
    const usages = async (): Promise<unknown> => (await askJson<{ alias: { geoip: Record<string, unknown> } }>(firewall, 'firewall/alias/get_geo_i_p')).alias.geoip['usages'];
    expect(await usages()).toBe(0);
    await askJson(firewall, 'firewall/alias/add_item', { alias: { name: 'countries', type: 'geoip', content: 'NL' } });
    expect(await usages()).toBe(1);
    expect(await askJson(firewall, 'firewall/alias/add_item', { alias: { name: 'nowhere', type: 'geoip', content: 'XX' } })).toMatchObject({ result: 'failed' });
  });
});
