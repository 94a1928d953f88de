import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { compareReleases, RELEASES, type Release } from '../../../src/ports';
import { ask, askJson } from './ask';

type Row = Readonly<Record<string, unknown>>;
interface Rows {
  readonly rows: readonly Row[];
}

const START = Date.UTC(2026, 10, 23, 12);

function set(release: Release) {
  const clock = { time: START, now: () => clock.time };
  const firewall = new FakeFirewall({ release, clock });
  const post = <T = Row>(path: string, body: unknown = {}): Promise<T> => askJson<T>(firewall, path, body);
  const one = async (): Promise<Row> => (await post<Rows>('acmeclient/certificates/search')).rows.find(row => row['name'] === 'www.example.net') ?? {};
  const id = async (kind: string): Promise<string> => String((await post<Rows>(`acmeclient/${kind}/search`)).rows[0]?.['uuid']);
  const add = async (more: Row = {}): Promise<string> => {
    const certificate = { name: 'www.example.net', altNames: 'example.net', account: await id('accounts'), validationMethod: await id('validations'), ...more };
    return String((await post('acmeclient/certificates/add', { certificate }))['uuid']);
  };
  const sign = async (uuid: string): Promise<void> => {
    expect(await post(`acmeclient/certificates/sign/${uuid}`)).toEqual({ response: 'OK\n\n' });
    clock.time += 30_000;
  };
  return { clock, firewall, post, one, id, add, sign };
}

describe.each(RELEASES)('the ACME client of the fake firewall as %s', release => {
  it('issues a certificate in the background and puts it into the trust store', async () => {
    const { firewall, post, one, add, sign, clock } = set(release);
    const uuid = await add();
    expect(await one()).toMatchObject({ statusCode: '100', lastUpdate: '' });
    await post(`acmeclient/certificates/sign/${uuid}`);
    expect(await one()).toMatchObject({ statusCode: '100' });
    clock.time += 30_000;
    expect(await one()).toMatchObject({ statusCode: '200', lastUpdate: String((START + 30_000) / 1000) });
    const { certificate } = await askJson<{ certificate: Row }>(firewall, `acmeclient/certificates/get/${uuid}`);
    const stored = (await post<Rows>('trust/cert/search', { searchPhrase: 'www.example.net' })).rows;
    expect(stored).toEqual([expect.objectContaining({ descr: 'www.example.net (ACME Client)', refid: certificate['certRefId'] })]);
    expect(Number(stored[0]?.['valid_to'])).toBe(Math.floor((START + 30_000) / 1000) + 90 * 86_400);
    await sign(uuid);
    const again = (await post<Rows>('trust/cert/search', { searchPhrase: 'www.example.net' })).rows;
    expect(again.map(row => row['refid'])).toEqual(stored.map(row => row['refid']));
    expect((await post<Rows>('trust/ca/search', { searchPhrase: 'ACME' })).rows).toHaveLength(1);
  });

  it('does not issue what is off, without an account, or not set up', async () => {
    const { firewall, post, one, add, sign, id } = set(release);
    const uuid = await add({ enabled: '0' });
    await sign(uuid);
    expect(await one()).toMatchObject({ statusCode: '100' });
    await post(`acmeclient/certificates/toggle/${uuid}`);
    await post(`acmeclient/validations/toggle/${await id('validations')}`);
    await sign(uuid);
    expect(await one()).toMatchObject({ statusCode: '300' });
    await post(`acmeclient/accounts/del/${await id('accounts')}`);
    await sign(uuid);
    expect(await one()).toMatchObject({ statusCode: '400' });
    expect(await post('acmeclient/certificates/sign/99999999-0000-4000-8000-000000000001')).toEqual({ result: 'failed' });
    expect(await askJson(firewall, `acmeclient/certificates/sign/${uuid}`)).toEqual({ result: 'failed' });
  });

  it('renews what is due, revokes, forgets and deletes', async () => {
    const { firewall, clock, post, one, add, sign } = set(release);
    const uuid = await add();
    await sign(uuid);
    expect(await askJson(firewall, 'acmeclient/service/signallcerts')).toEqual({ result: 'OK\n\n' });
    clock.time += 30_000;
    expect(await one()).toMatchObject({ lastUpdate: String((START + 30_000) / 1000) });
    clock.time += 61 * 86_400_000;
    await askJson(firewall, 'acmeclient/service/signallcerts');
    clock.time += 30_000;
    expect(await one()).toMatchObject({ lastUpdate: String(clock.time / 1000) });
    expect(await post(`acmeclient/certificates/revoke/${uuid}`)).toEqual({ response: 'OK\n\n' });
    expect(await one()).toMatchObject({ statusCode: '250' });
    expect(await askJson(firewall, `acmeclient/certificates/removekey/${uuid}`)).toEqual({ result: 'failed' });
    expect(await one()).toMatchObject({ statusCode: '100' });
    expect(await post(`acmeclient/certificates/del/${uuid}`)).toEqual({ result: 'deleted' });
    expect(await post(`acmeclient/certificates/del/${uuid}`)).toEqual({ result: 'not found' });
  });

  it('registers accounts, and forgets all states', async () => {
    const { firewall, post } = set(release);
    const { uuid } = await post('acmeclient/accounts/add', { account: { name: 'second', email: 'second@example.net', ca: 'letsencrypt_test' } });
    const account = async (): Promise<Row | undefined> => (await post<Rows>('acmeclient/accounts/search')).rows.find(row => row['name'] === 'second');
    expect(await account()).toMatchObject({ statusCode: '100' });
    expect(await post(`acmeclient/accounts/register/${String(uuid)}`)).toEqual({ response: 'OK\n\n' });
    expect(await account()).toMatchObject({ statusCode: '200', statusLastUpdate: String(START / 1000) });
    expect(await askJson(firewall, 'acmeclient/service/reset')).toEqual({ result: 'OK\n\n' });
    expect(await account()).toMatchObject({ statusCode: '200', statusLastUpdate: '' });
  });

  it('runs the server for challenges while it is on', async () => {
    const { firewall, post } = set(release);
    const status = (): Promise<Row> => askJson(firewall, 'acmeclient/service/status');
    expect(await status()).toEqual({ status: 'running' });
    expect(await post('acmeclient/service/stop')).toEqual({ response: 'OK\n\n' });
    expect(await status()).toEqual({ status: 'stopped' });
    expect(await askJson(firewall, 'acmeclient/service/start')).toEqual({ response: [] });
    expect(await post('acmeclient/service/start')).toEqual({ response: 'OK\n\n' });
    expect(await status()).toEqual({ status: 'running' });
    await post('acmeclient/settings/set', { acmeclient: { settings: { enabled: '0' } } });
    expect(await status()).toEqual({ status: 'running' });
    expect(await post('acmeclient/service/reconfigure')).toEqual({ status: 'ok' });
    expect(await status()).toEqual({ status: 'disabled' });
    expect(await askJson(firewall, 'acmeclient/service/configtest')).toEqual({ result: 'Action not allowed or missing\n\n\n' });
  });

  it('keeps a daily job while certificates are renewed by themselves', async () => {
    const { post } = set(release);
    const fetch = (): Promise<Row> => post('acmeclient/settings/fetch_cron_integration');
    const made = await fetch();
    expect(made['result']).toBe('new');
    expect(await fetch()).toEqual({ result: 'no change' });
    await post('acmeclient/settings/set', { acmeclient: { settings: { autoRenewal: '0' } } });
    expect(await fetch()).toEqual({ result: 'deleted' });
    expect(await fetch()).toEqual({ result: 'no change' });
  });
});

it('finds a lost renewal job again since 25.7', async () => {
  for (const release of RELEASES) {
    const { firewall, post } = set(release);
    const { uuid } = await post('acmeclient/settings/fetch_cron_integration');
    const lost = '11111111-1111-4111-8111-111111111111';
    const settings = firewall.document.ensure('OPNsense/AcmeClient/settings');
    settings.children = settings.children.map(node => (node.name === 'UpdateCron' ? { ...node, text: lost } : node));
    expect(await post('acmeclient/settings/fetch_cron_integration')).toEqual(compareReleases(release, '25.7') < 0 ? { result: 'no change' } : { result: 'new', uuid });
  }
});

it('has none of it without the plugin', async () => {
  const firewall = new FakeFirewall({ release: '26.7', packages: [] });
  expect((await ask(firewall, 'acmeclient/service/status')).status).toBe(404);
});
