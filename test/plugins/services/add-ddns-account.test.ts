import { toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { BARE, isSince, post } from './setup';

const ACCOUNT = { service: 'cloudflare', hostname: 'home.example.net', username: 'token', password: 'very-secret', interface: 'wan', zone: 'example.net' };

toolTest('opn_add_ddns_account', ServicesPlugin, {
  works: [
    {
      says: 'adds an account that takes the address of its interface, and lets the client take it',
      args: { ...ACCOUNT, hostname: 'home.example.net, www.example.net', description: 'Home' },
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.stringMatching(/^[0-9a-f-]{36}$/), service: 'running' });
        const xml = kit.firewall.running.applied('dyndns').toXml();
        expect(xml).toMatch(/<hostnames>home\.example\.net,www\.example\.net</);
        expect(xml).toMatch(/<password>very-secret</);
        expect(JSON.stringify([result, kit.logged])).not.toContain('very-secret');
        expect(kit.requests.filter(line => line.includes('dyndns'))).toEqual(['GET dyndns/accounts/get_item', 'GET dyndns/service/status', 'POST dyndns/accounts/add_item', 'POST dyndns/service/reconfigure', 'GET dyndns/service/status']);
      },
    },
    {
      says: 'asks a web service for the address where there is no interface, one that this release knows',
      args: { service: 'Cloudflare', hostname: 'home.example.net', username: 'token', password: 'x' },
      then: (_result, kit) => expect(kit.firewall.document.toXml()).toMatch(isSince(kit, '25.1') ? /<checkip>web_icanhazip</ : /<checkip>web_dyndns</),
    },
    {
      says: 'takes what the native back end knows',
      given: kit => void post(kit, 'dyndns/settings/set', { ddclient: { general: { backend: 'opnsense' } } }),
      args: { ...ACCOUNT, service: 'desec-v6', checkip: 'if6' },
      then: (_result, kit) => expect(kit.firewall.document.toXml()).toMatch(/<checkip>if6</),
    },
  ],
  refuses: [
    { says: 'a provider that this firewall does not have, with those it has', args: { ...ACCOUNT, service: 'cloudfare' }, code: 'OPN_INVALID_INPUT', text: /did you mean 'cloudflare'\?[\s\S]*namecheap/ },
    { says: 'a check that it does not have', args: { ...ACCOUNT, checkip: 'cmd' }, code: 'OPN_INVALID_INPUT', text: /no checkip 'cmd'[\s\S]*web_cloudflare/ },
    { says: 'an interface that does not exist', args: { ...ACCOUNT, interface: 'wan9' }, code: 'OPN_REJECTED', text: /interface/ },
    { says: 'the address of no interface', args: { ...ACCOUNT, interface: '', checkip: 'if' }, code: 'OPN_REJECTED', text: /interface/ },
    { says: 'a name that is none', args: { ...ACCOUNT, hostname: 'not_a name!' }, code: 'OPN_REJECTED', text: /hostnames/ },
    { says: 'a server of its own without a name', args: { ...ACCOUNT, service: 'custom', protocol: 'dyndns2', server: '' }, code: 'OPN_REJECTED', text: /server/ },
    { says: 'an empty name', args: { ...ACCOUNT, hostname: '' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'a firewall without the plugin', fake: BARE, args: ACCOUNT, code: 'OPN_NEEDS_PLUGIN', text: /os-ddclient/ },
    { says: 'a server that may not write', writes: false, args: ACCOUNT, code: 'OPN_WRITES_OFF' },
    { says: 'a key without the privilege', user: 'monitor', args: ACCOUNT, code: 'OPN_FORBIDDEN' },
  ],
});
