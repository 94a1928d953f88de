import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES } from '../../../src/ports';
import { askJson } from './ask';

type Saved = Readonly<{ uuid?: string; validations?: Readonly<Record<string, unknown>> }>;
type Test = Readonly<{ test: { type: Readonly<Record<string, { selected: number }>> } }>;

describe.each(RELEASES)('Monit on %s', release => {
  const firewall = new FakeFirewall({ release, clock: { now: () => Date.UTC(2026, 10, 23, 12) } });
  const add = (what: string, values: Readonly<Record<string, string>>): Promise<Saved> => askJson<Saved>(firewall, `monit/settings/add_${what}`, { [what]: values });
  const typeOf = async (condition: string): Promise<string | undefined> => {
    const { uuid = '' } = await add('test', { name: 'kit', type: 'Existence', condition, action: 'alert' });
    const { test } = await askJson<Test>(firewall, `monit/settings/get_test/${uuid}`);
    return Object.entries(test.type).find(([, { selected }]) => selected === 1)?.[0];
  };

  // 26.1 refuses conditions with spaces.
  const conditions = release === '26.1' ? { uptime: 'Uptime', whatever: 'Custom' } : { 'cpu usage > 80%': 'SystemResource', 'cpu > 80%': 'ProcessResource', 'memory usage > 2 MB': 'ProcessResource', whatever: 'Custom' };
  it.each(Object.entries(conditions))('takes the type of a test from its condition %s', async (condition, type) => {
    expect(await typeOf(condition)).toBe(type);
  });

  it('asks for what a type of service needs', async () => {
    expect(Object.keys((await add('service', { name: 'kit', type: 'process' })).validations ?? {})).toEqual(expect.arrayContaining(['service.pidfile', 'service.match']));
    expect(Object.keys((await add('service', { name: 'kit', type: 'file' })).validations ?? {})).toContain('service.path');
    expect((await add('service', { name: 'kit', type: 'file', path: '/var/log/kit.log' })).uuid).toBeDefined();
  });

  it('wants events where the selection is turned round', async () => {
    expect(Object.keys((await add('alert', { recipient: 'admin@example.com', noton: '1' })).validations ?? {})).toEqual(expect.arrayContaining(['alert.noton', 'alert.events']));
  });
});
