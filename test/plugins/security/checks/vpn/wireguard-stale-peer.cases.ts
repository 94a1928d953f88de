import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { wireguardStalePeer } from '../../../../../src/plugins/security/checks/vpn/wireguard-stale-peer.check';
import { peers } from './settings';

const now = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;

checkTest(wireguardStalePeer, {
  fires: [{ says: 'gone for a quarter', values: { ...peers(), seen: new Map([['key', now - 91 * DAY]]), now }, finds: ['one'] }],
  silent: [
    { says: 'seen in time', values: { ...peers(), seen: new Map([['key', now - 90 * DAY]]), now } },
    { says: 'not seen since the firewall started, which tells nothing', values: { ...peers(), seen: new Map([['other', 0]]), now } },
  ],
  notApplicable: [{ says: 'without peers', values: { peers: [], seen: new Map(), now } }],
});

it('offers to switch the peer off', () => {
  expect(wireguardStalePeer.judge({ ...peers(), seen: new Map([['key', 0]]), now })).toMatchObject([{ fix: { tool: 'opn_update_wireguard_peer', arguments: { uuid: 'one', enabled: false } } }]);
});
