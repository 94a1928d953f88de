import { toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';

const JOB = { command: 'unbound restart', description: 'Restart DNS' };

toolTest('opn_add_cron_job', ServicesPlugin, {
  works: [
    {
      says: 'adds a job and restarts cron',
      args: { ...JOB, minutes: '0,30', hours: '8-18', weekdays: '1-5' },
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), schedule: '0,30 8-18 * * 1-5' });
        expect(kit.firewall.document.toXml()).toMatch(/<hours>8-18<[\s\S]*<command>unbound restart</);
        expect(kit.requests.filter(line => line.includes('cron/'))).toEqual(['GET cron/settings/get_job', 'POST cron/settings/add_job', 'POST cron/service/reconfigure']);
      },
    },
    { says: 'takes the command in words, and runs it at midnight', args: { ...JOB, command: 'restart unbound dns service' }, then: (result, kit) => expect([result.schedule, kit.firewall.document.toXml()]).toEqual(['0 0 * * *', expect.stringContaining('<command>unbound restart<')]) },
  ],
  refuses: [
    { says: 'a command that this firewall does not have, with those it has', args: { ...JOB, command: 'rm -rf' }, code: 'OPN_INVALID_INPUT', text: /no command 'rm -rf'[\s\S]*unbound restart/ },
    { says: 'an impossible time, by field', args: { ...JOB, minutes: '61' }, code: 'OPN_REJECTED', text: /minutes/ },
    { says: 'what is no time', args: { ...JOB, hours: 'noon' }, code: 'OPN_REJECTED', text: /hours/ },
    { says: 'no description', args: { ...JOB, description: '' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'a server that may not write', writes: false, args: JOB, code: 'OPN_WRITES_OFF' },
    { says: 'a key without the privilege', user: 'monitor', args: JOB, code: 'OPN_FORBIDDEN' },
  ],
});
