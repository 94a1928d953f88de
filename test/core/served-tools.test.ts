import { PromptListChangedNotificationSchema, ResourceListChangedNotificationSchema, ResourceUpdatedNotificationSchema, ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { grant } from '../grant';
import { startTestServer, type TestServer } from '../../src/adapters/testkit';
import { FirewallPlugin } from '../../src/plugins/firewall/firewall.plugin';
import { HaproxyPlugin } from '../../src/plugins/haproxy/haproxy.plugin';
import { SystemPlugin } from '../../src/plugins/system/system.plugin';
import { Plugin, PLUGIN_API, Prompt, type PromptText, type ReadTool, Tool } from '../../src/core';

class Nothing {}

@Tool({ name: 'opn_late', title: 'Late', description: 'Is of a late release.', effect: 'read', since: '26.7', input: Nothing, output: Nothing, uses: [] })
class LateTool implements ReadTool<Nothing, Nothing> {
  run(): Promise<Nothing> {
    return Promise.resolve({});
  }
}

@Prompt({ name: 'late', title: 'Late', description: 'Asks for what only a late release has.', arguments: Nothing })
class LatePrompt implements PromptText<Nothing> {
  text(): string {
    return 'Use opn_late.';
  }
}

@Plugin({ id: 'late', title: 'Late', summary: 'Late things.', api: PLUGIN_API, tools: [LateTool], prompts: [LatePrompt] })
class LatePlugin {}

describe('the list of tools', () => {
  let kit: TestServer;
  let news = 0;
  const names = async (): Promise<string[]> => (await kit.client.listTools()).tools.map(({ name }) => name);

  beforeAll(async () => {
    kit = await startTestServer({ plugins: [FirewallPlugin, HaproxyPlugin, LatePlugin, SystemPlugin], release: '25.1', fake: { packages: [] } });
    kit.client.setNotificationHandler(ToolListChangedNotificationSchema, () => void (news += 1));
  });
  afterAll(() => kit.close());

  it('holds everything while nothing is known of the firewall, and asks it nothing', async () => {
    expect(await names()).toEqual(expect.arrayContaining(['opn_add_nat_rule', 'opn_haproxy_status', 'opn_system_status']));
    expect(kit.requests).toEqual([]);
  });

  it('loses what the release does not have once a call has told the release, and says so once', async () => {
    const prompts = async (): Promise<string[]> => (await kit.client.listPrompts()).prompts.map(({ name }) => name);
    let changed = 0;
    kit.client.setNotificationHandler(PromptListChangedNotificationSchema, () => void (changed += 1));
    expect(await prompts()).toContain('late');
    await kit.call('opn_mcp_info');
    expect(changed).toBe(1);
    expect(await prompts()).toEqual(expect.not.arrayContaining(['late']));
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

  it('loses what the API user has no privilege to read, keeps what can do without, and gets it back once it has', async () => {
    await kit.close();
    kit = await startTestServer({ plugins: [FirewallPlugin, SystemPlugin], release: '26.7', user: 'monitor' });
    let changes = 0;
    kit.client.setNotificationHandler(ToolListChangedNotificationSchema, () => void (changes += 1));
    const heard: string[] = [];
    kit.client.setNotificationHandler(ResourceListChangedNotificationSchema, () => void heard.push('list'));
    kit.client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params: { uri } }) => void heard.push(uri));
    const resources = async (): Promise<string[]> => [...(await kit.client.listResources()).resources, ...(await kit.client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate: uri }) => ({ uri }))].map(({ uri }) => uri);
    const ofAliases = ['opnsense://aliases', 'opnsense://aliases/{name}'];
    expect(await resources()).toEqual(expect.arrayContaining(ofAliases));
    await kit.client.subscribeResource({ uri: 'opnsense://guide' });
    expect(await names()).toContain('opn_list_firewall_aliases');
    const refusal = /^OPN_FORBIDDEN/;
    expect((await kit.call('opn_list_firewall_aliases')).content).toMatchObject([{ text: expect.stringMatching(refusal) }]);
    expect((await kit.call('opn_get_config_section', { section: 'system' })).content).toMatchObject([{ text: expect.stringMatching(refusal) }]);
    const listed = await names();
    for (const gone of ['opn_list_firewall_aliases', 'opn_get_config_section', 'opn_download_config']) expect(listed).not.toContain(gone);
    // The configuration is only one of the things that it reads.
    expect(listed).toContain('opn_list_firewall_rules');
    expect(changes).toBeGreaterThan(0);
    expect((await resources()).filter(uri => ofAliases.includes(uri))).toEqual([]);
    expect(heard.filter(each => each === 'list')).toHaveLength(1);
    await new Promise(resolve => setImmediate(resolve));
    expect(heard).toContain('opnsense://guide');
    const { contents: [guide] } = await kit.client.readResource({ uri: 'opnsense://guide' });
    expect((guide as { text: string }).text).toMatch(/`opn_list_firewall_aliases`.*Not listed: the API user has no privilege/);
    grant(kit, 'monitor', ['page-all']);
    expect((await kit.call('opn_list_firewall_aliases')).isError).not.toBe(true);
    expect(await names()).toContain('opn_list_firewall_aliases');
    expect(await resources()).toEqual(expect.arrayContaining(ofAliases));
    expect(await names()).not.toContain('opn_download_config');
  });
});
