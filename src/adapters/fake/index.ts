export { FakeFirewall, type FakeFirewallOptions, POINT_RELEASES } from './fake-firewall';
export { type ApiKey, FAKE_KEY, FAKE_KEYS, FAKE_SECRET } from './sample';
