import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { savedAlias, UNKNOWN, writesOf } from './sample-items';

const nas = (more: Readonly<Record<string, unknown>> = {}) => (kit: TestServer) => ({ uuid: savedAlias(kit, 'nas')?.uuid, ...more });

toolTest('opn_toggle_alias', FirewallPlugin, {
  works: [
    {
      says: 'turns it over, says how it is now, and loads that',
      args: nas(),
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), name: 'nas', enabled: false, changed: true });
        expect(savedAlias(kit, 'nas')?.fields['enabled']).toBe('0');
        expect(writesOf(kit)).toEqual([`POST firewall/alias/set_item/${result.uuid}`, 'POST firewall/alias/reconfigure']);
      },
    },
    { says: 'leaves one that is so already', args: nas({ enabled: true }), then: (result, kit) => expect([result.changed, writesOf(kit)]).toEqual([false, []]) },
  ],
  refuses: [
    { says: 'an alias that does not exist', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { args: { uuid: 'bogons' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /uuid/ },
    { says: 'while writes are off', writes: false, args: { uuid: UNKNOWN }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});
