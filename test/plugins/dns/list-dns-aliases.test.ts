import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { post, SINGLE, switchOff, uuidOf } from './saved';

toolTest('opn_list_dns_aliases', DnsPlugin, {
  works: [
    {
      says: 'aliases with whole names and the override they belong to',
      then: (result, kit) => {
        const host = SINGLE.includes(kit.firewall.release) ? {} : { host_uuid: uuidOf(kit, 'hosts', 'hostname', 'nas') };
        expect(result).toEqual({
          total: 1,
          aliases: [{ uuid: uuidOf(kit, 'aliases', 'hostname', 'files'), enabled: true, name: 'files.office.example.net', host: 'nas.office.example.net', ...host, description: 'File shares' }],
        });
      },
    },
    {
      says: 'those of one override',
      given: kit => post(kit, 'unbound/settings/add_host_alias', { alias: { host: uuidOf(kit, 'hosts', 'hostname', 'www'), hostname: '', domain: 'example.org' } }),
      args: kit => ({ host_uuid: uuidOf(kit, 'hosts', 'hostname', 'www') }),
      then: ({ total, aliases }) => {
        expect([total, aliases[0].name]).toEqual([1, 'www.example.org']);
      },
    },
    { says: 'that Unbound is off', releases: ['24.7', '26.7'], given: kit => switchOff(kit), then: result => expect([result.note, result.aliases.length > 0]).toEqual(['Unbound is not switched on.', true]) },
  ],
  refuses: [
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
    { args: { host_uuid: 'nas' }, code: 'OPN_INVALID_INPUT', text: /uuid/ },
  ],
});
