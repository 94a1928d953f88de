import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { wireguardWidePeer } from '../../../../../src/plugins/security/checks/vpn/wireguard-wide-peer.check';
import { peers } from './settings';

checkTest(wireguardWidePeer, {
  fires: [
    { says: 'for all of IPv4', values: peers({ allowed: ['10.10.10.2/32', '0.0.0.0/0'] }), finds: ['one'] },
    { says: 'for all of IPv6', values: peers({ allowed: ['::/0'] }), finds: ['one'] },
  ],
  silent: [
    { says: 'for its own address', values: peers() },
    { says: 'for all where the firewall dials it', values: peers({ allowed: ['0.0.0.0/0', '::/0'], dialled: true }) },
    { says: 'for a network that ends in 0', values: peers({ allowed: ['10.10.10.0/30'] }) },
  ],
  notApplicable: [{ says: 'without peers', values: { peers: [] } }],
});
