export { FakeFirewall } from './fake-firewall';
export { serveHttps } from './https-side';
export { FAKE_KEY, FAKE_SECRET } from './sample';
export { readConfiguration } from './configuration-file';
