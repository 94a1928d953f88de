import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { RELEASES } from '../../../src/ports';

it.each(RELEASES)('tells everybody on %s under which address they are seen, without a key', async release => {
  const firewall = new FakeFirewall({ release, client: { address: '192.168.1.44' } });
  const { status, body } = await firewall.send({ method: 'GET', path: '/api/captiveportal/access/status', headers: {} });
  expect([status, JSON.parse(body)]).toEqual([200, { clientState: 'NOT_AUTHORIZED', ipAddress: '192.168.1.44', authType: 'normal' }]);
});
