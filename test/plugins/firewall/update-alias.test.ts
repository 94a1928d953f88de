import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failingOnce } from '../failing-wire';
import { savedAlias, savedRule, UNKNOWN, writesOf } from './sample-items';

const nas = (more: Readonly<Record<string, unknown>>) => (kit: TestServer) => ({ uuid: savedAlias(kit, 'nas')?.uuid, ...more });

toolTest('opn_update_alias', FirewallPlugin, {
  works: [
    {
      says: 'replaces the entries, keeps the rest, and loads it',
      args: nas({ content: '192.168.1.10\n192.168.1.12' }),
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), changed: ['content'] });
        expect(savedAlias(kit, 'nas')?.fields).toMatchObject({ type: 'host', content: '192.168.1.10\n192.168.1.12', description: 'Storage', enabled: '1' });
        expect(writesOf(kit)).toEqual([`POST firewall/alias/set_item/${result.uuid}`, 'POST firewall/alias/reconfigure']);
      },
    },
    {
      says: 'renames it in the rules that use it',
      args: nas({ name: 'storage' }),
      then: (_result, kit) => expect([savedAlias(kit, 'nas'), savedRule(kit, 'Remote help for the migration')?.fields['destination_net']]).toEqual([undefined, 'storage']),
    },
    { says: 'sends nothing when all is so already', args: nas({ content: '192.168.1.10', enabled: true }), then: (result, kit) => expect([result.changed, writesOf(kit)]).toEqual([[], []]) },
  ],
  refuses: [
    { says: 'an alias that does not exist, instead of making one', args: { uuid: UNKNOWN, content: '192.0.2.1' }, code: 'OPN_NOT_FOUND', text: /no alias/ },
    { says: 'entries that do not fit the type it has', args: nas({ content: '10.0.0.0/8' }), code: 'OPN_INVALID_INPUT', text: /an alias of type host takes/ },
    { says: 'another type that its entries do not fit', args: nas({ alias_type: 'port' }), code: 'OPN_INVALID_INPUT', text: /'192\.168\.1\.10' does not fit/ },
    { says: 'a change of nothing', args: nas({}), releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'and takes it back when it cannot be loaded', args: nas({ content: '192.0.2.1' }), between: failingOnce(/alias\/reconfigure/, 500), code: 'OPN_FIREWALL_FAULT' },
    { says: 'and gives rules the old name back when a new one cannot be loaded', args: nas({ name: 'storage' }), between: failingOnce(/alias\/reconfigure/, 500), code: 'OPN_FIREWALL_FAULT' },
    { says: 'while writes are off', writes: false, args: { uuid: UNKNOWN }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});
