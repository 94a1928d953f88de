import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { compareReleases, RELEASES } from '../../../src/ports';
import { ask, askJson } from './ask';

describe.each(RELEASES)('firmware jobs of a fake %s', release => {
  const firewall = new FakeFirewall({ release });
  const post = <T = unknown>(action: string, body: unknown = {}): Promise<T> => askJson<T>(firewall, `core/firmware/${action}`, body);
  const log = async (): Promise<string> => (await askJson<{ log: string }>(firewall, 'core/firmware/upgradestatus')).log;
  const jobs: readonly (readonly [action: string, request: string])[] = [['audit', 'AUDIT SECURITY'], ['health', 'AUDIT HEALTH'], ['connection', 'AUDIT CONNECTIVITY'], ['lock/os-haproxy', 'LOCK'], ...(compareReleases(release, '25.1') < 0 ? [] : [['cleanup', 'CLEANUP'] as const])];

  it.each(jobs)('%s leaves its log behind', async (action, request) => {
    expect(await post(action)).toEqual({ status: 'ok', msg_uuid: expect.any(String) as unknown });
    expect(await log()).toMatch(new RegExp(`^\\*\\*\\*GOT REQUEST TO ${request}\\*\\*\\*\n[^]*\\*\\*\\*DONE\\*\\*\\*$`));
    expect((await ask(firewall, `core/firmware/${action}`)).body).toBe('{"status":"failure"}');
    await post('check');
    expect(await log()).toContain('TO CHECK');
  });

  it('takes settings, but for the plugins', async () => {
    const plugins = firewall.document.text('system/firmware/plugins');
    expect(await post('set', { firmware: { mirror: 'https://mirror.example.net /opnsense', plugins: 'os-none' } })).toEqual({ status: 'ok' });
    expect([firewall.document.text('system/firmware/mirror'), firewall.document.text('system/firmware/plugins')]).toEqual(['https://mirror.example.net/opnsense', plugins]);
    expect(await post('set', { firmware: { reboot: 'perhaps' } })).toMatchObject({ status: 'failure', status_msg: [expect.any(String)] });
    expect(await post('lock/;')).toEqual({ status: 'failure' });
  });
});
