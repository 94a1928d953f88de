import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { startTestServer, type TestServer } from '../../src/adapters/testkit';
import { FirewallPlugin } from '../../src/plugins/firewall/firewall.plugin';
import { HaproxyPlugin } from '../../src/plugins/haproxy/haproxy.plugin';
import { SystemPlugin } from '../../src/plugins/system/system.plugin';

describe('the list of tools', () => {
  let kit: TestServer;
  let news = 0;
  const names = async (): Promise<string[]> => (await kit.client.listTools()).tools.map(({ name }) => name);

  beforeAll(async () => {
    kit = await startTestServer({ plugins: [FirewallPlugin, HaproxyPlugin, SystemPlugin], release: '25.1', fake: { packages: [] } });
    kit.client.setNotificationHandler(ToolListChangedNotificationSchema, () => void (news += 1));
  });
  afterAll(() => kit.close());

  it('holds everything while nothing is known of the firewall, and asks it nothing', async () => {
    expect(await names()).toEqual(expect.arrayContaining(['opn_add_nat_rule', 'opn_haproxy_status', 'opn_system_status']));
    expect(kit.requests).toEqual([]);
  });

  it('loses what the release does not have once a call has told the release, and says so once', async () => {
    await kit.call('opn_mcp_info');
    expect(await names()).not.toContain('opn_add_nat_rule');
    expect(await names()).toContain('opn_add_firewall_rule');
    await kit.call('opn_mcp_info');
    expect(news).toBe(1);
  });

  it('loses the tools of a plugin that turned out to be missing; calling one still says what to install', async () => {
    await kit.call('opn_haproxy_status');
    expect((await names()).filter(name => name.includes('haproxy'))).toEqual([]);
    expect(news).toBe(2);
    expect((await kit.call('opn_haproxy_configtest')).content).toMatchObject([{ text: expect.stringMatching(/^OPN_NEEDS_PLUGIN: .*os-haproxy/) }]);
    expect(news).toBe(2);
  });
});
