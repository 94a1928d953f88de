import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { dnssecOff } from '../../../../../src/plugins/security/checks/dns/dnssec-off.check';
import { unbound } from './settings';

const silent = { dnsmasq: { answers: false, dnssec: false, interfaces: [] } };

checkTest(dnssecOff, {
  fires: [
    { says: 'Unbound without it', values: { ...unbound({ dnssec: false }), ...silent }, finds: ['unbound'] },
    { says: 'Dnsmasq without it, beside Unbound with it', values: { ...unbound(), dnsmasq: { answers: true, dnssec: false, interfaces: [] } }, finds: ['dnsmasq'] },
  ],
  silent: [
    { says: 'Unbound with it', values: { ...unbound(), ...silent } },
    { says: 'Dnsmasq with it', values: { ...unbound({ enabled: false, dnssec: false }), dnsmasq: { answers: true, dnssec: true, interfaces: [] } } },
  ],
  notApplicable: [{ says: 'where nothing answers', values: { ...unbound({ enabled: false, dnssec: false }), ...silent } }],
});
