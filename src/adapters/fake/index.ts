export { FakeFirewall } from './fake-firewall';
export { FAKE_KEY, FAKE_SECRET } from './sample';
