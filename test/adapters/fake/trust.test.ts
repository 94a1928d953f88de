import { createPrivateKey, X509Certificate } from 'node:crypto';
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

  it('makes requests, signs them, and takes what was signed by somebody it trusts', async () => {
    const { post, find, item, status } = set(release);
    const { uuid: request = '' } = await post('cert/add', { cert: { ...CERT, action: 'external', digest: 'sha512' } });
    const made = await item('cert', request);
    expect(made).toMatchObject({ name: '/C=NL/CN=www.example.org', commonname: 'www.example.org', crt: '', crt_payload: '' });
    expect(made['csr_payload']).toContain('BEGIN CERTIFICATE REQUEST');
    const isNew = compareReleases(release, '25.7') >= 0;
    expect((await post(`cert/generate_file/${request}/csr`))['status']).toBe(isNew ? 'ok' : 'failed');
    const { uuid: ca = '' } = await post('ca/add', { ca: CA });
    const sign = { action: 'sign_csr', descr: 'Signed', csr_payload: made['csr_payload'], caref: (await find('ca', 'Own CA'))['refid'], cert_type: 'server_cert', lifetime: '30', key_type: 'prime256v1', digest: 'sha384', country: 'NL' };
    const signed = await item('cert', (await post('cert/add', { cert: sign }))['uuid'] ?? '');
    const certificate = new X509Certificate(signed['crt_payload'] ?? '');
    expect([certificate.verify(new X509Certificate((await item('ca', ca))['crt_payload'] ?? '').publicKey), certificate.checkPrivateKey(createPrivateKey(made['prv_payload'] ?? ''))]).toEqual([true, true]);
    expect(await status('cert/add', { cert: { ...sign, csr_payload: 'nonsense' } })).toBe(500);
    expect(await status('cert/add', { cert: { ...sign, caref: '' } })).toBe(500);
    const finish = (crt_payload: string | undefined): object => ({ cert: { action: 'import_csr', descr: 'Done', crt_payload, csr_payload: made['csr_payload'] } });
    expect(await post(`cert/set/${request}`, finish(signed['crt_payload']))).toEqual({ result: 'saved' });
    expect(await item('cert', request)).toMatchObject({ rfc3280_purpose: 'id-kp-serverAuth', cert_type: expect.objectContaining({ server_cert: expect.objectContaining({ selected: 1 }) as unknown }) as unknown });
    expect(await status(`cert/set/${request}`, finish('nonsense'))).toBe(500);
    expect(await post(`cert/set/${signed['uuid'] ?? request}`, { cert: { ...sign, action: 'reissue', prv_payload: made['prv_payload'], commonname: 'again.example.org' } })).toEqual({ result: 'saved' });
    expect((await item('cert', request))['commonname']).toBe('again.example.org');
  });

  it('revokes certificates on lists that their authority signs', async () => {
    const { firewall, post, find, item } = set(release);
    const get = <T>(path: string): Promise<T> => askJson<T>(firewall, `trust/crl/${path}`);
    await post('ca/add', { ca: CA });
    const caref = (await find('ca', 'Own CA'))['refid'] ?? '';
    const { uuid = '' } = await post('cert/add', { cert: { ...CERT, caref } });
    const refid = (await item('cert', uuid))['refid'] ?? '';
    const crl = { crlmethod: 'internal', descr: 'Lost keys', lifetime: '30', revoked_reason_1: refid };
    expect(await post(`crl/set/${caref}`, { crl })).toEqual({ status: 'saved' });
    expect((await get<{ crl: Row }>(`get/${caref}`)).crl).toMatchObject({ descr: 'Lost keys', serial: '1', text: expect.stringContaining('BEGIN X509 CRL'), revoked_reason_1: { [refid]: { value: 'Own server', selected: '1' } }, revoked_reason_0: { [refid]: { selected: '0' } } });
    expect((await get<{ payload: string }>(`get_ocsp_info_data/${caref}`)).payload).toMatch(/^R\t261223120000Z\t261123120000Z\t01\tunknown\t\/C=NL\/CN=www.example.org\n$/);
    expect(await post(`crl/set/${caref}`, { crl: { ...crl, revoked_reason_1: '', serial: '41' } })).toEqual({ status: 'saved' });
    expect((await get<{ crl: Row }>(`get/${caref}`)).crl).toMatchObject({ serial: '42', revoked_reason_1: { [refid]: { selected: '0' } } });
    expect((await post<Rows>('crl/search')).rows.find(row => row['refid'] === caref)).toMatchObject({ crl_descr: 'Lost keys' });
    expect(await post(`crl/set/${caref}`, { crl: { crlmethod: 'existing', descr: '', text: 'nonsense' } })).toMatchObject({ status: 'failed', validations: { 'crl.descr': expect.any(String) as unknown, 'crl.text': expect.any(String) as unknown } });
    expect([await post(`crl/del/${caref}`), await post(`crl/del/${caref}`)]).toEqual([{ status: 'deleted' }, { status: 'not found' }]);
    expect(await askJson(firewall, `trust/ca/ca_info/${caref}`)).toMatchObject({ name: '/C=NL/O=Home/CN=own-ca', issuer: { commonname: 'own-ca' }, ...(compareReleases(release, '26.1') < 0 ? {} : { key_type: 'prime256v1', digest: 'sha256' }) });
  });

  it('has settings that can be chosen from', async () => {
    const { firewall } = set(release);
    const { trust } = await askJson<{ trust: Readonly<Record<string, object>> }>(firewall, 'trust/settings/get');
    expect(Object.keys(trust['Ciphersuites'] ?? {})).toContain('TLS_AES_256_GCM_SHA384');
  });
});
