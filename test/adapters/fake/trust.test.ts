import { X509Certificate } from 'node:crypto';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { compareReleases, RELEASES, type Release } from '../../../src/ports';
import { ask, askJson } from './ask';

type Row = Readonly<Record<string, string>>;
interface Rows {
  readonly rows: readonly Row[];
  readonly total: number;
}

const NOW = Date.UTC(2026, 10, 23, 12);
const CA = { action: 'internal', descr: 'Own CA', key_type: 'prime256v1', digest: 'sha256', lifetime: '3650', country: 'NL', organization: 'Home', commonname: 'own-ca' };
const CERT = { action: 'internal', descr: 'Own server', key_type: 'prime256v1', digest: 'sha256', lifetime: '30', country: 'NL', commonname: 'www.example.org', cert_type: 'server_cert', altnames_dns: 'www.example.org\nexample.org', altnames_ip: '2001:db8::7' };

function set(release: Release) {
  const firewall = new FakeFirewall({ release, clock: { now: () => NOW } });
  const post = <T = Row>(path: string, body: unknown = {}): Promise<T> => askJson<T>(firewall, `trust/${path}`, body);
  const find = async (kind: 'ca' | 'cert', descr: string): Promise<Row> => (await post<Rows>(`${kind}/search`)).rows.find(row => row['descr'] === descr) ?? {};
  return {
    firewall, post, find,
    item: async (kind: 'ca' | 'cert', uuid: string): Promise<Row> => (await askJson<Readonly<Record<string, Row>>>(firewall, `trust/${kind}/get/${uuid}`))[kind] ?? {},
    status: async (path: string, body: unknown = {}): Promise<number> => (await ask(firewall, `trust/${path}`, body)).status,
  };
}

describe.each(RELEASES)('the trust store of the fake firewall as %s', release => {
  it('reads the certificates of the sample', async () => {
    const { find } = set(release);
    expect(await find('cert', 'Web GUI certificate')).toMatchObject({ name: '/C=NL/O=Example office/CN=fw1.office.example.net', in_use: '1', valid_to: String(Date.UTC(2036, 2, 1) / 1000) });
    const expected = compareReleases(release, '25.7') >= 0 ? { caref: '', refcount: '3' } : { caref: 'self-signed', refcount: '3' };
    expect(await find('ca', 'Example office CA')).toMatchObject(expected);
  });

  it('makes an authority and a certificate that it signs', async () => {
    const { post, find, item } = set(release);
    const { uuid: caUuid = '' } = await post('ca/add', { ca: CA });
    const authority = await item('ca', caUuid);
    const { uuid = '' } = await post('cert/add', { cert: { ...CERT, caref: (await find('ca', 'Own CA'))['refid'] } });
    const made = await item('cert', uuid);
    const certificate = new X509Certificate(made['crt_payload'] ?? '');
    const issuer = new X509Certificate(authority['crt_payload'] ?? '');
    expect(certificate.verify(issuer.publicKey)).toBe(true);
    expect(certificate.checkIssued(issuer)).toBe(true);
    expect([issuer.ca, certificate.ca, certificate.serialNumber]).toEqual([true, false, '01']);
    expect(made).toMatchObject({ altnames_dns: 'www.example.org\nexample.org', rfc3280_purpose: 'id-kp-serverAuth', valid_to: String(NOW / 1000 + 30 * 86_400), is_user: '0' });
    expect(made['prv_payload']).toContain('PRIVATE KEY');
    expect((await item('ca', caUuid))['refcount']).toBe('1');
  });

  it('imports what can be read, and a key only with its certificate', async () => {
    const { post, item, status } = set(release);
    const { uuid = '' } = await post('ca/add', { ca: CA });
    const { crt_payload, prv_payload } = await item('ca', uuid);
    expect(await status('ca/add', { ca: { action: 'existing', descr: 'x', crt_payload: 'nonsense' } })).toBe(500);
    expect(await status('cert/add', { cert: { action: 'import', descr: 'x', crt_payload, prv_payload: 'nonsense' } })).toBe(500);
    expect(await post('cert/add', { cert: { action: 'import', descr: 'Copy', crt_payload, prv_payload } })).toMatchObject({ result: 'saved' });
    const other = await item('ca', (await post('ca/add', { ca: CA }))['uuid'] ?? '');
    const answer = await status('cert/add', { cert: { action: 'import', descr: 'x', crt_payload, prv_payload: other['prv_payload'] } });
    expect(answer).toBe(compareReleases(release, '25.1') < 0 ? 200 : 500);
  });

  it('keeps a key away from the firewall when that is asked for, and deletes nothing that is used', async () => {
    const { post, find, item, status } = set(release);
    const answer = await post('cert/add', { cert: { ...CERT, private_key_location: 'local' } });
    expect(answer['private_key']).toContain('PRIVATE KEY');
    expect((await item('cert', answer['uuid'] ?? ''))['prv']).toBe('');
    expect(await status(`cert/del/${(await find('cert', 'Web GUI certificate'))['uuid'] ?? ''}`)).toBe(500);
    expect(await post(`cert/del/${answer['uuid'] ?? ''}`)).toEqual({ result: 'deleted' });
  });

  it('refuses to sign with an authority whose key it does not have', async () => {
    const { firewall, status, find } = set(release);
    const before = firewall.document.toXml();
    expect(await status('cert/add', { cert: { ...CERT, caref: (await find('ca', 'Example office CA'))['refid'] } })).toBe(500);
    expect(firewall.document.toXml()).toBe(before);
  });

  it('has settings that can be chosen from', async () => {
    const { firewall } = set(release);
    const { trust } = await askJson<{ trust: Readonly<Record<string, object>> }>(firewall, 'trust/settings/get');
    expect(Object.keys(trust['Ciphersuites'] ?? {})).toContain('TLS_AES_256_GCM_SHA384');
  });
});
