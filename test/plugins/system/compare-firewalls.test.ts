import { toolTest } from '../../../src/adapters/testkit';
import { compareConfigurations } from '../../../src/plugins/system/comparison';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';

// How two firewalls differ is tested where there are several: test/adapters/assembly/fleet.test.ts.
toolTest('opn_compare_firewalls', SystemPlugin, {
  works: [
    {
      says: 'saves a baseline, and shows what has drifted from it',
      args: { baseline: 'before' },
      given: async kit => {
        expect((await kit.call('opn_compare_firewalls', { save_as: 'before' })).structuredContent).toEqual({ here: 'firewall', saved_as: 'before', total: 0, sections: [], differences: [] });
        kit.firewall.document.ensure('system/hostname').text = 'renamed';
        kit.firewall.save({ method: 'POST', route: 'core/test/set', uri: '/api/core/test/set', args: [], query: {}, body: {}, caller: { user: 'root', key: '', address: '192.0.2.1' } });
        kit.clock.turn(61_000);
      },
      then: (result, kit) => {
        expect(result).toMatchObject({ total: 1, there: expect.stringMatching(/^baseline before of 2026-01-01T/), sections: [{ section: 'system', differences: 1 }] });
        expect(result.differences[0]).toMatchObject({ path: 'system.hostname', kind: 'differs', here: 'renamed' });
        expect(kit.requests).toEqual(['GET core/backup/download/this']);
      },
    },
  ],
  refuses: [
    { says: 'nothing to compare with', releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /nothing to compare with[\s\S]*Baselines of firewall: none/ },
    { says: 'a baseline there is not', releases: ['26.7'], args: { baseline: 'x' }, code: 'OPN_NOT_FOUND', text: /no baseline 'x'/ },
    { says: 'another firewall where there is one', releases: ['26.7'], args: { with: 'office' }, code: 'OPN_INVALID_INPUT', text: /no firewall 'office'/ },
    { says: 'itself', releases: ['26.7'], args: { with: 'firewall' }, code: 'OPN_INVALID_INPUT', text: /cannot differ from itself/ },
  ],
});

describe('comparing configurations', () => {
  const rule = (uuid: string, descr: string, more = {}) => ({ '@uuid': uuid, descr, action: 'pass', created: { time: uuid }, ...more });

  it('matches rules by uuid, then by content, then by name', () => {
    const here = { rules: { rule: [rule('a', 'one'), rule('b', 'two'), rule('c', 'three', { log: '1' }), rule('d', 'only here')] } };
    const there = { rules: { rule: [rule('x', 'two'), rule('y', 'three'), rule('a', 'one', { action: 'block' }), rule('z', 'only there')] } };
    expect(compareConfigurations(here, there).map(({ path, item, here: left, there: right }) => [path, item, typeof left === 'object' ? 'rule' : left, typeof right === 'object' ? 'rule' : right])).toEqual([
      ['rules.rule[a].action', 'one', 'pass', 'block'],
      ['rules.rule[c].log', 'three', '1', undefined],
      ['rules.rule[d]', 'only here', 'rule', undefined],
      ['rules.rule[z]', 'only there', undefined, 'rule'],
    ]);
  });

  it('takes what is empty for absent, one item for a list of it, and does not look at when it was written', () => {
    expect(compareConfigurations({ a: '', b: { '@version': '1', c: '' }, l: [{ n: '1' }] }, { l: { n: '1', updated: 'now' } })).toEqual([]);
    expect(compareConfigurations({ a: '1' }, undefined)).toEqual([{ path: '', item: undefined, here: { a: '1' }, there: undefined }]);
    expect(compareConfigurations({ a: 'text' }, { a: { b: '1' } })).toEqual([{ path: 'a', item: undefined, here: 'text', there: { b: '1' } }]);
  });
});
