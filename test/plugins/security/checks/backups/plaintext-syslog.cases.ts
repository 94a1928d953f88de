import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { plaintextSyslog } from '../../../../../src/plugins/security/checks/backups/plaintext-syslog.check';
import { logging, server } from './settings';

checkTest(plaintextSyslog, {
  fires: [
    { says: 'UDP and TCP', values: { logging: logging({ destinations: [server('udp6', 'a'), server('tcp4', 'b'), server('tls4', 'c')] }) }, finds: ['uuid of a', 'uuid of b'] },
  ],
  silent: [
    { says: 'TLS', values: { logging: logging({ destinations: [server('tls6')] }) } },
    { says: 'to this machine', values: { logging: logging({ destinations: [server('udp4', '127.0.0.1'), server('udp6', '::1')] }) } },
  ],
  notApplicable: [{ says: 'without a log server', values: { logging: logging() } }],
});
