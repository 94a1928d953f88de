export { type CheckCases, checkTest, type Judged } from './check-test';
export { FAKE_KEYS } from '../fake/sample';
export { FakeFirewall } from '../fake/fake-firewall';
export { type FakeFirewallOptions } from '../fake/fake-options';
export { type HttpsSide, serveHttps } from '../fake/https-side';
export { startTestServer, type TestServer, type TestServerOptions } from './test-server';
export { checkSnapshot } from './tool-snapshot';
export { type Refuses, type ToolCases, toolTest, type Works } from './tool-test';
export { TurnedClock } from './turned-clock';
