import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { post, switchOff, uuidOf } from './saved';

const PATH = 'unbound/settings/add_host_override';

toolTest('opn_list_dns_overrides', DnsPlugin, {
  works: [
    {
      says: 'overrides as records with one request beside that for the state, with their aliases where the firewall lists them',
      then: (result, kit) => {
        expect(kit.requests).toHaveLength(2);
        const listsAliases = ['26.1', '26.7'].includes(kit.firewall.release);
        expect(result).toEqual({
          total: 2,
          overrides: [
            { uuid: uuidOf(kit, 'hosts', 'hostname', 'nas'), enabled: true, name: 'nas.office.example.net', type: 'A', server: '192.168.1.10', description: 'Storage', ...(listsAliases ? { aliases: ['files.office.example.net'] } : {}) },
            { uuid: uuidOf(kit, 'hosts', 'hostname', 'www'), enabled: true, name: 'www.office.example.net', type: 'A', server: '192.168.1.11', description: 'Intranet' },
          ],
        });
      },
    },
    {
      says: 'every type of record',
      given: async kit => {
        await post(kit, PATH, { host: { enabled: '0', hostname: '', domain: 'example.org', rr: 'MX', mx: 'mail.example.org', mxprio: '5' } });
        await post(kit, PATH, { host: { hostname: '*', domain: 'example.org', rr: 'AAAA', server: '2001:db8::1' } });
        await post(kit, PATH, { host: { hostname: 'note', domain: 'example.org', rr: 'TXT', txtdata: 'v=spf1 -all', ttl: '60' } });
      },
      args: { search: 'example.org' },
      then: ({ overrides }, kit) => {
        const shown = overrides.map(({ uuid: _uuid, ...rest }: { uuid: string }) => rest);
        expect(shown).toEqual(expect.arrayContaining([
          { enabled: false, name: 'example.org', type: 'MX', mx: 'mail.example.org', mx_priority: 5 },
          { enabled: true, name: '*.example.org', type: 'AAAA', server: '2001:db8::1' },
        ]));
        if (!['24.7', '25.1'].includes(kit.firewall.release)) expect(shown).toContainEqual({ enabled: true, name: 'note.example.org', type: 'TXT', text: 'v=spf1 -all', ttl: 60 });
      },
    },
    {
      says: 'a page, and how to get the next one',
      args: { limit: 1 },
      then: ({ total, overrides, next_cursor: next }) => {
        expect([total, overrides.length, next]).toEqual([2, 1, '1.2']);
      },
    },
    { says: 'that Unbound is off', releases: ['24.7', '26.7'], given: kit => switchOff(kit), then: result => expect([result.note, result.overrides.length > 0]).toEqual(['Unbound is not switched on.', true]) },
  ],
  refuses: [
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /Unbound/ },
    { says: 'a fault of the firewall', between: failing(/host_?override/i, 500), code: 'OPN_FIREWALL_FAULT' },
    { args: { limit: 0 }, code: 'OPN_INVALID_INPUT', text: /limit/ },
  ],
});
