import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { rebinding } from '../../../../../src/plugins/security/checks/dns/rebinding.check';
import { unbound } from './settings';

checkTest(rebinding, {
  fires: [
    { says: 'switched off', values: { ...unbound(), protection: false }, finds: ['unbound'] },
    { says: 'without networks', values: { ...unbound({ privateNetworks: [] }), protection: true }, finds: ['unbound'] },
    { says: 'with a part of one only', values: { ...unbound({ privateNetworks: ['10.0.0.0/16', '172.16.0.0/12', '192.168.0.0/16', 'fd00::/8'] }), protection: true }, finds: ['unbound'] },
  ],
  silent: [
    { says: 'with all of them', values: { ...unbound(), protection: true } },
    { says: 'with wider ones', values: { ...unbound({ privateNetworks: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'] }), protection: true } },
  ],
  notApplicable: [{ says: 'where Unbound is off', values: { ...unbound({ enabled: false }), protection: false } }],
});
