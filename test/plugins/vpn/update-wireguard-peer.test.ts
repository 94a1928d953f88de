import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { VpnPlugin } from '../../../src/plugins/vpn/vpn.plugin';
import { saved, UNKNOWN, uuidOf } from './setup';

const bob = (more: Readonly<Record<string, unknown>>) => async (kit: TestServer) => ({ uuid: await uuidOf(kit, 'client', 'bob-phone'), ...more });
const members = async (kit: TestServer): Promise<string> => saved(kit, 'server', await uuidOf(kit, 'server', 'staff'))?.['peers'] ?? '';

toolTest('opn_update_wireguard_peer', VpnPlugin, {
  works: [
    {
      says: 'turns a peer on and leaves it in its instances, key and all',
      args: bob({ enabled: true, keepalive: 30 }),
      then: async (result, kit) => {
        expect(result).toMatchObject({ changed: ['keepalive', 'enabled'], wireguard: 'on' });
        const stored = saved(kit, 'client', result.uuid);
        expect(stored).toMatchObject({ name: 'bob-phone', enabled: '1', keepalive: '30', tunneladdress: '10.10.10.3/32' });
        expect(stored?.['psk']).toContain('CANARY');
        expect(await members(kit)).toContain(result.uuid);
      },
    },
    { says: 'takes a peer out of all instances', args: bob({ servers: [] }), then: async (result, kit) => expect(await members(kit)).not.toContain(result.uuid) },
    {
      says: 'sends nothing when all is so already',
      args: bob({ enabled: false, allowed_ips: ['10.10.10.3/32'] }),
      then: (result, kit) => {
        expect(result.changed).toEqual([]);
        expect(kit.requests.filter(line => /set_client|reconfigure/.test(line))).toEqual([]);
      },
    },
  ],
  refuses: [
    { says: 'an unknown peer, which OPNsense would make', args: { uuid: UNKNOWN, enabled: true }, code: 'OPN_NOT_FOUND', text: new RegExp(`no WireGuard peer ${UNKNOWN}`) },
    { says: 'nothing to change', args: bob({}), releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'an unknown instance', args: bob({ servers: [UNKNOWN] }), code: 'OPN_REJECTED', text: /servers/ },
    { says: 'what OPNsense refuses, field by field', args: bob({ allowed_ips: ['10.10.10.300/32'] }), code: 'OPN_REJECTED', text: /tunneladdress/ },
  ],
});
