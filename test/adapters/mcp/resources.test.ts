import { type CallToolResult, ResourceListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { startTestServer, type TestServer } from '../../../src/adapters/testkit';
import { SecurityPlugin } from '../../../src/plugins/security/security.plugin';

const APPS = { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } };
const audit = (kit: TestServer): Promise<CallToolResult> => kit.call('opn_security_audit', { areas: ['gateways'] });
const auditTool = async (kit: TestServer) => (await kit.client.listTools()).tools.find(({ name }) => name === 'opn_security_audit');

let kit: TestServer;
afterEach(() => kit.close());

it('lists and reads what calls have made, and says when there is more', async () => {
  kit = await startTestServer({ plugins: [SecurityPlugin] });
  expect((await kit.client.listResources()).resources.map(({ uri }) => uri)).toEqual(['opnsense://guide', 'opnsense://audits']);
  expect((await kit.client.listResourceTemplates()).resourceTemplates).toMatchObject([{ uriTemplate: 'opnsense://audits/{at}' }]);
  const changed = new Promise<void>(resolve => kit.client.setNotificationHandler(ResourceListChangedNotificationSchema, () => resolve()));
  const { content, structuredContent } = await audit(kit);
  await changed;
  const [text, link, ...others] = content;
  expect([text?.type, others]).toEqual(['text', []]);
  expect(link).toMatchObject({ type: 'resource_link', name: 'security-audit.html', mimeType: 'text/html', title: expect.stringContaining('Security audit') });
  const { uri, size } = link as { uri: string; size: number };
  expect(structuredContent?.['document']).toEqual({ uri, media_type: 'text/html', bytes: size });
  expect((await kit.client.listResources()).resources).toContainEqual(expect.objectContaining({ uri, size }));
  expect((await kit.client.readResource({ uri })).contents).toEqual([{ uri, mimeType: 'text/html', text: expect.stringContaining('<!doctype html>') }]);

  const read = async (of: string) => JSON.parse(((await kit.client.readResource({ uri: of })).contents[0] as { text: string }).text) as Record<string, unknown>;
  const at = String(structuredContent?.['audited_at']);
  const { audits } = await read('opnsense://audits');
  expect(audits).toEqual([{ audited_at: at, checks: expect.any(Number), findings: { low: 2 } }]);
  expect((await kit.client.complete({ ref: { type: 'ref/resource', uri: 'opnsense://audits/{at}' }, argument: { name: 'at', value: '20' } })).completion.values).toEqual([at]);
  expect(await read(`opnsense://audits/${at}`)).toMatchObject({ audited_at: at, counts: (audits as { findings: object }[])[0]?.findings, findings: expect.arrayContaining([{ check: expect.stringMatching(/^gateways\./), severity: expect.any(String), subject: expect.any(String) }]) });
  await expect(read('opnsense://audits/2001-01-01T00:00:00.000Z')).rejects.toMatchObject({ code: -32002 });
});

it('refuses what there is not, or no longer', async () => {
  kit = await startTestServer({ plugins: [SecurityPlugin] });
  await expect(kit.client.readResource({ uri: 'opnsense://documents/7/other.html' })).rejects.toMatchObject({ code: -32002, message: expect.stringContaining('documents/7') });
  await expect(kit.client.readResource({ uri: 'file:///etc/passwd' })).rejects.toMatchObject({ code: -32002 });
});

it('offers the view of pages to hosts that show MCP Apps, and to no others', async () => {
  kit = await startTestServer({ plugins: [SecurityPlugin] });
  expect((await auditTool(kit))?._meta).toBeUndefined();
  await kit.close();
  kit = await startTestServer({ plugins: [SecurityPlugin], extensions: APPS });
  const uri = 'ui://opnsense-mcp/page.html';
  expect((await auditTool(kit))?._meta).toEqual({ ui: { resourceUri: uri }, 'ui/resourceUri': uri });
  const { contents: [view] } = await kit.client.readResource({ uri });
  expect(view).toMatchObject({ uri, mimeType: 'text/html;profile=mcp-app', text: expect.stringContaining('ui/initialize'), _meta: { ui: { csp: { connectDomains: [] } } } });
});
