import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { first, post, UNKNOWN } from './setup';

const job = (kit: TestServer): Promise<string> => first(kit, 'cron/settings/search_jobs', 'updates');
const foreign = async (kit: TestServer): Promise<void> => void (await post(kit, 'cron/settings/add_job', { job: { origin: 'IDS', command: 'ids update', parameters: 'x', description: 'rules' } }));

toolTest('opn_update_cron_job', ServicesPlugin, {
  works: [
    {
      says: 'changes what is given and keeps the rest',
      args: async kit => ({ uuid: await job(kit), hours: '5', enabled: false }),
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), changed: ['hours', 'enabled'] });
        expect(kit.firewall.document.toXml()).toMatch(/<enabled>0<\/enabled>\s*<minutes>30<\/minutes>\s*<hours>5</);
        expect(kit.requests.at(-1)).toBe('POST cron/service/reconfigure');
      },
    },
    { says: 'moves a job that another part made', given: foreign, args: async kit => ({ uuid: await first(kit, 'cron/settings/search_jobs', 'rules'), hours: '2' }), then: result => expect(result.changed).toEqual(['hours']) },
    { says: 'does nothing when all is so already', args: async kit => ({ uuid: await job(kit), command: 'firmware auto-update', minutes: '30' }), then: (result, kit) => expect([result.changed, kit.requests.some(line => line.startsWith('POST cron'))]).toEqual([[], false]) },
  ],
  refuses: [
    { says: 'an unknown uuid', args: { uuid: UNKNOWN, hours: '5' }, code: 'OPN_NOT_FOUND' },
    { says: 'nothing to change', args: { uuid: UNKNOWN }, code: 'OPN_INVALID_INPUT' },
    { says: 'another command for a job that another part made', given: foreign, args: async kit => ({ uuid: await first(kit, 'cron/settings/search_jobs', 'rules'), command: 'unbound restart' }), code: 'OPN_REJECTED', text: /command/ },
    { says: 'an impossible time', args: async kit => ({ uuid: await job(kit), weekdays: '9' }), code: 'OPN_REJECTED', text: /weekdays/ },
    { says: 'a server that may not write', writes: false, args: { uuid: UNKNOWN, hours: '5' }, code: 'OPN_WRITES_OFF' },
  ],
});
