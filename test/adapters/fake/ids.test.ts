import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES } from '../../../src/ports';
import { ask, askJson } from './ask';

interface Found {
  readonly total: number;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

describe.each(RELEASES)('intrusion detection of a fake %s', release => {
  const firewall = new FakeFirewall({ release, clock: { now: () => Date.UTC(2026, 10, 23, 12) } });
  const post = <T>(path: string, body: unknown = {}): Promise<T> => askJson<T>(firewall, `ids/${path}`, body);
  const get = <T>(path: string): Promise<T> => askJson<T>(firewall, `ids/${path}`);
  const rules = (search: object = {}): Promise<Found> => post<Found>('settings/search_installed_rules', search);

  it('has the rules of what was switched on once they were downloaded', async () => {
    expect((await rules()).total).toBe(0);
    expect(await post('settings/toggle_ruleset/emerging-scan.rules,tor.rules,nothing.rules/1')).toEqual({ status: 'error' });
    expect(await get('settings/get_ruleset/tor.rules')).toMatchObject({ enabled: '1', modified_local: null });
    expect((await rules()).total).toBe(0);
    await post('service/update_rules');
    expect(await get('settings/get_ruleset/tor.rules')).toMatchObject({ enabled: '1', modified_local: '2026/11/23 12:00' });
    expect((await rules()).total).toBe(8);
    expect((await rules({ searchPhrase: 'tor.rules', rowCount: 3, sort: { sid: 'desc' } })).rows).toHaveLength(3);
    expect((await rules({ source: 'tor.rules', status: 'disabled' })).total).toBe(1);
  });

  it('overlays changes by hand at once, and lets policies act when the rules are loaded', async () => {
    const [rule] = (await rules({ source: 'tor.rules', status: 'enabled' })).rows;
    const sid = String(rule?.['sid']);
    expect(await post(`settings/toggle_rule/${sid}/drop`)).toEqual({ result: 'saved' });
    expect((await rules({ sid })).rows[0]).toMatchObject({ enabled: '1', action: 'drop', matched_policy: null });
    expect(await get(`settings/get_rule_info/${sid}`)).toMatchObject({ action: { drop: { selected: 1 } }, reference_html: expect.stringContaining('www.example.com') });
    const { result } = await post<{ result: string }>('settings/add_policy', { policy: { description: 'Silence', new_action: 'disable', prio: '0' } });
    expect(result).toBe('saved');
    await post('service/reload_rules');
    expect((await rules({ sid })).rows[0]).toMatchObject({ matched_policy: '__manual__' });
    expect((await rules({ matched_policy: 'Silence', status: 'disabled' })).total).toBe(7);
    expect(await get('settings/list_rule_metadata')).toMatchObject({ matched_policy: ['__manual__', 'Silence'] });
    expect((await post<{ validations: object }>('settings/add_policy', { policy: { content: 'classtype.nothing' } })).validations).toHaveProperty(['policy.content']);
  });

  it('notices something only while it is switched on, and makes its job once', async () => {
    expect([await get('service/status'), await get('service/get_alert_logs')]).toEqual([expect.objectContaining({ status: 'disabled' }), []]);
    await post('settings/set', { ids: { general: { enabled: '1' } } });
    expect(await post('service/reconfigure')).toEqual({ status: 'OK' });
    expect(await get('service/status')).toMatchObject({ status: 'running' });
    const alerts = await post<Found>('service/query_alerts', { rowCount: 5 });
    expect([alerts.rows.length, alerts.total, alerts.rows[0]?.['alert_action']]).toEqual([5, 6, 'blocked']);
    expect(await get(`service/get_alert_info/${String(alerts.rows[1]?.['filepos'])}`)).toEqual(alerts.rows[1]);
    expect((await post<Found>('service/query_alerts', { searchPhrase: 'no such thing' })).total).toBe(0);
    await post('service/drop_alert_log', { filename: 'eve.json' });
    expect((await post<Found>('service/query_alerts')).total).toBe(0);
    await post('service/reconfigure');
    const jobs = await askJson<Found>(firewall, 'cron/settings/search_jobs', { searchPhrase: 'ids' });
    expect(jobs.rows.map(row => row['enabled'])).toEqual(['0']);
  });

  it('refuses rules and rulesets that do not exist', async () => {
    expect([await get('settings/get_ruleset/nothing.rules'), await get('settings/get_rule_info/1'), await post('settings/toggle_rule/1')]).toEqual([[], [], []]);
    expect([await post('settings/set_ruleset/nothing.rules', { enabled: '1' }), await post('settings/set_rule/1', { action: 'drop' })]).toEqual([{ result: 'failed' }, { result: 'failed' }]);
    expect(await post('settings/set_ruleset/drop.rules', { enabled: 'maybe' })).toMatchObject({ result: 'failed' });
    expect((await ask(firewall, 'ids/service/update_rules')).body).toBe('{"status":"failed"}');
  });
});
