import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES, type Release } from '../../../src/ports';
import { ask, askJson, basic } from './ask';

type Row = Readonly<Record<string, unknown>>;
interface Rows {
  readonly rows: readonly Row[];
  readonly total: number;
}

const WITH_USERS = RELEASES.filter(release => release !== '24.7');

function set(release: Release) {
  const firewall = new FakeFirewall({ release, clock: { now: () => Date.UTC(2026, 10, 23, 12) } });
  const post = <T = Row>(path: string, body: unknown = {}): Promise<T> => askJson<T>(firewall, `auth/${path}`, body);
  return {
    firewall, post,
    find: async (kind: 'user' | 'group', name: string): Promise<Row> => (await post<Rows>(`${kind}/search`)).rows.find(row => row['name'] === name) ?? {},
    status: async (path: string, body: unknown, headers = basic()): Promise<number> => (await ask(firewall, path, body, headers)).status,
  };
}

describe.each(WITH_USERS)('users of the fake firewall as %s', release => {
  it('lets a new key in at once, with the rights of its user, until it is deleted', async () => {
    const { firewall, post, status } = set(release);
    const { key, secret } = await post<{ key: string; secret: string }>('user/add_api_key/monitor');
    expect(await status('diagnostics/interface/search_arp', {}, basic(key, secret))).toBe(200);
    expect(await status('auth/user/search', {}, basic(key, secret))).toBe(403);
    expect(await status('diagnostics/interface/search_arp', {}, basic(key, 'wrong'))).toBe(401);
    const listed = (await post<Rows>('user/search_api_key')).rows.find(row => row['key'] === key);
    expect(listed).toEqual({ username: 'monitor', key, id: Buffer.from(key).toString('base64') });
    const revision = firewall.document.clone();
    expect(await post(`user/del_api_key/${String(listed?.['id'])}`)).toEqual({ result: 'deleted' });
    expect(await status('diagnostics/interface/search_arp', {}, basic(key, secret))).toBe(401);
    expect(await post(`user/del_api_key/${String(listed?.['id'])}`)).toEqual({ result: 'not found' });
    firewall.replace(revision);
    expect(await status('diagnostics/interface/search_arp', {}, basic(key, secret))).toBe(200);
  });

  it('takes away a key that was there from the start', async () => {
    const { post, status } = set(release);
    const headers = basic('FAKE-KEY-auditor', 'FAKE-SECRET-auditor');
    expect(await status('auth/user/search', {}, headers)).toBe(200);
    expect(await post(`user/del_api_key/${Buffer.from('FAKE-KEY-auditor').toString('base64')}`)).toEqual({ result: 'deleted' });
    expect(await status('auth/user/search', {}, headers)).toBe(401);
  });

  it('hashes a password and keeps it through changes', async () => {
    const { firewall, post } = set(release);
    const { uuid } = await post<{ uuid: string }>('user/add', { user: { name: 'dora', password: 'open-sesame', group_memberships: '2000' } });
    expect(firewall.document.toXml()).not.toContain('open-sesame');
    const hash = (): string => /<name>dora<\/name>[^]*?<password>(\$2y\$11\$[^<]{53})<\/password>/.exec(firewall.document.toXml())?.[1] ?? '';
    const before = hash();
    expect(before).not.toBe('');
    expect(await post(`user/set/${uuid}`, { user: { name: 'dora', descr: 'Dora' } })).toEqual({ result: 'saved' });
    expect(hash()).toBe(before);
    await post(`user/set/${uuid}`, { user: { name: 'dora', password: 'other' } });
    expect(hash()).not.toBe(before);
  });

  it('keeps groups in step with what a user names', async () => {
    const { post, find } = set(release);
    const { uuid } = await post<{ uuid: string }>('user/add', { user: { name: 'dora', scrambled_password: '1', group_memberships: '1999,2000' } });
    expect(await find('user', 'dora')).toMatchObject({ is_admin: '1', uid: '2004' });
    await post(`user/set/${uuid}`, { user: { name: 'dora', group_memberships: '2000' } });
    expect(await find('user', 'dora')).toMatchObject({ is_admin: '0' });
    await post(`user/del/${uuid}`);
    expect(await find('user', 'dora')).toEqual({});
  });

  it('refuses to let anybody lock himself out or to touch what belongs to the system', async () => {
    const { firewall, find, status } = set(release);
    const before = firewall.document.toXml();
    const root = await find('user', 'root');
    const admins = await find('group', 'admins');
    expect(await status(`auth/user/del/${String(root['uuid'])}`, {})).toBe(500);
    expect(await status(`auth/group/del/${String(admins['uuid'])}`, {})).toBe(500);
    expect(await status(`auth/user/set/${String(root['uuid'])}`, { user: { name: 'root', group_memberships: '' } })).toBe(500);
    expect(await status(`auth/group/set/${String(admins['uuid'])}`, { group: { name: 'admins', member: '' } })).toBe(500);
    expect(firewall.document.toXml()).toBe(before);
  });

  it('trips over a user without a name', async () => {
    const { status, find } = set(release);
    const alice = await find('user', 'alice');
    expect(await status(`auth/user/set/${String(alice['uuid'])}`, { user: { descr: 'x' } })).toBe(500);
    expect(await status('auth/user/add', {})).toBe(500);
  });

  it.each([
    [{ name: 'bad name', password: 'x' }, ['user.name']],
    [{ name: 'a@b', password: 'x' }, ['user.name']],
    [{ name: 'nobody' }, ['user.password']],
    [{ name: 'alice', password: 'x' }, ['user.name']],
    [{ name: 'x', password: 'x', expires: 'soon' }, ['user.expires']],
    [{ name: 'x', password: 'x', priv: 'page-nothing' }, ['user.priv']],
  ])('refuses %j', async (user, fields) => {
    const { post } = set(release);
    expect(Object.keys((await post('user/add', { user }))['validations'] as Row)).toEqual(fields);
  });

  it('shows keys for SSH in clear, dates as dates, and seeds as addresses', async () => {
    const { firewall, post } = set(release);
    const { uuid } = await post<{ uuid: string }>('user/add', { user: { name: 'dora', password: 'x', authorizedkeys: 'ssh-ed25519 AAAA dora', expires: '+1 day', otp_seed: 'ABCD' } });
    const { user } = await askJson<{ user: Row }>(firewall, `auth/user/get/${uuid}`);
    expect(user).toMatchObject({ authorizedkeys: 'ssh-ed25519 AAAA dora', expires: '11/24/2026', password: '', apikeys: '' });
    expect(user['otp_uri']).toContain('otpauth://totp/dora@fw1.office.example.net?secret=ABCD&');
    expect(firewall.document.toXml()).toContain(Buffer.from('ssh-ed25519 AAAA dora').toString('base64'));
    expect(await askJson(firewall, 'auth/user/get/nope')).toEqual({ user: { otp_uri: '' } });
    expect((await askJson<{ seed: string }>(firewall, 'auth/user/new_otp_seed')).seed).toMatch(/^[A-Z2-7]{32}$/);
  });

  it('knows who has a privilege, and gives it to others', async () => {
    const { firewall, post, find } = set(release);
    const holders = async (): Promise<Row> => (await post<Rows>('priv/search')).rows.find(row => row['id'] === 'page-diagnostics-arptable') ?? {};
    expect(await holders()).toMatchObject({ name: 'Diagnostics: ARP Table', users: ['monitor'], groups: [] });
    const alice = String((await find('user', 'alice'))['uuid']);
    const { priv } = await askJson<{ priv: { users: Record<string, { selected: number }> } }>(firewall, 'auth/priv/get_item/page-diagnostics-arptable');
    expect(priv.users[alice]).toMatchObject({ value: 'alice', selected: 0 });
    expect(await post('priv/set_item/page-diagnostics-arptable', { priv: { users: alice, groups: '' } })).toEqual({ result: 'saved' });
    expect(await holders()).toMatchObject({ users: ['alice'] });
  });
});

it('has no users in its API as 24.7', async () => {
  expect((await ask(new FakeFirewall({ release: '24.7' }), 'auth/user/search', {})).status).toBe(404);
});
