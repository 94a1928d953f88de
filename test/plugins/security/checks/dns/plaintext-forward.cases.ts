import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { plaintextForward } from '../../../../../src/plugins/security/checks/dns/plaintext-forward.check';
import { forward, unbound } from './settings';

const servers = { configured: ['192.168.1.53'], learns: false };
const plain = (server: string, domain = '') => unbound({ forwards: [forward({ server, domain, tls: false, verify: '' })] });

checkTest(plaintextForward, {
  fires: [
    { says: 'to a server on the internet', values: { ...plain('9.9.9.9'), servers }, finds: ['one'] },
    { says: 'of one domain, by IPv6', values: { ...plain('2620:fe::fe', 'example.net'), servers }, finds: ['one'] },
    { says: 'in the clear where TLS fails', values: { ...unbound({ forwards: [forward({ fallsBack: true })] }), servers }, finds: ['one'], severities: ['low'] },
    { says: 'to servers of the system', values: { ...unbound({ forwardsToSystem: true }), servers: { configured: ['9.9.9.9'], learns: false } }, finds: ['system'] },
    { says: 'to whatever a provider hands out', values: { ...unbound({ forwardsToSystem: true }), servers: { configured: [], learns: true } }, finds: ['system'] },
  ],
  silent: [
    { says: 'over TLS', values: { ...unbound({ forwards: [forward()] }), servers } },
    { says: 'to a server inside', values: { ...plain('10.0.0.53'), servers } },
    { says: 'to one inside, by IPv6', values: { ...plain('fd00::53'), servers } },
    { says: 'to servers of the system that are inside', values: { ...unbound({ forwardsToSystem: true }), servers } },
  ],
  notApplicable: [
    { says: 'where nothing is passed on', values: { ...unbound(), servers } },
    { says: 'where Unbound is off', values: { ...unbound({ enabled: false, forwardsToSystem: true }), servers } },
  ],
});
