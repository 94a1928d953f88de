import MockAdapter from 'axios-mock-adapter';
import { type AxiosInstance } from 'axios';
import { HttpsWire } from '../../../src/adapters/opnsense-http';
import { OpnError } from '../../../src/ports';

const wire = new HttpsWire({ origin: 'https://fw.example.net:8443', trust: { kind: 'system' } });
let mock: MockAdapter;

beforeAll(async () => {
  mock = new MockAdapter((await wire.connector()).axios as unknown as AxiosInstance, { onNoMatch: 'throwException' });
});
afterEach(() => mock.reset());
afterAll(() => wire.close());

const send = (): Promise<unknown> => wire.send({ method: 'GET', path: '/api/core/menu/tree', headers: { authorization: 'Basic Y2FuYXJ5' } }, { repeatable: true });
const node = (code: string, message = code): Error => Object.assign(new Error(message), { code });
const wrapped = (code: string): Error => Object.assign(new Error('wrapped'), { code, config: { headers: { authorization: 'Basic Y2FuYXJ5' } }, cause: node(code) });

const CASES: [Error, OpnError['code'], RegExp][] = [
  [node('ENOTFOUND'), 'OPN_UNREACHABLE', /not known to DNS/],
  [node('EAI_AGAIN'), 'OPN_UNREACHABLE', /DNS server/],
  [wrapped('ECONNREFUSED'), 'OPN_UNREACHABLE', /refuses connections/],
  [Object.assign(new AggregateError([node('ECONNREFUSED'), node('ENETUNREACH')]), { code: 'ECONNREFUSED' }), 'OPN_UNREACHABLE', /refuses/],
  [new AggregateError([node('EHOSTUNREACH')]), 'OPN_UNREACHABLE', /no way to the host/],
  [node('ENETUNREACH'), 'OPN_UNREACHABLE', /no way to its network/],
  [node('EADDRNOTAVAIL'), 'OPN_UNREACHABLE', /no address/],
  [node('EACCES'), 'OPN_UNREACHABLE', /not allowed/],
  [node('ETIMEDOUT'), 'OPN_TIMEOUT', /No connection/],
  [node('ECONNRESET'), 'OPN_UNREACHABLE', /before TLS/],
  [node('DEPTH_ZERO_SELF_SIGNED_CERT'), 'OPN_TLS', /self-signed/],
  [node('SELF_SIGNED_CERT_IN_CHAIN'), 'OPN_TLS', /unknown CA/],
  [node('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'OPN_TLS', /unknown CA/],
  [node('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'OPN_TLS', /unknown CA/],
  [node('CERT_HAS_EXPIRED'), 'OPN_TLS', /expired/],
  [node('CERT_NOT_YET_VALID'), 'OPN_TLS', /clocks/],
  [node('ERR_TLS_CERT_ALTNAME_INVALID'), 'OPN_TLS', /another name/],
  [node('EPROTO'), 'OPN_TLS', /port/],
  [node('ERR_SSL_WRONG_VERSION_NUMBER'), 'OPN_TLS', /does not speak TLS on that port/],
  [node('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'), 'OPN_TLS', /PROTOCOL_VERSION/],
  [node('HPE_INVALID_CONSTANT'), 'OPN_BAD_ANSWER', /HTTP/],
  [node('ERR_BAD_RESPONSE', 'maxContentLength size of 10 exceeded'), 'OPN_BAD_ANSWER', /larger than 64 MiB/],
  [node('ERR_BAD_REQUEST', 'Request body larger than maxBodyLength limit'), 'OPN_INVALID_INPUT', /too large/],
  [node('ESOMETHING', 'secret words'), 'OPN_UNREACHABLE', /ESOMETHING/],
  [new Error('secret words'), 'OPN_UNREACHABLE', /failed\.$/],
];

it.each(CASES)('%s', async (error, code, text) => {
  mock.onAny().reply(() => Promise.reject(error));
  const reason: unknown = await send().catch((thrown: unknown) => thrown);
  expect(reason).toBeInstanceOf(OpnError);
  const mapped = reason as OpnError;
  expect(mapped.code).toBe(code);
  expect(mapped.describe()).toMatch(text);
  expect(mapped.message).toContain(mapped.code === 'OPN_INVALID_INPUT' ? 'request' : 'fw.example.net:8443');
  expect(mapped.describe()).not.toMatch(/secret words|Y2FuYXJ5/);
  expect(mapped.cause).toBeUndefined();
});

it('answers of every status are answers', async () => {
  for (const status of [200, 204, 302, 401, 404, 500]) {
    mock.onGet('/api/core/menu/tree').replyOnce(status, 'text', { 'Content-Type': 'text/html' });
    expect(await send()).toEqual({ status, headers: { 'content-type': 'text/html' }, body: 'text' });
  }
});

it('a network error of the mock is unreachable', async () => {
  mock.onAny().networkError();
  await expect(send()).rejects.toMatchObject({ code: 'OPN_UNREACHABLE' });
});
