import { type ConfigDocument, element } from '../../../src/adapters/fake/config-document';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { sampleDocument } from '../../../src/adapters/fake/sample';
import { compareReleases, RELEASES, type Release } from '../../../src/ports';
import { ask, askJson } from './ask';

type Row = Readonly<Record<string, unknown>>;
interface Rows {
  readonly rows: readonly Row[];
  readonly total: number;
}

const START = Date.UTC(2026, 10, 23, 12);

function set(release: Release, document?: ConfigDocument) {
  const clock = { time: START, now: () => clock.time };
  const firewall = new FakeFirewall({ release, clock, ...(document === undefined ? {} : { document }) });
  const search = (path: string, body: unknown = {}): Promise<Rows> => askJson(firewall, `ipsec/${path}`, body);
  return {
    clock, firewall, search,
    post: (path: string, body: unknown = {}): Promise<Row> => askJson(firewall, `ipsec/${path}`, body),
    connection: async (description: string): Promise<string> => String((await search('connections/search_connection')).rows.find(row => row['description'] === description)?.['uuid'] ?? ''),
    connected: async (): Promise<Row> => Object.fromEntries((await search('sessions/search_phase1')).rows.map(row => [row['phase1desc'], row['connected']])),
  };
}

/** Its class was called ManualSPD up to 25.7. */
const policiesOf = (release: Release): string => (compareReleases(release, '26.1') < 0 ? 'manual_s_p_d' : 'manual_spd');

describe.each(RELEASES)('IPsec of the fake firewall as %s', release => {
  it('has the configured connections, and a tunnel for each child of one that is up', async () => {
    const { clock, search } = set(release);
    const { rows } = await search('sessions/search_phase1');
    expect(rows.map(row => [row['phase1desc'], row['remote-addrs'], row['connected'], row['version']])).toEqual([
      ['Branch office', '198.51.100.200', true, 'IKEv2'], ['Warehouse', 'warehouse.example.org', false, 'IKEv2'],
    ]);
    const tunnels = await search('sessions/search_phase2', { id: rows[0]?.['name'] });
    expect(tunnels.rows.map(row => [row['phase2desc'], row['remote-ts'], row['state']])).toEqual([['Office to branch', '10.50.1.0/24', 'INSTALLED'], ['Telephones', '10.50.2.0/24', 'INSTALLED']]);
    expect((await search('sessions/search_phase2')).total).toBe(0);
    clock.time += 7_200_000;
    const later = await search('sessions/search_phase2', { id: rows[0]?.['name'] });
    expect(later.rows[0]?.['spi-in']).not.toBe(tunnels.rows[0]?.['spi-in']);
  });

  it('shows the same tunnels in the kernel', async () => {
    const { search, post } = set(release);
    const associations = await search('sad/search');
    const policies = await search('spd/search');
    expect([associations.total, policies.total]).toEqual([4, 4]);
    expect(policies.rows[1]).toMatchObject({ src: '192.168.1.0/24', dst: '10.50.1.0/24', dir: 'out', 'src-dst': ['203.0.113.10', '198.51.100.200'] });
    expect(await post(`sad/delete/${String(associations.rows[0]?.['id'])}`)).toMatchObject({ status: 'found', result: 'ok' });
    expect((await search('sad/search')).total).toBe(0);
    expect(await post('spd/delete/none')).toMatchObject({ status: 'not_found', items: [] });
  });

  it('connects and disconnects, and says ok to anything', async () => {
    const { post, connected, connection } = set(release);
    expect(await post(`sessions/connect/${await connection('Warehouse')}`)).toEqual({ result: 'ok' });
    expect(await post(`sessions/disconnect/${await connection('Branch office')}`)).toEqual({ result: 'ok' });
    expect(await connected()).toEqual({ 'Branch office': false, Warehouse: true });
    expect(await post('sessions/connect/nobody')).toEqual({ result: 'ok' });
  });

  it('has nothing while the daemon is stopped; what starts by itself comes back', async () => {
    const { firewall, search, post, connected } = set(release);
    await post('service/stop');
    expect(await askJson(firewall, 'ipsec/service/status')).toMatchObject({ status: 'stopped' });
    expect((await search('sessions/search_phase1')).total).toBe(0);
    await post('service/start');
    expect(await connected()).toEqual({ 'Branch office': true, Warehouse: false });
    const daemon = (): Promise<unknown> => askJson(firewall, 'core/service/search', { searchPhrase: 'strongswan' });
    await askJson(firewall, 'core/service/stop/strongswan', {});
    expect(await daemon()).toMatchObject({ rows: [{ id: 'strongswan', description: 'IPsec VPN', running: 0 }] });
    await askJson(firewall, 'core/service/start/strongswan', {});
    expect(await connected()).toEqual({ 'Branch office': true, Warehouse: false });
    await post('connections/toggle/0');
    await post('service/reconfigure');
    expect(await askJson(firewall, 'ipsec/service/status')).toMatchObject({ status: 'disabled' });
    // Listed all the same, for there are connections.
    expect(await daemon()).toMatchObject({ rows: [{ running: 0 }] });
  });

  it('runs what was saved at the last reconfigure, and never reaches a connection that is new', async () => {
    const { search, post, connected } = set(release);
    const { uuid } = await post('connections/add_connection', { connection: { description: 'New site', remote_addrs: '192.0.2.9' } });
    await post('connections/add_child', { child: { connection: uuid, local_ts: '192.168.1.0/24', remote_ts: '10.70.0.0/24' } });
    expect((await search('sessions/search_phase1')).total).toBe(2);
    await post('service/reconfigure');
    expect(await connected()).toEqual({ 'Branch office': true, Warehouse: false, 'New site': false });
    await post(`sessions/connect/${String(uuid)}`);
    expect(await connected()).toMatchObject({ 'New site': false });
  });

  it('lists what belongs to one connection, and removes it with that', async () => {
    const { search, post, connection } = set(release);
    const branch = await connection('Branch office');
    expect((await search('connections/search_child', { connection: branch })).rows.map(row => row['description'])).toEqual(['Office to branch', 'Telephones']);
    const shown = (await search('connections/search_connection')).rows.find(row => row['uuid'] === branch);
    expect(shown).toMatchObject({ local_ts: '192.168.1.0/24', remote_ts: '10.50.1.0/24,10.50.2.0/24' });
    expect(await post(`connections/del_connection/${branch}`)).toEqual({ result: 'deleted' });
    expect((await search('connections/search_child')).rows.map(row => row['description'])).toEqual(['Scanners']);
    expect((await search('connections/search_local')).total).toBe(1);
  });

  it('copies what belongs to a connection along with it', async () => {
    const { firewall, search, post, connection } = set(release);
    const branch = await connection('Branch office');
    const { connection: fresh } = await askJson<{ connection: { uuid: string; org_uuid: string } }>(firewall, `ipsec/connections/get_connection/${branch}?fetchmode=copy`);
    expect(fresh.org_uuid).toBe(branch);
    await post('connections/set_connection', { connection: { uuid: fresh.uuid, org_uuid: branch, description: 'Copy' } });
    expect((await search('connections/search_child', { connection: fresh.uuid })).total).toBe(2);
  });

  it('checks policies, tunnels and keys beyond their fields', async () => {
    const { firewall, post } = set(release);
    const refused = async (path: string, body: unknown): Promise<string[]> => Object.keys((await post(path, body))['validations'] as Row);
    expect(await refused(`${policiesOf(release)}/add`, { spd: { source: '10.0.0.0/8' } })).toEqual(['spd.connection_child']);
    expect(await refused('vti/add', { vti: { reqid: '5', local: '192.0.2.1', tunnel_local: '10.0.0.1', tunnel_remote: '2001:db8::1' } })).toEqual(['vti.local', 'vti.tunnel_local']);
    const pair = await askJson<{ pubkey: string; privkey: string }>(firewall, 'ipsec/key_pairs/gen_key_pair/ecdsa/256');
    const other = await askJson<{ pubkey: string }>(firewall, 'ipsec/key_pairs/gen_key_pair/ecdsa/256');
    const keyPair = { name: 'mine', keyType: 'ecdsa', publicKey: other.pubkey, privateKey: pair.privkey };
    expect(await refused('key_pairs/add_item', { keyPair })).toEqual(['keyPair.privateKey']);
    expect(await refused('key_pairs/add_item', { keyPair: { ...keyPair, publicKey: 'nonsense' } })).toEqual(['keyPair.publicKey']);
    expect(await post('key_pairs/add_item', { keyPair: { ...keyPair, publicKey: pair.pubkey } })).toMatchObject({ result: 'saved' });
    const { rows } = await askJson<Rows>(firewall, 'ipsec/key_pairs/search_item', { searchPhrase: 'mine' });
    expect(rows[0]).toMatchObject({ keySize: '256' });
    expect(String(rows[0]?.['keyFingerprint'])).toMatch(/^([0-9a-f]{2}:){19}[0-9a-f]{2}$/);
    expect(await askJson(firewall, 'ipsec/legacy_subsystem/status')).toMatchObject({ isDirty: true });
    expect(await askJson(firewall, 'ipsec/key_pairs/gen_key_pair/dsa')).toMatchObject({ status: 'failed' });
  });

  it('gives pre-shared keys away in searches since 25.7', async () => {
    const { search } = set(release);
    const [row] = (await search('pre_shared_keys/search_item')).rows;
    expect('Key' in (row ?? {})).toBe(compareReleases(release, '25.7') >= 0);
  });

  it('lists tunnels of the old pages, switches and removes them', async () => {
    const document = sampleDocument(release);
    const text = (content: Readonly<Record<string, string>>) => Object.entries(content).map(([name, value]) => element(name, value));
    document.ensure('ipsec').children.push(
      element('phase1', [...text({ ikeid: '3', iketype: 'ikev2', interface: 'wan', 'remote-gateway': '192.0.2.77', authentication_method: 'pre_shared_key', 'hash-algorithm': 'sha256', dhgroup: '14', descr: 'Old site' }), element('encryption-algorithm', text({ name: 'aes', keylen: '256' }))]),
      element('phase2', [...text({ ikeid: '3', uniqid: 'abc', mode: 'tunnel', protocol: 'esp', reqid: '7', spd: '10.9.0.0/24', descr: 'Old net' }), element('localid', text({ type: 'lan' })), element('remoteid', text({ type: 'network', address: '10.80.0.0', netbits: '16' }))]),
    );
    const { firewall, search, post } = set(release, document);
    expect((await search('tunnel/search_phase1')).rows).toEqual([expect.objectContaining({ id: 3, interface: 'WAN', proposal: 'AES (256 bits) + SHA256 + DH Group 14', type: 'IPv4 IKEv2', enabled: '1' })]);
    expect((await search('tunnel/search_phase2', { ikeid: '3' })).rows).toEqual([expect.objectContaining({ local_subnet: 'LAN', remote_subnet: '10.80.0.0/16', mode: 'IPv4 tunnel' })]);
    expect((await search(`${policiesOf(release)}/search`)).rows).toEqual([expect.objectContaining({ origin: 'legacy', source: '10.9.0.0/24' })]);
    expect(await post('tunnel/toggle_phase1/3')).toEqual({ status: 'ok', disabled: '1' });
    expect((await search('tunnel/search_phase1')).rows[0]).toMatchObject({ enabled: '0' });
    expect(await post('tunnel/toggle_phase2/0/0')).toEqual({ status: 'ok', disabled: '1' });
    expect(await post('tunnel/del_phase2/9')).toEqual({ status: 'not_found' });
    expect(await post('tunnel/del_phase1/3')).toEqual({ status: 'ok', phase1count: 1, phase2count: 1 });
    expect(await askJson(firewall, 'ipsec/connections/is_enabled')).toEqual({ enabled: true });
  });

  it('answers a GET of the settings, and trips over anything else', async () => {
    const { firewall } = set(release);
    const { ipsec } = await askJson<{ ipsec: { general: Row; charon: Row } }>(firewall, 'ipsec/settings/get');
    expect(ipsec.general).toMatchObject({ enabled: '1' });
    expect(Object.keys(ipsec)).toEqual(['general', 'charon']);
    expect((await ask(firewall, 'ipsec/settings/get', {})).status).toBe(500);
  });
});
