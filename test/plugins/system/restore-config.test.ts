import { toolTest } from '../../../src/adapters/testkit';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';
import { ask } from '../../adapters/fake/ask';
import { grant } from '../../grant';
import { ids, NEVER, worked } from './history-entries';

toolTest('opn_restore_config', SystemPlugin, {
  works: [
    {
      says: 'what was before, loaded and compared, until it is confirmed',
      given: worked,
      args: async kit => ({ id: (await ids(kit)).at(-1) }),
      then: (result, kit) => {
        expect(result).toEqual({ status: 'restored', verified: expect.stringContaining('is the one before'), change: expect.objectContaining({ confirm_within_seconds: 60 }) });
        expect(kit.firewall.document.toXml()).not.toMatch(/Printers|>First</);
        expect(kit.firewall.running.applied('filter').toXml()).not.toContain('Printers');
      },
    },
    {
      says: 'and says beforehand what it would do',
      given: worked,
      args: async kit => ({ id: (await ids(kit))[1], dry_run: true }),
      then: (result, kit) => {
        expect(result.dry_run.would_send.map(({ request }: { request: string }) => request.replace(/config-.*/, 'ENTRY'))).toEqual(['core/backup/revert_backup/ENTRY', 'firewall/alias/reconfigure', 'firewall/filter/apply']);
        expect(result.dry_run.differences).toContainEqual({ path: expect.stringMatching(/rule\[.*\]\.description$/), from: 'Printers' });
        expect(kit.firewall.document.toXml()).toContain('Printers');
      },
    },
    {
      says: 'also what nothing can load, and says so',
      given: async kit => {
        await worked(kit);
        kit.firewall.document.ensure('system/hostname').text = 'renamed';
        await ask(kit.firewall, 'firewall/category/add_item', { category: { name: 'Third', color: '000000' } });
      },
      args: async kit => ({ id: (await ids(kit))[1] }),
      then: result => expect(result).toMatchObject({ status: 'partly-restored', left: [expect.stringMatching(/^system\.hostname \(saved, but it takes effect only/)] }),
    },
    {
      says: 'also what the key may not load, and says which privilege would do',
      releases: ['26.7'],
      user: 'auditor',
      given: async kit => {
        await worked(kit);
        grant(kit, 'auditor', ['page-diagnostics-configurationhistory', 'page-system-login-logout']);
      },
      args: async kit => ({ id: (await ids(kit)).at(-1) }),
      then: result => expect(result).toMatchObject({ status: 'partly-restored', left: [expect.stringMatching(/^firewall\/alias\/reconfigure \(.*'Firewall: Alias: Edit'/), expect.stringMatching(/^firewall\/filter\/apply \(.*'Firewall: Rules \[new\]'/)] }),
    },
  ],
  refuses: [
    { says: 'an entry that is not there', args: { id: NEVER }, code: 'OPN_NOT_FOUND' },
    { says: 'what is saved now', releases: ['26.7'], args: async kit => ({ id: (await ids(kit))[0] }), code: 'OPN_REFUSED', text: /what is saved now/ },
    { says: 'anything while changes are off', writes: false, releases: ['26.7'], args: { id: NEVER }, code: 'OPN_WRITES_OFF' },
    { says: 'whoever may change only something else', writes: ['dns'], releases: ['26.7'], args: { id: NEVER }, code: 'OPN_WRITES_OFF', text: /OPNSENSE_ALLOW_WRITES=dns,system/ },
    { says: 'a key without the privilege', user: 'monitor', releases: ['26.7'], args: { id: NEVER }, code: 'OPN_FORBIDDEN' },
  ],
});
