import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { unverifiedTls } from '../../../../../src/plugins/security/checks/dns/unverified-tls.check';
import { forward, unbound } from './settings';

checkTest(unverifiedTls, {
  fires: [{ says: 'without a name, whether the server is known or not', values: unbound({ forwards: [forward({ verify: '' }), forward({ uuid: 'two', server: '192.0.2.53', verify: '' })] }), finds: ['one', 'two'] }],
  silent: [{ says: 'with a name', values: unbound({ forwards: [forward()] }) }],
  notApplicable: [
    { says: 'without TLS', values: unbound({ forwards: [forward({ tls: false, verify: '' })] }) },
    { says: 'where Unbound is off', values: unbound({ enabled: false, forwards: [forward({ verify: '' })] }) },
  ],
});

it('offers the name where the operator publishes it, and none otherwise', () => {
  const verdict = unverifiedTls.judge(unbound({ forwards: [forward({ server: '1.1.1.1', verify: '' }), forward({ uuid: 'two', server: '192.0.2.53', verify: '' })] }));
  expect(verdict).toMatchObject([{ fix: { tool: 'opn_update_dns_forward', arguments: { uuid: 'one', verify: 'cloudflare-dns.com' } } }, {}]);
  expect((verdict as readonly object[])[1]).not.toHaveProperty('fix');
});
