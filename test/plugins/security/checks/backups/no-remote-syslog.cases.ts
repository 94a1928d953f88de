import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { noRemoteSyslog } from '../../../../../src/plugins/security/checks/backups/no-remote-syslog.check';
import { logging, server } from './settings';

checkTest(noRemoteSyslog, {
  fires: [
    { says: 'no server is enabled', values: { logging: logging() }, finds: ['syslog'] },
    { says: 'the log daemon is off', values: { logging: logging({ enabled: false, destinations: [server('tls4')] }) }, finds: ['syslog'] },
  ],
  silent: [{ says: 'one is', values: { logging: logging({ destinations: [server('udp4')] }) } }],
  notApplicable: 'always applies',
});
