import { toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { first, post, UNKNOWN } from './setup';

toolTest('opn_delete_cron_job', ServicesPlugin, {
  works: [
    {
      says: 'deletes a job and restarts cron',
      args: async kit => ({ uuid: await first(kit, 'cron/settings/search_jobs') }),
      then: (result, kit) => {
        expect(result).toEqual({ deleted: expect.any(String), description: 'Look for updates' });
        expect(kit.firewall.document.find('OPNsense/cron/jobs')?.children).toEqual([]);
        expect(kit.requests.at(-1)).toBe('POST cron/service/reconfigure');
      },
    },
  ],
  refuses: [
    { says: 'an unknown uuid', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    {
      says: 'a job that another part made, naming it',
      given: kit => void post(kit, 'cron/settings/add_job', { job: { origin: 'IDS', command: 'ids update', description: 'rules' } }),
      args: async kit => ({ uuid: await first(kit, 'cron/settings/search_jobs', 'rules') }),
      code: 'OPN_IN_USE',
      text: /belongs to IDS/,
    },
    { says: 'a server that may not write', writes: false, args: { uuid: UNKNOWN }, code: 'OPN_WRITES_OFF' },
  ],
});
