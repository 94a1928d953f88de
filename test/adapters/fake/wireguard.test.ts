import { createPrivateKey, createPublicKey } from 'node:crypto';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { compareReleases, RELEASES } from '../../../src/ports';
import { ask, askJson } from './ask';

interface Rows<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

interface Shown {
  readonly type: string;
  readonly name: string;
  readonly ifname: string;
  readonly endpoint: string;
  readonly 'allowed-ips'?: string;
  readonly 'latest-handshake'?: number;
  readonly 'latest-handshake-age'?: number | null;
  readonly 'latest-handshake-epoch'?: string | null;
  readonly 'peer-status'?: string;
  readonly 'transfer-rx'?: number;
}

interface Saved {
  readonly result: string;
  readonly uuid: string;
}

const START = Date.UTC(2026, 10, 23, 12);
const KEY = 'cGVlci1vbmUtcHVibGljLWtleS1mb3ItdGVzdHMtMDE=';

function set(release: (typeof RELEASES)[number]) {
  const clock = { time: START, now: () => clock.time };
  const firewall = new FakeFirewall({ release, clock });
  const show = (): Promise<Rows<Shown>> => askJson(firewall, 'wireguard/service/show');
  const uuidOf = async (list: string, name: string): Promise<string> =>
    (await askJson<Rows<{ uuid: string; name: string }>>(firewall, list, {})).rows.find(row => row.name === name)?.uuid ?? '';
  return {
    clock, firewall, show,
    staff: () => uuidOf('wireguard/server/search_server', 'staff'),
    peer: (name: string) => uuidOf('wireguard/client/search_client', name),
    addPeer: (servers: string, more: Readonly<Record<string, string>> = {}) =>
      askJson<Saved>(firewall, 'wireguard/client/add_client', { client: { name: 'new', pubkey: KEY, tunneladdress: '10.10.10.9/32', servers, ...more } }),
    reconfigure: () => askJson(firewall, 'wireguard/service/reconfigure', {}),
  };
}

describe.each(RELEASES)('WireGuard of the fake firewall as %s', release => {
  it('shows the instance and its enabled peers, with handshakes that go on with the clock', async () => {
    const { clock, show } = set(release);
    const { rows } = await show();
    expect(rows.map(({ type, name, ifname }) => [type, name, ifname])).toEqual([['interface', 'staff', 'staff'], ['peer', 'alice-laptop', 'staff'], ['peer', 'carol-tablet', 'staff']]);
    expect(START / 1000 - (rows[2]?.['latest-handshake'] ?? 0)).toBeGreaterThan(3_600);
    expect(rows[1]?.endpoint).toMatch(/^198\.51\.100\.\d+:\d+$/);
    const first = rows[1]?.['latest-handshake'] ?? 0;
    expect(START / 1000 - first).toBeLessThan(120);
    clock.time += 3_600_000;
    const later = (await show()).rows[1];
    expect(later?.['latest-handshake']).toBeGreaterThan(first + 3_400);
    expect(later?.['transfer-rx']).toBeGreaterThan(rows[1]?.['transfer-rx'] ?? 0);
    if (compareReleases(release, '25.1') < 0) expect(later).not.toHaveProperty('peer-status');
    else {
      expect(later).toMatchObject({ 'peer-status': 'online', 'latest-handshake-age': clock.time / 1000 - (later?.['latest-handshake'] ?? 0) });
      expect(later?.['latest-handshake-epoch']).toMatch(/^2026-11-23 1[23]:\d\d:\d\d$/);
    }
  });

  it('runs what was saved at the last reconfigure; a new peer waits for its first handshake', async () => {
    const { clock, show, staff, addPeer, reconfigure } = set(release);
    expect(await addPeer(await staff())).toMatchObject({ result: 'saved' });
    expect((await show()).total).toBe(3);
    await reconfigure();
    clock.time += 600_000;
    const { rows } = await show();
    expect(rows.map(row => row.name)).toEqual(['staff', 'alice-laptop', 'carol-tablet', 'new']);
    expect(rows[3]).toMatchObject({ endpoint: '(none)', 'allowed-ips': '10.10.10.9/32', 'latest-handshake': 0 });
    if (compareReleases(release, '25.1') >= 0) expect(rows[3]).toMatchObject({ 'peer-status': 'offline', 'latest-handshake-age': null });
  });

  it('lets a new peer that has an address be dialled', async () => {
    const { clock, show, staff, addPeer, reconfigure } = set(release);
    await addPeer(await staff(), { serveraddress: '192.0.2.7', serverport: '51821' });
    await reconfigure();
    clock.time += 1_000;
    expect((await show()).rows[3]).toMatchObject({ endpoint: '192.0.2.7:51821' });
    expect((await show()).rows[3]?.['latest-handshake']).toBeGreaterThanOrEqual(START / 1000);
  });

  it('shows nothing of an instance that is off, stopped, or not configured at all', async () => {
    const { firewall, show, staff, reconfigure } = set(release);
    const uuid = await staff();
    await askJson(firewall, `core/service/stop/wireguard/${uuid}`, {});
    expect((await show()).total).toBe(0);
    await reconfigure();
    expect((await show()).total).toBe(3);
    await askJson(firewall, 'wireguard/general/set', { general: { enabled: '0' } });
    expect((await show()).total).toBe(3);
    await reconfigure();
    expect((await show()).total).toBe(0);
  });

  it('crashes on an instance that was deleted and still runs', async () => {
    const { firewall, staff } = set(release);
    await askJson(firewall, `wireguard/server/del_server/${await staff()}`, {});
    expect((await ask(firewall, 'wireguard/service/show')).status).toBe(500);
  });

  it('starts, stops and restarts nothing by its own service actions, and knows no state', async () => {
    const { firewall, show } = set(release);
    expect(await askJson(firewall, 'wireguard/service/stop', {})).toEqual({ response: 'OK' });
    expect((await show()).total).toBe(3);
    expect(await askJson(firewall, 'wireguard/service/status')).toMatchObject({ status: 'unknown' });
    await askJson(firewall, 'wireguard/general/set', { general: { enabled: '0' } });
    expect(await askJson(firewall, 'wireguard/service/status')).toMatchObject({ status: 'disabled' });
  });

  it('keeps the peers of an instance in step with the instances of a peer', async () => {
    const { firewall, staff, peer, addPeer } = set(release);
    const server = await staff();
    const { uuid } = await addPeer(server);
    const peers = async (): Promise<readonly string[]> => {
      const { server: item } = await askJson<{ server: { peers: Readonly<Record<string, { selected: number }>> } }>(firewall, `wireguard/server/get_server/${server}`);
      return Object.entries(item.peers).filter(([, { selected }]) => selected === 1).map(([id]) => id);
    };
    expect(await peers()).toContain(uuid);
    const revisions = firewall.history.list().length;
    expect(await askJson(firewall, `wireguard/client/set_client/${uuid}`, { client: { name: 'renamed' } })).toEqual({ result: 'saved' });
    expect(firewall.history.list()).toHaveLength(revisions + 1);
    // A set that does not name the instances takes the peer out of all of them.
    expect(await peers()).not.toContain(uuid);
    const alice = await peer('alice-laptop');
    await askJson(firewall, `wireguard/client/del_client/${alice}`, {});
    expect(await peers()).not.toContain(alice);
  });

  it('leaves the instances alone when a peer is refused', async () => {
    const { firewall, staff, peer } = set(release);
    const before = firewall.document.toXml();
    const refused = await askJson<Saved>(firewall, `wireguard/client/set_client/${await peer('bob-phone')}`, { client: { pubkey: 'short', servers: '' } });
    expect(refused).toMatchObject({ result: 'failed', validations: { 'client.pubkey': expect.any(String) } });
    expect(await askJson(firewall, `wireguard/client/del_client/${await staff()}`, {})).toEqual({ result: 'not found' });
    expect(await askJson(firewall, 'wireguard/client/add_client', { wrong: {} })).toEqual({ result: 'failed' });
    expect(firewall.document.toXml()).toBe(before);
  });

  it('proposes the next free address, and adds what the peer generator sends', async () => {
    const { firewall, staff } = set(release);
    const server = await staff();
    const info = await askJson<Readonly<Record<string, string>>>(firewall, `wireguard/client/get_server_info/${server}`);
    expect(info).toMatchObject({ status: 'ok', address: '10.10.10.5/32', endpoint: 'vpn.example.net', mtu: '' });
    expect(await askJson(firewall, `wireguard/client/get_server_info/nope`)).toEqual({ status: 'failed' });
    await askJson(firewall, 'wireguard/client/add_client_builder', { configbuilder: { name: 'built', pubkey: KEY, tunneladdress: info['address'], server } });
    expect(await askJson(firewall, `wireguard/client/get_server_info/${server}`)).toMatchObject({ address: '10.10.10.6/32' });
  });

  it('counts instances, and searches peers by instance', async () => {
    const { firewall, staff } = set(release);
    const fresh = await askJson<{ server: { instance: string } }>(firewall, 'wireguard/server/get_server');
    expect(fresh.server.instance).toBe('1');
    const found = (servers: readonly string[]): Promise<Rows<unknown>> => askJson(firewall, 'wireguard/client/search_client', { servers });
    expect((await found([await staff()])).total).toBe(3);
    expect((await found(['other'])).total).toBe(0);
    expect((await ask(firewall, 'wireguard/client/search_client', { servers: 'text' })).status).toBe(500);
  });

  it('makes key pairs that belong together, other ones each time and the same ones for the same seed', async () => {
    const pairs = async (seed: number): Promise<{ privkey: string; pubkey: string }[]> => {
      const firewall = new FakeFirewall({ release, seed });
      return [await askJson(firewall, 'wireguard/server/key_pair'), await askJson(firewall, 'wireguard/server/key_pair')];
    };
    const [one, two] = await pairs(1);
    expect(one).not.toEqual(two);
    expect(await pairs(1)).toEqual([one, two]);
    const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), Buffer.from(one?.privkey ?? '', 'base64')]);
    const publicKey = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({ format: 'der', type: 'spki' });
    expect(publicKey.subarray(-32).toString('base64')).toBe(one?.pubkey);
    expect(Buffer.from((await askJson<{ psk: string }>(new FakeFirewall({ release }), 'wireguard/client/psk')).psk, 'base64')).toHaveLength(32);
  });
});
