import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failingOnce } from '../failing-wire';
import { confirmOpen } from './open-change';
import { savedRule, UNKNOWN, writesOf } from './sample-items';

const WEB = 'Guests to the web';
const web = (more: Readonly<Record<string, unknown>> = {}) => (kit: TestServer) => ({ uuid: savedRule(kit, WEB)?.uuid, ...more });

toolTest('opn_toggle_firewall_rule', FirewallPlugin, {
  works: [
    {
      says: 'turns a rule over, and says how it is now',
      args: web(),
      then: async (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), enabled: false, changed: true });
        expect(savedRule(kit, WEB)?.fields['enabled']).toBe('0');
        expect(writesOf(kit)).toHaveLength(2);
        await confirmOpen(kit);
        expect((await kit.call('opn_toggle_firewall_rule', { uuid: result.uuid })).structuredContent).toMatchObject({ enabled: true, changed: true });
        expect(savedRule(kit, WEB)?.fields['enabled']).toBe('1');
      },
    },
    {
      says: 'leaves a rule that is so already',
      args: web({ enabled: true }),
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), enabled: true, changed: false });
        expect(writesOf(kit)).toEqual([]);
      },
    },
  ],
  refuses: [
    { says: 'a rule that does not exist', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { says: 'and takes it back when it cannot be loaded', args: web(), between: failingOnce(/filter\/apply/, 500), code: 'OPN_FIREWALL_FAULT' },
    { args: {}, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /uuid/ },
    { says: 'while writes are off', writes: false, args: { uuid: UNKNOWN }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});
