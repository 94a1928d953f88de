import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { compareReleases, RELEASES, type Release } from '../../../src/ports';
import { askJson } from './ask';

type Row = Readonly<Record<string, unknown>>;
interface Rows {
  readonly rows: readonly Row[];
  readonly total: number;
}

const START = Date.UTC(2026, 10, 23, 12);

function set(release: Release) {
  const clock = { time: START, now: () => clock.time };
  const firewall = new FakeFirewall({ release, clock });
  const post = <T = Row>(path: string, body: unknown = {}): Promise<T> => askJson<T>(firewall, `openvpn/${path}`, body);
  return {
    clock, firewall, post,
    sessions: (body: unknown = {}): Promise<Rows> => post<Rows>('service/search_sessions', body),
    routes: (): Promise<Rows> => post<Rows>('service/search_routes'),
    server: async (): Promise<string> => String((await post<Rows>('instances/search')).rows.find(row => row['description'] === 'Road warriors')?.['uuid'] ?? ''),
  };
}

const SERVER = { description: 'New', role: 'server', server: '10.33.0.0/24', cert: '65a1b2c3d4e52', vpnid: '' };

describe.each(RELEASES)('OpenVPN of the fake firewall as %s', release => {
  it('has a session and a route for everybody who is connected', async () => {
    const { sessions, routes, server } = set(release);
    const id = await server();
    const [session] = (await sessions()).rows;
    expect(session).toMatchObject({ type: 'server', common_name: 'alice', status: 'ok', description: 'Road warriors', virtual_address: '10.10.20.2', is_client: true });
    expect(session?.['id']).toBe(`${id}_${String(session?.['real_address'])}`);
    expect((await routes()).rows).toEqual([expect.objectContaining({ id, common_name: 'alice', virtual_address: '10.10.20.2', type: 'server' })]);
    expect((await sessions({ type: ['client'] })).total).toBe(0);
  });

  it('throws clients out, who come back a minute later', async () => {
    const { clock, post, sessions, server } = set(release);
    const id = await server();
    expect(await post('service/kill_session', { server_id: id, session_id: 'nobody' })).toEqual({ status: 'not_found' });
    expect(await post('service/kill_session', { server_id: '9', session_id: 'alice' })).toEqual({ status: 'server_not_found' });
    expect(await post('service/kill_session', { server_id: id })).toEqual({ status: 'invalid' });
    expect(await post('service/kill_session', { server_id: id, session_id: 'alice' })).toEqual({ status: 'killed', clients: 1 });
    expect((await sessions()).rows).toEqual([expect.objectContaining({ id, status: 'ok', type: 'server' })]);
    clock.time += 61_000;
    expect((await sessions()).rows[0]).toMatchObject({ common_name: 'alice', connected_since: '2026-11-23 12:01:00' });
  });

  it('lists an enabled instance that does not run without a status', async () => {
    const { post, sessions, routes, server } = set(release);
    const id = await server();
    expect(await post(`service/stop_service/${id}`)).toEqual({ result: 'ok' });
    expect((await sessions()).rows).toEqual([{ id, service_id: `openvpn/${id}`, type: 'server', description: 'Road warriors' }]);
    expect((await routes()).total).toBe(0);
    await post(`service/start_service/${id}`);
    expect((await sessions()).rows[0]).toMatchObject({ common_name: 'alice' });
  });

  it('runs what was saved at the last reconfigure', async () => {
    const { post, sessions } = set(release);
    const { uuid } = await post('instances/add', { instance: SERVER });
    expect((await sessions()).rows).toContainEqual(expect.objectContaining({ id: uuid, service_id: `openvpn/${String(uuid)}` }));
    await post('service/reconfigure');
    expect((await sessions()).rows).toContainEqual(expect.objectContaining({ id: uuid, status: 'ok' }));
  });

  it('numbers instances, past those of the old pages', async () => {
    const { firewall, post } = set(release);
    const { uuid } = await post('instances/add', { instance: SERVER });
    const { instance } = await askJson<{ instance: Row }>(firewall, `openvpn/instances/get/${String(uuid)}`);
    expect(instance['vpnid']).toBe('3');
    expect(await post('instances/add', { instance: { ...SERVER, vpnid: '2' } })).toMatchObject({ validations: { 'instance.vpnid': expect.any(String) } });
    const copy = await askJson<{ instance: Row }>(firewall, `openvpn/instances/get/${String(uuid)}?fetchmode=copy`);
    expect(copy.instance['vpnid']).toBeNull();
  });

  it.each([
    [{ server: '10.33.0.0/30' }, ['instance.server']],
    [{ server: '' }, ['instance.server', 'instance.server_ipv6']],
    [{ cert: '' }, ['instance.verify_client_cert']],
    [{ verify_client_cert: 'none', cert: '' }, ['instance.verify_client_cert']],
    [{ dev_type: 'ovpn', proto: 'tcp' }, ['instance.proto']],
    [{ dev_type: 'tap', bridge_gateway: '10.1.0.1/24' }, ['instance.bridge_gateway']],
    [{ dev_type: 'tap', bridge_gateway: '10.1.0.1/24', bridge_pool: '10.1.0.9-10.2.0.9' }, ['instance.bridge_pool']],
    [{ role: 'client' }, ['instance.remote']],
    [{ role: 'client', remote: 'vpn.example.org:1194', username: 'me' }, ['instance.username']],
    [{ role: 'client', remote: 'bad host', cert: '' }, ['instance.remote', 'instance.cert']],
    [{ keepalive_interval: '10', keepalive_timeout: '5' }, ['instance.keepalive_timeout']],
  ])('refuses an instance with %j', async (more, fields) => {
    const { post } = set(release);
    const answer = await post('instances/add', { instance: { ...SERVER, ...more } });
    expect(Object.keys((answer['validations'] ?? {}) as Row)).toEqual(fields);
  });

  it('makes the kinds of keys that the release knows', async () => {
    const { firewall } = set(release);
    const make = (type: string): Promise<Row> => askJson(firewall, `openvpn/instances/gen_key/${type}`);
    expect(String((await make('secret'))['key'])).toMatch(/^#\n# 2048 bit OpenVPN static key\n#\n-----BEGIN OpenVPN Static key V1-----\n([0-9a-f]{32}\n){16}-----END/);
    const knowsTokens = compareReleases(release, '25.1') >= 0;
    expect(String((await make('auth-token'))['key']).includes('auth-token server key')).toBe(knowsTokens);
    expect((await make('tls-crypt-v2-server'))['result']).toBe(compareReleases(release, '26.1') >= 0 || !knowsTokens ? 'ok' : 'failed');
    expect((await make('nonsense'))['result']).toBe(knowsTokens ? 'failed' : 'ok');
  });

  it('offers servers, old and new, for settings of single clients', async () => {
    const { firewall, server } = set(release);
    const { cso } = await askJson<{ cso: { servers: Row } }>(firewall, 'openvpn/client_overwrites/get');
    expect(cso.servers).toEqual({ [await server()]: { value: 'Road warriors (1194 / UDP)', selected: 0 } });
  });
});
