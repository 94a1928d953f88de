import { type ConfigDocument, type ConfigNode, element } from '../../../src/adapters/fake/config-document';
import { sampleDocument } from '../../../src/adapters/fake/sample';
import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { type Release } from '../../../src/ports';
import { failing, failingOnce } from '../failing-wire';
import { savedAlias, UNKNOWN, writesOf } from './sample-items';

const named = (name: string) => (kit: TestServer) => ({ uuid: savedAlias(kit, name)?.uuid });

/** The sample network, whose older servers only a normalization rule and a static route name. */
function usedOutsideRules(release: Release): ConfigDocument {
  const document = sampleDocument(release);
  const item = (name: string, fields: Readonly<Record<string, string>>): ConfigNode => element(name, Object.entries(fields).map(([field, text]) => element(field, text)));
  document.ensure('filter/scrub').children = [item('rule', { interface: 'wan', proto: 'any', src: 'any', dst: 'old_servers', descr: 'Shorter segments', 'max-mss': '1400' })];
  document.ensure('staticroutes').children.push(item('route', { network: 'old_servers', gateway: 'LAB_GW', descr: 'To the old ones' }));
  return document;
}

toolTest('opn_delete_alias', FirewallPlugin, {
  works: [
    {
      says: 'deletes one that nothing uses, and takes its table away',
      args: named('old_servers'),
      then: (result, kit) => {
        expect(result).toEqual({ deleted: expect.any(String), name: 'old_servers' });
        expect(savedAlias(kit, 'old_servers')).toBeUndefined();
        expect(writesOf(kit)).toEqual([`POST firewall/alias/del_item/${result.deleted}`, 'POST firewall/alias/reconfigure']);
      },
    },
    { says: 'leaves the look for uses to the firewall when the configuration cannot be read', args: named('old_servers'), between: failing(/backup\/download/, 403), then: (_result, kit) => expect(savedAlias(kit, 'old_servers')).toBeUndefined() },
  ],
  refuses: [
    { says: 'one that rules use, naming them', args: named('servers'), code: 'OPN_IN_USE', text: /'servers' is used by [^]*'Staff over VPN to the servers'/ },
    { says: 'one that rules use, in the words of the firewall', args: named('nas'), between: failing(/backup\/download/, 403), code: 'OPN_IN_USE' },
    {
      says: 'one that another alias names among others',
      given: async kit => {
        await kit.call('opn_add_alias', { name: 'both', content: '192.0.2.1\nold_servers' });
      },
      args: named('old_servers'),
      code: 'OPN_IN_USE',
      text: /alias 'both'/,
    },
    ...(['24.7', '26.7'] as const).map(release => ({
      says: 'one that a normalization rule and static routes use', releases: [release], fake: { document: usedOutsideRules(release) }, args: named('old_servers'), code: 'OPN_IN_USE' as const,
      text: /is used by normalization rule 'Shorter segments', static route 'To the old ones'\./,
    })),
    { says: 'an alias that does not exist', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { says: 'and puts it back as it was when that cannot be loaded', args: named('old_servers'), between: failingOnce(/alias\/reconfigure/, 500), code: 'OPN_FIREWALL_FAULT' },
    { says: 'while writes are off', writes: false, args: { uuid: UNKNOWN }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});
