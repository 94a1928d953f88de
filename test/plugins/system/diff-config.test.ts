import { toolTest } from '../../../src/adapters/testkit';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';
import { ask } from '../../adapters/fake/ask';
import { ids, NEVER, worked } from './history-entries';

toolTest('opn_diff_config', SystemPlugin, {
  works: [
    {
      says: 'the last change, by default',
      given: worked,
      then: result => {
        expect(result.saved).toEqual([{ saved: expect.any(String), user: expect.stringMatching(/^root@/), description: '/api/firewall/filter/add_rule made changes' }]);
        expect(result.differences[0]).toMatchObject({ section: 'OPNsense.Firewall.Filter.rules.rule', change: 'added', name: 'Printers', uuid: expect.any(String) });
        expect(result.differences[0].values).toContainEqual({ path: 'action', to: 'pass' });
      },
    },
    {
      says: 'two entries, one section of them',
      given: worked,
      args: async kit => ({ from: (await ids(kit)).at(-1), section: 'OPNsense.Firewall.Category' }),
      then: result => expect(result.differences.map((each: { name: string; change: string }) => [each.name, each.change])).toEqual([['First', 'added'], ['Second', 'added']]),
    },
    {
      says: 'backwards, what would be gone',
      given: worked,
      args: async kit => ({ from: (await ids(kit))[0], to: (await ids(kit))[1] }),
      releases: ['26.7'],
      then: result => expect([result.saved, result.differences[0]]).toMatchObject([[], { change: 'removed', name: 'Printers' }]),
    },
    {
      says: 'no secret',
      given: async kit => {
        await worked(kit);
        kit.firewall.document.ensure('hasync/password').text = 'hunter2-canary';
        await ask(kit.firewall, 'firewall/category/add_item', { category: { name: 'Third', color: '000000' } });
      },
      then: result => {
        expect(result.differences.flatMap(({ values }: { values: object[] }) => values)).toContainEqual({ path: 'password', from: '[REDACTED]', to: '[REDACTED]' });
        expect(JSON.stringify(result)).not.toContain('canary');
      },
    },
  ],
  refuses: [
    { says: 'an entry that is not there', given: worked, args: { from: NEVER }, code: 'OPN_NOT_FOUND', text: /opn_list_config_history/ },
    { says: 'a history of one', releases: ['26.7'], code: 'OPN_NOT_FOUND' },
    { says: 'what is no entry', args: { to: '../config.xml' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});
