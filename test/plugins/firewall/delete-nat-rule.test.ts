import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failingOnce } from '../failing-wire';
import { savedForward, UNKNOWN, writesOf } from './sample-items';

const NAS = 'NAS from outside';
const nas = (kit: TestServer) => ({ uuid: savedForward(kit, NAS)?.uuid });

toolTest('opn_delete_nat_rule', FirewallPlugin, {
  works: [
    {
      says: 'deletes it, and says what it was',
      args: nas,
      then: (result, kit) => {
        expect(result).toEqual({ deleted: expect.any(String), description: NAS });
        expect(savedForward(kit, NAS)).toBeUndefined();
        expect(writesOf(kit)).toEqual([`POST firewall/d_nat/del_rule/${result.deleted}`, expect.stringMatching(/^POST firewall\/d_nat\/apply/)]);
      },
    },
  ],
  refuses: [
    { says: 'one that does not exist', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { args: { uuid: 'lockout_0' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /uuid/ },
    { says: 'while writes are off', writes: false, args: { uuid: UNKNOWN }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
    { says: 'and puts it back when that cannot be loaded', args: nas, between: failingOnce(/d_nat\/apply/, 500), code: 'OPN_FIREWALL_FAULT' },
  ],
});
