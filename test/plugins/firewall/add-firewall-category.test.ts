import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { categoryUuid } from './category-uuid';

toolTest('opn_add_firewall_category', FirewallPlugin, {
  works: [
    {
      says: 'adds it with one request, the colour with or without #',
      args: { name: 'Lab network', color: '#FF8800' },
      then: async (result, kit) => {
        expect(result).toEqual({ uuid: categoryUuid(kit, 'Lab network'), name: 'Lab network', color: '#ff8800', auto: false });
        expect(kit.requests).toEqual(['POST firewall/category/add_item']);
        const listed = await kit.call('opn_list_firewall_categories', { search: 'Lab network' });
        expect(listed.structuredContent).toEqual({ total: 1, categories: [result] });
      },
    },
    { says: 'is black unless said otherwise', releases: ['24.7', '26.7'], args: { name: 'Plain' }, then: result => expect(result.color).toBe('#000000') },
  ],
  refuses: [
    { says: 'a name that is taken', args: { name: 'Things' }, code: 'OPN_REJECTED', text: /name/ },
    { says: 'a comma, which older releases would save and rules could not name', args: { name: 'a,b' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /comma/ },
    { args: { name: '   ' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { name: 'x'.repeat(1001) }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { name: 'a', color: 'red' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /hex/ },
    { args: {}, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /name is required/ },
    { says: 'while writes are off', writes: false, args: { name: 'a' }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
    { says: 'while writes are off here', writes: ['dns'], args: { name: 'a' }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
    { says: 'for a key that may not write', releases: ['24.7', '26.7'], user: 'auditor', args: { name: 'a' }, code: 'OPN_FORBIDDEN' },
  ],
});
