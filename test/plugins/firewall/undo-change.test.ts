import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { categoryUuid } from './category-uuid';
import { type ChangeInfo, confirmedChange, confirmOpen } from './open-change';

const LIST = 'opn_list_firewall_aliases';

toolTest('opn_undo_change', FirewallPlugin, {
  works: [
    {
      says: 'takes back a confirmed change',
      args: async kit => ({ id: await confirmedChange(kit) }),
      then: async (result, kit) => {
        expect(result).toMatchObject({ status: 'undone', verified: expect.stringContaining('is the one before'), change: { confirm_within_seconds: 60 } });
        expect(categoryUuid(kit, 'Lab')).toBeUndefined();
        const { revision } = result.change as ChangeInfo;
        expect((await kit.call('opn_confirm_changes', { revision })).structuredContent).toMatchObject({ status: 'confirmed' });
        expect((await kit.call('opn_undo_change', { id: result.id })).structuredContent).toBeUndefined();
      },
    },
    {
      says: 'shows in a dry run what it would send and make different, and does nothing',
      args: async kit => {
        const { structuredContent } = await kit.call(LIST, { search: 'servers' });
        const aliases = structuredContent?.['aliases'] as { uuid: string; name: string }[];
        await kit.call('opn_update_alias', { uuid: aliases.find(({ name }) => name === 'servers')?.uuid, description: 'Changed' });
        await confirmOpen(kit);
        const { changes } = (await kit.call('opn_change_history', { limit: 1 })).structuredContent as { changes: { id: string }[] };
        return { id: changes[0]?.id, dry_run: true };
      },
      then: async (result, kit) => {
        expect(Object.keys(result)).toEqual(['dry_run']);
        expect(result.dry_run).toMatchObject({
          would_send: [{ request: expect.stringMatching(/^core\/backup\/revert_backup\/config-[\d.]+\.xml$/) }, { request: 'firewall/alias/reconfigure' }, { request: 'firewall/filter/apply' }],
          differences: [{ path: expect.stringMatching(/^OPNsense\.Firewall\.Alias\.aliases\.alias\[.*\]\.description$/), from: 'Changed', to: 'Servers on the LAN' }],
        });
        expect(kit.requests.filter(line => line.startsWith('POST'))).toEqual([]);
        expect((await kit.call('opn_pending_changes')).structuredContent).toEqual({ pending: false });
        expect(JSON.stringify((await kit.call(LIST, { search: 'servers' })).structuredContent)).toContain('Changed');
      },
    },
  ],
  refuses: [
    { says: 'a change that never was', releases: ['26.7'], args: { id: '11111111-2222-4333-8444-555555555555' }, code: 'OPN_NOT_FOUND' },
    { says: 'a dry run of what cannot be undone', releases: ['26.7'], args: async kit => {
      const id = await confirmedChange(kit);
      await kit.call('opn_add_firewall_category', { name: 'Waits' });
      return { id, dry_run: true };
    }, code: 'OPN_BUSY' },
    { args: { id: 'last' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'while writes are off', writes: false, releases: ['26.7'], args: { id: '11111111-2222-4333-8444-555555555555' }, code: 'OPN_WRITES_OFF' },
  ],
});
