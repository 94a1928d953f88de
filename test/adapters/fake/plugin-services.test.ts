import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES, type Release } from '../../../src/ports';
import { ask, askJson, basic } from './ask';

interface Found {
  readonly total: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

interface Saved {
  readonly result: string;
  readonly uuid: string;
  readonly validations?: Readonly<Record<string, string>>;
}

const START = Date.UTC(2026, 10, 23, 12);
const isSince = (release: Release, first: Release): boolean => RELEASES.indexOf(release) >= RELEASES.indexOf(first);

describe.each(RELEASES)('services of a fake %s', release => {
  let now = START;
  let firewall = new FakeFirewall({ release, clock: { now: () => now } });
  const post = <T>(path: string, body: unknown = {}): Promise<T> => askJson<T>(firewall, path, body);
  const get = <T>(path: string): Promise<T> => askJson<T>(firewall, path);

  beforeEach(() => {
    now = START;
    firewall = new FakeFirewall({ release, clock: { now: () => now } });
  });

  it('keeps a job that another part made: its command stays, and only one whose command is gone can be deleted', async () => {
    const { uuid } = await post<Saved>('cron/settings/add_job', { job: { origin: 'IDS', command: 'unbound restart', description: 'Made by the IDS' } });
    const other = await post<Saved>(`cron/settings/set_job/${uuid}`, { job: { command: 'cron restart', hours: '3' } });
    expect(other).toMatchObject({ result: 'failed', validations: { 'job.command': expect.any(String) } });
    expect(await post(`cron/settings/set_job/${uuid}`, { job: { command: 'unbound restart', parameters: '', hours: '3' } })).toEqual({ result: 'saved' });
    if (!isSince(release, '26.1')) expect(await post(`cron/settings/del_job/${uuid}`)).toEqual({ result: 'failed' });
    else expect((await ask(firewall, `cron/settings/del_job/${uuid}`, {})).status).toBe(500);
  });

  it('refuses jobs at impossible times', async () => {
    const { validations = {} } = await post<Saved>('cron/settings/add_job', { job: { minutes: '61', hours: '24', days: '0', months: '13', weekdays: '8', command: 'unbound restart', description: 'x' } });
    expect(Object.keys(validations).sort()).toEqual(['job.days', 'job.hours', 'job.minutes', 'job.months', 'job.weekdays']);
  });

  it('tells the last update of an account that the client has loaded, not of one that was only saved', async () => {
    const account = { service: 'cloudflare', username: 'token', password: 'x', hostnames: 'new.example.net', checkip: 'if', interface: 'wan', description: 'new' };
    await post('dyndns/accounts/add_item', { account });
    const addressOf = async (name: string): Promise<unknown> => (await post<Found>('dyndns/accounts/search_item', { searchPhrase: name })).rows[0]?.['current_ip'];
    expect(await addressOf('vpn.example.net')).toBe('203.0.113.10');
    expect(await addressOf('new.example.net')).toBe('');
    await post('dyndns/service/reconfigure');
    expect(await addressOf('new.example.net')).toBe('203.0.113.10');
  });

  it('offers the providers of the back end that is set', async () => {
    const choices = async (): Promise<string[]> => Object.keys((await get<{ account: { service: object } }>('dyndns/accounts/get_item')).account.service);
    expect(await choices()).toContain('namecheap');
    await post('dyndns/settings/set', { ddclient: { general: { backend: 'opnsense' } } });
    expect(await choices()).not.toContain('namecheap');
    expect((await choices()).includes('powerdns')).toBe(isSince(release, '25.7'));
  });

  it('wants a server for a custom account: a URL for the web protocols, a name otherwise', async () => {
    const base = { service: 'custom', username: 'u', password: 'p', hostnames: 'a.example.net', checkip: 'if', interface: 'wan' };
    const refused = async (values: object): Promise<string[]> => Object.keys((await post<Saved>('dyndns/accounts/add_item', { account: { ...base, ...values } })).validations ?? {});
    expect(await refused({ protocol: 'get', server: 'dns.example.org' })).toEqual(['account.server']);
    expect(await refused({ protocol: 'get', server: 'https://dns.example.org/update' })).toEqual([]);
    expect(await refused({ protocol: 'dyndns2', server: 'https://dns.example.org/update' })).toEqual(['account.server']);
    expect(await refused({ protocol: 'dyndns2', server: 'dns.example.org' })).toEqual([]);
    expect(await refused({ protocol: 'dyndns2' })).toEqual(['account.server']);
  });

  it('runs the mDNS repeater only once it is switched on and applied, and lists it then', async () => {
    const status = async (): Promise<string> => (await get<{ status: string }>('mdnsrepeater/service/status')).status;
    const listed = async (): Promise<number> => (await post<Found>('core/service/search', { searchPhrase: 'mdns' })).total;
    expect([await status(), await listed()]).toEqual(['disabled', 0]);
    await post('mdnsrepeater/settings/set', { mdnsrepeater: { enabled: '1', interfaces: 'lan,opt1' } });
    expect(await status()).toBe('stopped');
    await post('mdnsrepeater/service/reconfigure');
    expect([await status(), await listed()]).toEqual(['running', 1]);
    await post('core/service/stop/mdns-repeater');
    expect(await status()).toBe('stopped');
  });

  it('lets decisions of CrowdSec run out, takes them back on request and lists nothing while it is stopped', async () => {
    const isNew = isSince(release, '25.7');
    const decisions = (): Promise<unknown> => (isNew ? post('crowdsec/decisions/search') : get('crowdsec/decisions/get'));
    const count = async (): Promise<number> => {
      const answer = await decisions();
      return Array.isArray(answer) ? answer.length : ((answer as Partial<Found>).total ?? -1);
    };
    expect(await count()).toBe(3);
    now += 2 * 3_600_000;
    expect(await count()).toBe(2);
    if (isNew) expect([await post('crowdsec/decisions/del/104'), await post('crowdsec/decisions/del/104')]).toEqual([{ result: 'deleted' }, { result: 'not found' }]);
    else expect((await firewall.send({ method: 'DELETE', path: '/api/crowdsec/decisions/delete/104', headers: basic() })).body).toBe('{"message":"OK"}');
    expect(await count()).toBe(1);
    await post('core/service/stop/crowdsec');
    expect(await decisions()).toEqual({ message: isNew ? 'unable to retrieve data' : 'unable to list decisions' });
    expect(await get('crowdsec/service/status')).toMatchObject(isNew ? { status: 'stopped' } : { 'crowdsec-status': 'stopped', 'crowdsec-firewall-status': 'stopped' });
  });
});

it('counts what the system log passed on, by destination, and can empty every local log', async () => {
  const firewall = new FakeFirewall({ clock: { now: () => START } });
  const post = <T>(path: string, body: unknown = {}): Promise<T> => askJson<T>(firewall, path, body);
  const { rows, total } = await post<Found>('syslog/service/stats', { searchPhrase: 'dst.syslog', sort: { Type: 'asc' } });
  expect([total, rows.map(row => [row['Description'], row['Type']])]).toEqual([2, [['Log host', 'dropped'], ['Log host', 'processed']]]);
  const lines = async (): Promise<number> => (await post<Found>('diagnostics/log/core/system')).total;
  expect(await lines()).toBeGreaterThan(0);
  expect(await post('syslog/service/reset')).toEqual({ status: 'ok' });
  expect(await lines()).toBe(0);
});
