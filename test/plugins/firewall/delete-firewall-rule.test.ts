import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failingOnce } from '../failing-wire';
import { savedRule, UNKNOWN, writesOf } from './sample-items';

const HELP = 'Remote help for the migration';
const help = (kit: TestServer) => ({ uuid: savedRule(kit, HELP)?.uuid });

toolTest('opn_delete_firewall_rule', FirewallPlugin, {
  works: [
    {
      says: 'deletes it, and says what it was',
      args: help,
      then: (result, kit) => {
        expect(result).toEqual({ deleted: expect.any(String), description: HELP });
        expect(savedRule(kit, HELP)).toBeUndefined();
        expect(writesOf(kit)).toEqual([`POST firewall/filter/del_rule/${result.deleted}`, expect.stringMatching(/^POST firewall\/filter\/apply/)]);
      },
    },
  ],
  refuses: [
    { says: 'a rule that does not exist', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { says: 'and puts it back as it was when that cannot be loaded', args: help, between: failingOnce(/filter\/apply/, 500), code: 'OPN_FIREWALL_FAULT' },
    { args: { uuid: `${UNKNOWN},${UNKNOWN}` }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'while writes are off', writes: false, args: { uuid: UNKNOWN }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});
