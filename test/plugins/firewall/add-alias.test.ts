import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failingOnce } from '../failing-wire';
import { savedAlias, writesOf } from './sample-items';

toolTest('opn_add_alias', FirewallPlugin, {
  works: [
    {
      says: 'saves it and loads its table',
      args: { name: 'printers', content: '192.168.1.30\n192.168.1.40-192.168.1.49, printer.example.org', description: 'Printers' },
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), name: 'printers', type: 'host', content: ['192.168.1.30', '192.168.1.40-192.168.1.49', 'printer.example.org'] });
        expect(savedAlias(kit, 'printers')?.fields).toMatchObject({ enabled: '1', type: 'host', content: '192.168.1.30\n192.168.1.40-192.168.1.49\nprinter.example.org', description: 'Printers' });
        expect(writesOf(kit)).toEqual(['POST firewall/alias/add_item', 'POST firewall/alias/reconfigure']);
        expect(kit.firewall.running.applied('aliases').toXml()).toContain('printers');
      },
    },
    {
      says: 'takes ranges of ports as people write them',
      args: { name: 'games', alias_type: 'port', content: '27015-27030\n443', enabled: false },
      then: (_result, kit) => expect(savedAlias(kit, 'games')?.fields).toMatchObject({ type: 'port', content: '27015:27030\n443', enabled: '0' }),
    },
    {
      says: 'makes lists that are downloaded, and countries',
      args: { name: 'bad_ones', alias_type: 'urltable', content: 'https://lists.example.org/a.txt?x=1,2', update_days: 0.5 },
      then: async (_result, kit) => {
        expect(savedAlias(kit, 'bad_ones')?.fields).toMatchObject({ type: 'urltable', content: 'https://lists.example.org/a.txt?x=1,2', updatefreq: '0.5' });
        await kit.call('opn_add_alias', { name: 'home', alias_type: 'geoip', content: 'nl, de', ip_version: 'IPv4' });
        expect(savedAlias(kit, 'home')?.fields).toMatchObject({ type: 'geoip', content: 'NL\nDE', proto: 'IPv4' });
      },
    },
  ],
  refuses: [
    {
      says: 'entries that do not fit the type, naming each, before anything is sent',
      args: { name: 'wrong', alias_type: 'network', content: '192.0.2.0/33\n10.0.0.0/8\nnot a net' },
      code: 'OPN_INVALID_INPUT',
      text: /content: '192\.0\.2\.0\/33', 'not a net' do not fit; an alias of type network takes networks/,
    },
    { args: { name: 'wrong', alias_type: 'port', content: '70000' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /'70000' does not fit/ },
    { args: { name: 'wrong', alias_type: 'geoip', content: 'Germany' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { name: 'with-dash', content: '192.0.2.1' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /letters, digits and underscores/ },
    { says: 'a name that is taken, in the words of the firewall', args: { name: 'nas', content: '192.0.2.1' }, code: 'OPN_REJECTED', text: /name: / },
    { says: 'and takes it back when it cannot be loaded', args: { name: 'printers', content: '192.168.1.30' }, between: failingOnce(/alias\/reconfigure/, 500), code: 'OPN_FIREWALL_FAULT' },
    { says: 'without the right to write', user: 'auditor', args: { name: 'printers', content: '192.168.1.30' }, code: 'OPN_FORBIDDEN' },
    { says: 'while writes are off', writes: false, args: { name: 'printers' }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});
