import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { BARE, first, UNKNOWN } from './setup';

const account = (kit: TestServer): Promise<string> => first(kit, 'dyndns/accounts/search_item');
const password = ({ firewall }: TestServer): string => /<account[\s\S]*?<password>(.*?)<\/password>/.exec(firewall.document.toXml().replace(/^[\s\S]*?<DynDNS/, ''))?.[1] ?? '';
let before = '';

toolTest('opn_update_ddns_account', ServicesPlugin, {
  works: [
    {
      says: 'changes what is given and keeps the rest, the password too',
      given: kit => void (before = password(kit)),
      args: async kit => ({ uuid: await account(kit), hostname: 'new.example.net', enabled: false }),
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), changed: ['hostnames', 'enabled'], service: 'running' });
        expect(kit.firewall.running.applied('dyndns').toXml()).toMatch(/<hostnames>new\.example\.net<[\s\S]*<zone>example\.net</);
        expect(password(kit)).toBe(before);
        expect(before).not.toBe('');
      },
    },
    { says: 'changes the password and does not tell it', args: async kit => ({ uuid: await account(kit), password: 'another-secret' }), then: (result, kit) => expect([result.changed, password(kit)]).toEqual([['password'], 'another-secret']) },
    {
      says: 'does nothing when all is so already',
      args: async kit => ({ uuid: await account(kit), service: 'Cloudflare', enabled: true }),
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), changed: [], service: 'running' });
        expect(kit.requests.some(line => line.includes('set_item'))).toBe(false);
      },
    },
  ],
  refuses: [
    { says: 'an unknown uuid, which OPNsense would create', args: { uuid: UNKNOWN, enabled: false }, code: 'OPN_NOT_FOUND' },
    { says: 'nothing to change', args: { uuid: UNKNOWN }, code: 'OPN_INVALID_INPUT' },
    { says: 'what OPNsense refuses, by field', args: async kit => ({ uuid: await account(kit), hostname: 'a b!c' }), code: 'OPN_REJECTED', text: /hostnames/ },
    { says: 'a provider that it does not have', args: async kit => ({ uuid: await account(kit), service: 'desec' }), code: 'OPN_INVALID_INPUT', text: /It has: / },
    { says: 'a firewall without the plugin', fake: BARE, args: { uuid: UNKNOWN, enabled: false }, code: 'OPN_NEEDS_PLUGIN' },
    { says: 'a key without the privilege', user: 'monitor', args: { uuid: UNKNOWN, enabled: false }, code: 'OPN_FORBIDDEN' },
  ],
});
