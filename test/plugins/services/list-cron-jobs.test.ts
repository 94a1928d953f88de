import { toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { post } from './setup';

toolTest('opn_list_cron_jobs', ServicesPlugin, {
  works: [
    {
      says: 'tells what is run, and when',
      then: (result, kit) => {
        expect(result).toEqual({ total: 1, jobs: [{ uuid: expect.any(String), enabled: true, schedule: '30 4 * * 1', command: 'Automatic firmware update', description: 'Look for updates' }] });
        expect(kit.requests).toEqual(['POST cron/settings/search_jobs']);
      },
    },
    {
      says: 'tells who made a job, and finds by words',
      given: kit => void post(kit, 'cron/settings/add_job', { job: { origin: 'IDS', command: 'ids update', description: 'ids rule updates' } }),
      args: { search: 'rule updates' },
      then: result => expect(result.jobs).toMatchObject([{ made_by: 'IDS', schedule: '0 0 * * *' }]),
    },
  ],
  refuses: [{ says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' }],
});
