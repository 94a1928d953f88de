import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES, type Release } from '../../../src/ports';
import { ask, askJson } from './ask';

type Row = Readonly<Record<string, unknown>>;

async function set(release: Release) {
  const clock = { time: Date.UTC(2026, 10, 23, 12), now: () => clock.time };
  const firewall = new FakeFirewall({ release, clock });
  const get = <T = Row>(path: string): Promise<T> => askJson<T>(firewall, `haproxy/${path}`);
  const post = <T = Row>(path: string, body: unknown = {}): Promise<T> => askJson<T>(firewall, `haproxy/${path}`, body);
  const add = async (kind: string, item: Row): Promise<string> => {
    const answer = await post(`settings/add_${kind}`, { [kind]: item });
    expect(answer['result']).toBe('saved');
    return String(answer['uuid']);
  };
  const switchOn = (on = true): Promise<Row> => post('settings/set', { haproxy: { general: { enabled: on ? '1' : '0' } } });
  const check = await add('healthcheck', { name: 'alive', type: 'http', interval: '2s', http_uri: '/health' });
  const good = await add('server', { name: 'web1', address: '192.168.1.11', port: '8080' });
  const dead = await add('server', { name: 'web2', address: '192.168.1.199', port: '8080', mode: 'backup', weight: '5' });
  const backend = await add('backend', { name: 'web', mode: 'http', algorithm: 'roundrobin', linkedServers: `${good},${dead}`, healthCheckEnabled: '1', healthCheck: check });
  const acl = await add('acl', { name: 'is_app', expression: 'hdr', hdr: 'app.example.net' });
  const rule = await add('action', { name: 'to_web', testType: 'if', linkedAcls: acl, type: 'use_backend', use_backend: backend });
  const frontend = await add('frontend', { name: 'public', bind: '192.168.1.1:8080', mode: 'http', defaultBackend: backend, linkedActions: rule });
  const counters = async (): Promise<Record<string, Row>> => {
    const rows = await get<readonly (Row | null[])[]>('statistics/counters');
    return Object.fromEntries(rows.flatMap(row => (Array.isArray(row) ? [] : [[String((row as Row)['id']), row as Row]])));
  };
  return { clock, firewall, get, post, add, switchOn, counters, ids: { check, good, dead, backend, acl, rule, frontend } };
}

describe.each(RELEASES)('HAProxy of the fake firewall as %s', release => {
  it('runs what was saved at the last reconfigure', async () => {
    const { get, post, switchOn, counters, clock } = await set(release);
    expect((await get('service/status'))['status']).toBe('disabled');
    await switchOn();
    expect((await get('service/status'))['status']).toBe('unknown');
    expect((await askJson<{ status?: string }>((await set(release)).firewall, 'haproxy/service/reconfigure')).status).toBe('failed');
    expect(await post('service/reconfigure')).toEqual({ status: 'ok' });
    expect(await get('service/status')).toEqual({ status: 'running', widget: { caption_restart: 'Restart', caption_start: 'Start', caption_stop: 'Stop' } });
    clock.time += 600_000;
    const rows = await counters();
    expect(Object.keys(rows)).toEqual(['public/FRONTEND', 'web/web1', 'web/web2', 'web/BACKEND']);
    expect(rows['web/web1']).toMatchObject({ status: 'UP', check_status: 'L7OK', weight: '1', act: '1', addr: '192.168.1.11:8080', lastchg: '600', '': '' });
    expect(rows['web/web2']).toMatchObject({ status: 'DOWN', check_status: 'L4TOUT', weight: '5', bck: '1', downtime: '600' });
    expect(rows['web/BACKEND']).toMatchObject({ status: 'UP', act: '1', bck: '0' });
    expect(Number(rows['public/FRONTEND']?.['stot'])).toBeGreaterThan(0);
    await switchOn(false);
    await post('service/reconfigure');
    expect((await get('service/status'))['status']).toBe('disabled');
  });

  it('changes several servers at once, complains of each, and tells what is not deployed', async () => {
    const { post, get, switchOn, counters } = await set(release);
    await switchOn();
    await post('service/reconfigure');
    expect(await get('export/diff')).toEqual({ response: '\n\n' });
    expect(await post('maintenance/server_state_bulk', { server_ids: 'web/web1,web/web2', state: 'maint' })).toEqual({ status: 'ok' });
    expect([(await counters())['web/web1']?.['status'], (await counters())['web/web2']?.['status']]).toEqual(['MAINT', 'MAINT']);
    expect(await post('maintenance/server_weight_bulk', { server_ids: 'web/web1,web/none', weight: '7' })).toEqual({ status: 'error', message: 'web/none: No such server.' });
    expect((await counters())['web/web1']?.['weight']).toBe('7');
    await post('settings/add_backend', { backend: { name: 'another', mode: 'http', algorithm: 'roundrobin' } });
    expect(await get('export/diff')).toEqual({ response: '\n\n' });
    await get('service/configtest');
    expect((await get('export/diff'))['response']).toMatch(/^--- .*haproxy.conf\n\+\+\+ .*staging\n@@ .*\+backend another/s);
  });

  it('answers nothing about itself while it does not run', async () => {
    const { firewall, post, switchOn } = await set(release);
    await switchOn();
    await post('service/reconfigure');
    expect((await askJson<Row>(firewall, 'haproxy/statistics/info'))['Name']).toBe('HAProxy');
    expect(await post('service/stop')).toEqual({ response: 'OK' });
    for (const each of ['info', 'counters', 'tables']) expect(await ask(firewall, `haproxy/statistics/${each}`)).toMatchObject({ status: 200, body: '', headers: { 'content-type': 'text/html; charset=UTF-8' } });
    expect((await askJson<Row>(firewall, 'haproxy/service/status'))['status']).toBe('stopped');
    expect((await ask(firewall, 'haproxy/maintenance/search_server', { rowCount: 5, current: 1 })).body).toBe('Execute error');
    await post('service/start');
    expect(await askJson(firewall, 'haproxy/statistics/tables')).toEqual([{ table: 'web', type: 'ip', size: '51200', used: '0' }]);
  });

  it('keeps what runs when the check fails, and says why', async () => {
    const { get, post, add, switchOn, counters, ids } = await set(release);
    await switchOn();
    await post('service/reconfigure');
    expect(await get('service/configtest')).toEqual({ result: '\n\n' });
    await add('frontend', { name: 'broken', bind: '192.168.1.1:8081', mode: 'tcp', defaultBackend: ids.backend, customOptions: 'nonsense here' });
    const { result } = await get('service/configtest');
    expect(result).toMatch(/unknown keyword 'nonsense' in 'frontend' section[\s\S]*tcp frontend 'broken' .* tries to use incompatible http backend 'web'[\s\S]*Fatal errors/);
    expect(await post('service/reconfigure')).toEqual({ status: 'ok' });
    expect((await get('service/status'))['status']).toBe('running');
    expect(Object.keys(await counters())).not.toContain('broken/FRONTEND');
  });

  it.each([
    ['a backend that is switched off', 'backend', { enabled: '0' }, /unable to find required default_backend: 'web'/],
    ['nothing to listen on', 'frontend', { enabled: '0' }, /will not start \(no listener\)/],
  ] as const)('finds %s', async (_what, kind, change, complaint) => {
    const { get, post, switchOn, ids } = await set(release);
    await switchOn();
    await post(`settings/set_${kind}/${ids[kind]}`, { [kind]: change });
    expect((await get('service/configtest'))['result']).toMatch(complaint);
    await post('service/reconfigure');
    expect((await get('service/status'))['status']).toBe('stopped');
  });

  it('finds names that are there twice', async () => {
    const { get, post, add, ids } = await set(release);
    await add('frontend', { name: 'public', bind: '192.168.1.1:8082', mode: 'http' });
    const twin = await add('server', { name: 'web1', address: '192.168.1.10', port: '80' });
    await post(`settings/set_backend/${ids.backend}`, { backend: { linkedServers: `${ids.good},${twin}` } });
    const { result } = await get('service/configtest');
    expect(result).toMatch(/another server named 'web1' was already defined/);
    expect(result).toMatch(/frontend 'public' has the same name as frontend 'public'/);
  });

  it('writes its file with comments for what it leaves out', async () => {
    const { get, post, add, ids } = await set(release);
    const path = await add('acl', { name: 'no_path', expression: 'path_beg' });
    const rule = await add('action', { name: 'half', testType: 'if', linkedAcls: path, type: 'use_backend', use_backend: ids.backend });
    await post(`settings/set_frontend/${ids.frontend}`, { frontend: { linkedActions: `${ids.rule},${rule}`, ssl_enabled: '1' } });
    expect(String((await get('export/config'))['response'])).not.toContain('frontend public');
    await get('service/configtest');
    const file = String((await get('export/config'))['response']);
    expect(file).toMatch(/frontend public\n {4}bind 192\.168\.1\.1:8080 name 192\.168\.1\.1:8080\n {4}mode http\n/);
    expect(file).toMatch(/acl acl_\S+ hdr\(host\) -i app\.example\.net/);
    expect(file).toMatch(/# RULE: to_web\n {4}use_backend web if acl_/);
    expect(file).toMatch(/# CONDITION INVALID: no_path[\s\S]*# RULE INVALID: half/);
    expect(file).toMatch(/ {4}server web1 192\.168\.1\.11:8080 check inter 2s/);
    expect(await get('export/download/config')).toMatchObject({ filename: 'haproxy.conf', content: Buffer.from(file).toString('base64') });
  });

  it('lists servers by the page, and takes them out by hand until it is started anew', async () => {
    const { firewall, post, switchOn, counters, ids } = await set(release);
    await switchOn();
    await post('service/reconfigure');
    const list = async (body: unknown): Promise<Row> => JSON.parse((await ask(firewall, 'haproxy/maintenance/search_server', body)).body) as Row;
    expect(await list({ rowCount: 1, current: 2 })).toMatchObject({ rows: [{ id: 'web/web2', status: 'DOWN' }], total: 2, rowCount: 1, current: 2 });
    expect(await list({ rowCount: 7, current: 1, searchPhrase: 'web1', sort: { svname: 'desc' } })).toMatchObject({ rows: [{ id: 'web/web1' }], total: 1 });
    expect(await list({ rowCount: -1, current: 1 })).toMatchObject({ rows: [], total: 2 });
    expect((await ask(firewall, 'haproxy/maintenance/search_server', { rowCount: 1, current: 3 })).body).toBe('Execute error');
    expect(await askJson(firewall, 'haproxy/maintenance/search_server')).toEqual({ status: 'unavailable' });
    const state = (server: string, value: string): Promise<Row> => post('maintenance/server_state', { backend: 'web', server, state: value });
    expect(await state('web1', 'maint')).toEqual({ status: 'ok' });
    expect(await state('web9', 'maint')).toEqual({ status: 'error', message: 'No such server.' });
    expect((await state('web1', 'gone'))['status']).toBe('error');
    expect(await post('maintenance/server_weight', { backend: 'web', server: 'web1', weight: '20' })).toEqual({ status: 'ok' });
    expect((await post('maintenance/server_weight', { backend: 'web', server: 'web1', weight: '500' }))['status']).toBe('error');
    const rows = await counters();
    expect(rows['web/web1']).toMatchObject({ status: 'MAINT', weight: '20' });
    expect(rows['web/BACKEND']).toMatchObject({ status: 'DOWN' });
    await post('service/restart');
    expect((await counters())['web/web1']).toMatchObject({ status: 'UP', weight: '1' });
    expect((await ask(firewall, `haproxy/settings/del_server/${ids.good}`, {})).status).toBe(500);
  });

  it('is in the list of services while it is switched on', async () => {
    const { firewall, post, switchOn } = await set(release);
    const row = async (): Promise<Row | undefined> => (await askJson<{ rows: readonly Row[] }>(firewall, 'core/service/search', {})).rows.find(({ id }) => id === 'haproxy');
    expect(await row()).toBeUndefined();
    await switchOn();
    expect(await row()).toMatchObject({ running: 0, description: 'HAProxy load balancer' });
    await post('service/reconfigure');
    expect(await row()).toMatchObject({ running: 1 });
    await askJson(firewall, 'core/service/stop/haproxy', {});
    expect(await row()).toMatchObject({ running: 0 });
  });
});
