import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { stopped } from '../../../../../src/plugins/security/checks/services/stopped.check';

const unbound = { name: 'unbound', description: 'Unbound DNS', running: true };
const monitor = { name: 'dpinger', instance: 'UPLINK', running: true };

checkTest(stopped, {
  fires: [{ says: 'one, and one of several of a name', values: { services: [{ ...unbound, running: false }, { ...monitor, running: false }, { ...monitor, instance: 'OTHER' }] }, finds: ['unbound', 'dpinger/UPLINK'] }],
  silent: [{ says: 'all of them run, but one that nobody can start', values: { services: [unbound, monitor, { name: 'sysctl', running: false, locked: true }] } }],
  notApplicable: [{ says: 'where there are none', values: { services: [{ name: 'pf', running: true, locked: true }] } }],
});
