import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { compareReleases, RELEASES } from '../../../src/ports';
import { ask, askJson } from './ask';

type Row = Readonly<Record<string, unknown>>;

describe.each(RELEASES)('export of OpenVPN clients on a fake %s', release => {
  const firewall = new FakeFirewall({ release, clock: { now: () => Date.UTC(2026, 10, 23, 12) } });
  const get = <T = Row>(path: string): Promise<T> => askJson<T>(firewall, `openvpn/export/${path}`);
  const post = <T = Row>(path: string, openvpn_export?: Row): Promise<T> => askJson<T>(firewall, `openvpn/export/${path}`, openvpn_export === undefined ? {} : { openvpn_export });
  const presets = { hostname: 'vpn.example.net', template: 'PlainOpenVPN', local_port: '1194', plain_config: 'verb 3\nmute 20' };
  const server = async (): Promise<string> => Object.keys(await get('providers'))[0] ?? '';

  it('lists servers, templates and accounts', async () => {
    const uuid = await server();
    expect((await get<Record<string, Row>>('providers'))[uuid]).toMatchObject({ name: 'Road warriors udp:1194', mode: 'server_tls_user', local_port: '1194', random_local_port: '1' });
    const templates = await get('templates');
    expect(Object.keys(templates).includes('TheGreenBow')).toBe(compareReleases(release, '26.1') < 0);
    expect(Object.keys(await get(`accounts/${uuid}`)).length).toBeGreaterThan(1);
    expect(Object.keys(await get('accounts/none'))).toEqual(['']);
  });

  it('keeps presets that are valid and new', async () => {
    const uuid = await server();
    const count = firewall.history.newest()?.id;
    expect(await post(`validate_presets/${uuid}`, presets)).toEqual({ result: 'ok', changed: true });
    expect(await post(`store_presets/${uuid}`, { ...presets, local_port: '99999' })).toMatchObject({ result: 'failed', validations: { 'openvpn_export.local_port': expect.any(String) as unknown } });
    expect(firewall.history.newest()?.id).toBe(count);
    expect(await post(`store_presets/${uuid}`, presets)).toEqual({ result: 'ok', changed: true });
    expect(await post(`store_presets/${uuid}`, presets)).toEqual({ result: 'ok', changed: false });
    expect((await get<Record<string, Row>>('providers'))[uuid]).toMatchObject({ hostname: 'vpn.example.net' });
  });

  it('writes a file for a client of the server', async () => {
    const uuid = await server();
    const keys = { action: 'internal', key_type: 'prime256v1', digest: 'sha256', lifetime: '30', country: 'NL' };
    const trust = async (kind: 'ca' | 'cert', values: Row): Promise<string> => {
      const { uuid: made } = await askJson<{ uuid: string }>(firewall, `trust/${kind}/add`, { [kind]: { ...keys, descr: 'Kit', ...values } });
      return (await askJson<Record<string, Record<string, string>>>(firewall, `trust/${kind}/get/${made}`))[kind]?.['refid'] ?? '';
    };
    const ca = await trust('ca', { commonname: 'clients' });
    const own = await trust('cert', { caref: ca, commonname: 'vpn', cert_type: 'server_cert' });
    const refid = await trust('cert', { caref: ca, commonname: 'laptop', cert_type: 'usr_cert' });
    const added = await askJson<Row>(firewall, 'openvpn/instances/add', { instance: { role: 'server', enabled: '1', port: '1195', proto: 'tcp4', server: '10.10.30.0/24', cert: own, ca, description: 'Second', vpnid: '' } });
    expect(added).toEqual({ result: 'saved', uuid: expect.any(String) as unknown });
    const instance = String(added['uuid']);
    expect(Object.keys(await get(`accounts/${instance}`))).toEqual(['', own, refid]);
    const file = await post(`download/${instance}/${refid}`, presets);
    expect(file).toMatchObject({ result: 'ok', filename: 'Second_laptop.ovpn', filetype: 'text/ovpn' });
    const text = Buffer.from(String(file['content']), 'base64').toString();
    expect(text).toMatch(/^dev tun\npersist-tun\npersist-key\nproto tcp4-client\n.*\nremote vpn\.example\.net 1194 tcp4\nlport 0\nverify-x509-name "C=NL, CN=vpn" subject\nremote-cert-tls server\n.*verb 3\nmute 20\n.*<cert>\n-----BEGIN CERTIFICATE-----.*<key>\n-----BEGIN PRIVATE KEY-----/s);
    expect(await post(`download/${instance}/${refid}`)).toEqual({ result: 'failed' });
    expect((await ask(firewall, `openvpn/export/download/${instance}/none`, { openvpn_export: presets })).status).toBe(500);
    expect((await ask(firewall, `openvpn/export/download/${uuid}/${refid}`, { openvpn_export: presets })).status).toBe(compareReleases(release, '26.7') < 0 ? 200 : 500);
    expect((await ask(firewall, `openvpn/export/download/${instance}/${refid}`, { openvpn_export: { ...presets, template: 'ViscosityVisz' } })).status).toBe(501);
  });
});
