import { toolTest } from '../../../src/adapters/testkit';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';

interface Child {
  readonly name: string;
  readonly bytes: number;
}

toolTest('opn_get_config_section', SystemPlugin, {
  works: [
    {
      says: 'gives a section as JSON with one request',
      args: { section: 'interfaces' },
      then: (result, kit) => {
        expect(kit.requests).toEqual(['GET core/backup/download/this']);
        expect(result).toMatchObject({ section: 'interfaces', data: { lan: { if: 'vtnet1', ipaddr: '192.168.1.1' } } });
        expect(result.size_bytes).toBe(Buffer.byteLength(JSON.stringify(result.data)));
        expect(result.truncated).toBeUndefined();
      },
    },
    {
      says: 'follows a dotted path in any case, keeps attributes, and gives lists as lists',
      args: { section: 'opnsense.firewall.category.categories.category' },
      then: result => {
        expect(Array.isArray(result.data)).toBe(true);
        expect(result.data[0]).toMatchObject({ '@uuid': expect.stringMatching(/^[0-9a-f-]{36}$/), name: expect.any(String) });
      },
    },
    {
      says: 'picks an item of a list by its uuid',
      releases: ['26.7'],
      args: kit => ({ section: `OPNsense.Gateways.gateway_item.${kit.firewall.document.find('OPNsense/Gateways/gateway_item')!.attributes['uuid']}` }),
      then: result => expect(result.data).toMatchObject({ name: 'WAN_DHCP' }),
    },
    {
      says: 'names the children of a section that is too large, and how to go deeper',
      releases: ['24.7', '26.7'],
      args: { section: 'OPNsense', max_bytes: 500 },
      then: result => {
        expect(result.data).toBeUndefined();
        expect(result.truncated).toBe(true);
        expect(result.children.map(({ name }: Child) => name)).toContain('Firewall');
        expect(result.more).toContain('OPNsense.');
      },
    },
    {
      says: 'gives a long list in parts',
      releases: ['26.7'],
      args: { section: 'OPNsense.Firewall.Alias.aliases.alias', max_bytes: 700 },
      then: async (first, kit) => {
        expect(first).toMatchObject({ truncated: true, more: expect.stringContaining('offset=') });
        const items = [...first.data];
        for (let offset = first.next_offset; offset !== undefined; ) {
          const part = (await kit.call('opn_get_config_section', { section: first.section, max_bytes: 700, offset })).structuredContent as typeof first;
          items.push(...part.data);
          offset = part.next_offset;
        }
        expect(items).toHaveLength(kit.firewall.document.find('OPNsense/Firewall/Alias/aliases')!.children.length);
      },
    },
    {
      says: 'replaces secrets',
      args: { section: 'system.user', max_bytes: 100_000 },
      then: (result, kit) => {
        const password = kit.firewall.document.find('system/user')!.children.find(({ name }) => name === 'password')!.text;
        expect(JSON.stringify(result)).not.toContain(password);
        expect(result.data[0].password).toBe('[REDACTED]');
      },
    },
    {
      says: 'shows secrets when the operator allows it',
      releases: ['24.7', '26.7'],
      secrets: true,
      args: { section: 'system.user', include_sensitive: true, max_bytes: 100_000 },
      then: (result, kit) => {
        expect(result.data[0].password).toBe(kit.firewall.document.find('system/user')!.children.find(({ name }) => name === 'password')!.text);
      },
    },
  ],
  refuses: [
    { says: 'a section that is not there, naming a near one', args: { section: 'interface' }, code: 'OPN_NOT_FOUND', text: /Did you mean interfaces\?/ },
    { says: 'a path that ends too early', args: { section: 'interfaces.lann' }, releases: ['26.7'], code: 'OPN_NOT_FOUND', text: /in interfaces.*Did you mean interfaces\.lan\?/s },
    { says: 'a module without its root', args: { section: 'Firewall' }, releases: ['26.7'], code: 'OPN_NOT_FOUND', text: /OPNsense\.Firewall/ },
    { says: 'secrets that the operator did not allow', args: { section: 'system', include_sensitive: true }, releases: ['26.7'], code: 'OPN_SENSITIVE_OFF' },
    { says: 'an offset behind a list', args: { section: 'system.user', offset: 99 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /offset is 99, but system\.user has \d items\.\nStart again/ },
    { says: 'an offset behind a text', args: { section: 'system.hostname', offset: 20 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /has \d+ characters/ },
    { says: 'an offset in a section', args: { section: 'system', offset: 1 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /neither a list nor a text/ },
    { args: {}, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /section is required/ },
    { args: { section: '' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { section: 'a'.repeat(401) }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { section: '../../etc/passwd' }, releases: ['26.7'], code: 'OPN_NOT_FOUND' },
    { args: { section: '__proto__.constructor' }, releases: ['26.7'], code: 'OPN_NOT_FOUND' },
    { says: 'without the privilege', user: 'monitor', args: { section: 'system' }, releases: ['24.7', '26.7'], code: 'OPN_FORBIDDEN' },
  ],
});
