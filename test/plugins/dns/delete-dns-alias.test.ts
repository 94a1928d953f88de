import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { item, uuidOf } from './saved';

const files = (kit: TestServer): Record<string, unknown> => ({ uuid: uuidOf(kit, 'aliases', 'hostname', 'files') });

toolTest('opn_delete_dns_alias', DnsPlugin, {
  works: [
    {
      says: 'the alias, not its override',
      args: files,
      then: ({ name, service }, kit) => {
        expect([name, service, item(kit, 'aliases', 'hostname', 'files'), item(kit, 'hosts', 'hostname', 'nas') === undefined]).toEqual(['files', 'running', undefined, false]);
      },
    },
  ],
  refuses: [
    { says: 'an unknown uuid', args: { uuid: '99999999-0000-4000-8000-000000000001' }, code: 'OPN_NOT_FOUND' },
    { says: 'when it fails', between: failing(/del_?host_?alias/i, 403), args: files, code: 'OPN_FORBIDDEN' },
    { says: 'while changes are not allowed', writes: false, args: files, code: 'OPN_WRITES_OFF' },
  ],
});
