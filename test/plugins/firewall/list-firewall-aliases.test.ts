import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { savedAlias } from './sample-items';

toolTest('opn_list_firewall_aliases', FirewallPlugin, {
  works: [
    {
      says: 'lists aliases with one request, those of OPNsense without uuid',
      args: { limit: 100 },
      then: (result, kit) => {
        expect(result.aliases).toContainEqual({ uuid: savedAlias(kit, 'web_ports')?.uuid, name: 'web_ports', type: 'port', enabled: true, content: ['80', '443'], description: 'Web' });
        const bogons = result.aliases.find((alias: { name: string }) => alias.name === 'bogons');
        expect(bogons).toMatchObject({ type: 'external', loaded: expect.any(Number) });
        expect(bogons.uuid).toBeUndefined();
        expect(result.total).toBe(result.aliases.length);
        expect(kit.requests).toHaveLength(1);
      },
    },
    { says: 'keeps its first page small', then: result => expect(encode(JSON.stringify(result)).length).toBeLessThan(2000) },
    { says: 'never shows the password of a download', args: { search: 'blocklist' }, then: result => expect(JSON.stringify(result)).not.toMatch(/password|office/) },
    { says: 'filters by type on the firewall', args: { type: 'port' }, then: result => expect(result).toMatchObject({ total: 1, aliases: [{ name: 'web_ports' }] }) },
    {
      says: 'pages, and says how to go on',
      args: { limit: 2 },
      then: result => {
        expect(result.aliases).toHaveLength(2);
        expect(result.next_cursor).toBe('2.2');
      },
    },
    {
      says: 'shows the first entries of a long one, and how many there are',
      releases: ['24.7', '26.7'],
      given: async kit => {
        const content = Array.from({ length: 30 }, (_, index) => `192.0.2.${String(index + 1)}`).join('\n');
        await kit.call('opn_add_alias', { name: 'many', content });
      },
      args: { search: 'many' },
      then: result => {
        expect(result.aliases[0].content).toHaveLength(20);
        expect(result.aliases[0].entries).toBe(30);
      },
    },
  ],
  refuses: [
    { args: { type: 'hosts' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /Firewall: Alias/ },
  ],
});
