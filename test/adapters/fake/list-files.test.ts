import { parseCsv } from '../../../src/adapters/fake/csv';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { compareReleases, RELEASES, type Release } from '../../../src/ports';
import { ask, askJson } from './ask';

type Report = Readonly<{ inserted: number; updated: number; validations: readonly { sequence: number; field?: string }[]; fieldnames: readonly string[] }>;
const since = (release: Release, first: Release): boolean => compareReleases(release, first) >= 0;

describe.each(RELEASES)('lists of %s as files', release => {
  const firewall = new FakeFirewall({ release });
  const upload = (path: string, payload: string): Promise<Report> => askJson<Report>(firewall, path, { payload });
  const download = async (path: string): Promise<string[][]> => parseCsv((await ask(firewall, path)).body);

  it('take reservations to the subnet of their address, by hardware address', async () => {
    const { uuid } = await askJson<{ uuid: string }>(firewall, 'kea/dhcpv4/add_subnet', { subnet4: { subnet: '192.0.2.0/24' } });
    const payload = 'ip_address,hw_address,hostname\n192.0.2.9,00:00:5e:00:53:01,nas\n198.51.100.9,00:00:5e:00:53:02,away\n';
    expect(await upload('kea/dhcpv4/upload_reservations', payload)).toMatchObject({ inserted: 2, updated: 0, validations: [{ sequence: 1, field: 'subnet' }, { sequence: 1, field: 'ip_address' }] });
    expect(await upload('kea/dhcpv4/upload_reservations', payload.replace('192.0.2.9', '192.0.2.10'))).toMatchObject({ inserted: 1, updated: 1 });
    const [heading = [], ...rows] = await download('kea/dhcpv4/download_reservations');
    expect([heading.includes('subnet'), rows.map(row => row[heading.indexOf('ip_address')])]).toEqual([false, ['192.0.2.10']]);
    expect(firewall.document.find('OPNsense/Kea/dhcp4/reservations')?.children[0]?.children.find(({ name }) => name === 'subnet')?.text).toBe(uuid);
    const text = (await ask(firewall, 'kea/dhcpv4/download_reservations')).body;
    expect(text.includes(since(release, '26.1') ? ';' : ',')).toBe(true);
    expect(await askJson(firewall, 'kea/dhcpv4/upload_reservations', {})).toEqual({ status: 'failed' });
  });
});

describe.each(RELEASES.filter(release => since(release, '25.1')))('lists of %s as files', release => {
  const firewall = new FakeFirewall({ release });
  const upload = (path: string, payload: string): Promise<Report> => askJson<Report>(firewall, path, { payload });
  const download = async (path: string): Promise<string[][]> => parseCsv((await ask(firewall, path)).body);

  it('take hosts of Dnsmasq by the names that Kea gives their columns, too', async () => {
    expect(await upload('dnsmasq/settings/upload_hosts', 'hostname,ip_address,description\nplotter,192.0.2.77,Second floor\n')).toMatchObject({ inserted: 1, validations: [] });
    const [heading = [], ...rows] = await download('dnsmasq/settings/download_hosts');
    const name = heading.indexOf(since(release, '25.7') ? 'hostname' : 'host');
    expect(rows.find(row => row[name] === 'plotter')?.[heading.indexOf(since(release, '25.7') ? 'description' : 'descr')]).toBe('Second floor');
    expect(heading).not.toContain('comments');
  });

  it('give new users a password that nobody knows, and put them into their groups', async () => {
    expect(await upload('auth/user/upload', 'name,group_memberships,password\ncarla,2000,secret\n,2000,x\n')).toMatchObject({ inserted: 2, validations: [{ sequence: 1, field: 'name' }] });
    const users = firewall.document.find('system')?.children.filter(({ name }) => name === 'user') ?? [];
    const text = (name: string): string => users.at(-1)?.children.find(each => each.name === name)?.text ?? '';
    expect([text('name'), text('password').startsWith('$2y$')]).toEqual(['carla', true]);
    const group = firewall.document.find('system')?.children.filter(({ name }) => name === 'group').at(-1);
    expect(group?.children.filter(({ name }) => name === 'member').flatMap(each => each.text.split(','))).toContain(text('uid'));
    const [heading = []] = await download('auth/user/download');
    expect([heading.includes('name'), heading.includes('password')]).toEqual([true, false]);
  });
});

describe.each(['26.1', '26.7'] as const)('lists of %s as files', release => {
  const firewall = new FakeFirewall({ release });

  it('update categories by their names', async () => {
    const file = await ask(firewall, 'firewall/category/download');
    const count = parseCsv(file.body).length - 1;
    expect(await askJson(firewall, 'firewall/category/upload', { payload: `${file.body}new;ff0000\n` })).toMatchObject({ inserted: 1, updated: count, validations: [] });
  });

  it('hold pipes with their uuids', async () => {
    const { uuid } = await askJson<{ uuid: string }>(firewall, 'trafficshaper/settings/add_pipe', { pipe: { bandwidth: '10', description: 'slow' } });
    const file = (await ask(firewall, 'trafficshaper/settings/download_pipes')).body;
    expect(file).toContain(uuid);
    expect(await askJson(firewall, 'trafficshaper/settings/upload_pipes', { payload: file.replace('slow', 'slower') })).toMatchObject({ inserted: 0, updated: 1, validations: [] });
    expect((await ask(firewall, 'trafficshaper/settings/download_pipes')).body).toContain('slower');
  });
});
