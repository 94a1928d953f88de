import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import { startTestServer, type TestServer } from '../../src/adapters/testkit';
import { FirewallPlugin } from '../../src/plugins/firewall/firewall.plugin';
import { NetworkPlugin } from '../../src/plugins/network/network.plugin';
import { SystemPlugin } from '../../src/plugins/system/system.plugin';
import { OpnError } from '../../src/ports';
import { startFleet } from '../fleet';
import { executablePath, HOST, inBrowser, TOO_FAINT } from './host-page';

const APPS = { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } };

inBrowser('the apps', () => {
  let browser: Browser;
  let kit: TestServer;
  let page: Page;
  let troubles: string[];
  let calls: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath as string, args: ['--no-sandbox'] });
    kit = await startTestServer({ plugins: [FirewallPlugin, NetworkPlugin, SystemPlugin], extensions: APPS });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await kit?.close();
  });
  beforeEach(() => ([troubles, calls] = [[], []]));
  afterEach(async () => {
    expect(await page.frames()[1]?.evaluate<string[]>(TOO_FAINT)).toEqual([]);
    expect(troubles).toEqual([]);
    await page.close();
  });

  /** Calls a tool as a host does, and shows its view beside the result. */
  const shown = async (name: string, host: Pick<TestServer, 'client' | 'call'> = kit, args: Readonly<Record<string, unknown>> = {}): Promise<FrameLocator> => {
    const first = await host.client.listTools();
    const tools = [...first.tools, ...(first.nextCursor === undefined ? [] : (await host.client.listTools({ cursor: first.nextCursor })).tools)];
    const uri = (tools.find(tool => tool.name === name)?._meta?.['ui'] as { resourceUri: string }).resourceUri;
    const view = ((await host.client.readResource({ uri })).contents[0] as { text: string }).text;
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', error => troubles.push(error.message));
    page.on('console', message => { if (message.type() === 'error') troubles.push(message.text()); });
    page.on('request', request => { if (/^(?:https?|file):/.test(request.url())) troubles.push(`it asked for ${request.url()}`); });
    await page.exposeFunction('callResult', () => host.call(name, args));
    await page.exposeFunction('callTool', (params: { name: string; arguments: Record<string, unknown> }) => (calls.push(params.name), host.call(params.name, params.arguments)));
    await page.exposeFunction('readResource', (uri: string) => host.client.readResource({ uri }));
    await page.setContent(HOST);
    await page.evaluate(`begin(${JSON.stringify(view)})`);
    return page.frameLocator('iframe');
  };

  it('shows a pending change with what it made different, and keeps or undoes it as by the plain tools', async () => {
    const add = (name: string) => kit.call('opn_add_firewall_category', { name });
    await add('Kept <b>by app</b>');
    const app = await shown('opn_pending_changes');
    await app.getByText('Kept <b>by app</b>').first().waitFor();
    expect(await app.getByRole('timer').textContent()).toMatch(/^\d+ seconds$/);
    await app.getByText('opn_add_firewall_category').first().waitFor();
    await app.getByRole('button', { name: 'Keep it' }).click();
    await app.getByText(/^confirmed: /).waitFor();
    await app.getByText('No change waits').waitFor();
    expect((await kit.call('opn_pending_changes')).structuredContent).toEqual({ pending: false });
    expect(kit.firewall.document.toXml()).toContain('Kept &lt;b&gt;by app');
    await page.close();

    kit.clock.turn(2_000);
    await add('Undone by app');
    const again = await shown('opn_pending_changes');
    await again.getByRole('button', { name: 'Undo it now' }).press('Enter');
    await again.getByText(/^undone: /).waitFor();
    expect(kit.firewall.document.toXml()).not.toContain('Undone by app');
    expect(calls).toEqual(expect.arrayContaining(['opn_confirm_changes', 'opn_rollback_changes']));
  });

  it('shows the rules with what each matched, narrowed and sorted without asking again', async () => {
    const app = await shown('opn_list_firewall_rules');
    await app.getByText(/rules; \d+ of those that are on matched nothing/).waitFor();
    await app.locator('tbody tr td:nth-child(9)').filter({ hasText: /\d/ }).first().waitFor();
    const { structuredContent } = await kit.call('opn_list_firewall_rules', { limit: 500 });
    const all = (structuredContent as { total: number }).total;
    expect(await app.locator('tbody tr').count()).toBe(all);
    const asked = calls.length;
    await app.getByRole('checkbox', { name: 'most packets first' }).check();
    const packets = (await app.locator('tbody tr td:nth-child(9)').allTextContents()).map(text => Number(text.replaceAll(',', '')) || 0);
    expect(packets).toEqual([...packets].sort((a, b) => b - a));
    await app.getByRole('searchbox').fill('block');
    expect(await app.locator('tbody tr').count()).toBeLessThan(all);
    expect(calls).toHaveLength(asked);
  });

  it('asks the one of several firewalls that it shows', async () => {
    const fleet = await startFleet([{ name: 'office' }, { name: 'home', fake: { release: '25.7' } }, { name: 'dead', between: () => ({ send: () => Promise.reject(new OpnError('OPN_UNREACHABLE', 'Nobody is there.')), close: async () => undefined }) }], undefined, [], { extensions: APPS });
    try {
      await fleet.call('opn_add_firewall_category', { firewall: 'home', name: 'Of home' });
      const change = await shown('opn_pending_changes', fleet, { firewall: 'home' });
      await change.getByText('Of home').first().waitFor();
      await change.getByRole('button', { name: 'Keep it' }).click();
      await change.getByText(/^confirmed: /).waitFor();
      expect(fleet.firewall('home').document.toXml()).toContain('Of home');
      await page.close();

      const app = await shown('opn_gateway_status', fleet, { firewalls: ['all'] });
      const choice = app.getByRole('combobox', { name: 'Firewall' });
      await app.getByRole('rowheader', { name: 'WAN_DHCP', exact: true }).waitFor();
      await app.getByRole('button', { name: 'Pause' }).click();
      await app.getByRole('button', { name: 'Look again' }).click();
      await app.getByRole('img', { name: /^delay: 2 values/ }).first().waitFor();
      await choice.selectOption('home');
      await app.getByRole('img', { name: /^delay: 1 values/ }).first().waitFor();
      await app.getByRole('button', { name: 'Look again' }).click();
      await app.getByRole('img', { name: /^delay: 2 values/ }).first().waitFor();
      await choice.selectOption('dead');
      await app.getByText(/OPN_UNREACHABLE/).waitFor();
      await page.close();

      const audit = await shown('opn_security_audit', fleet, { firewalls: ['office', 'home'], areas: ['gateways'] });
      await audit.getByText(/Z, .*26\.7/).first().waitFor();
      await audit.getByRole('combobox', { name: 'Firewall' }).selectOption('home');
      await audit.getByText(/Z, .*25\.7/).first().waitFor();
    } finally {
      await fleet.close();
    }
  });

  it('shows gateways and interfaces, and more of them with every look', async () => {
    const app = await shown('opn_gateway_status');
    await app.getByRole('heading', { name: 'Gateways and interfaces' }).waitFor();
    const chart = app.getByRole('img', { name: /^delay: / }).first();
    expect(await chart.getAttribute('aria-label')).toMatch(/^delay: 1 values, now [\d.]+ ms/);
    await app.getByRole('button', { name: 'Pause' }).click();
    await app.getByRole('button', { name: 'Look again' }).click();
    await app.getByRole('img', { name: /^delay: 2 values/ }).first().waitFor();
    await app.getByRole('rowheader', { name: 'LAN' }).waitFor();
    await app.getByRole('button', { name: 'Look again' }).click();
    await app.getByRole('img', { name: /^received: [12] values, now [\d.]+ kbit/ }).first().waitFor();
    expect(await app.getByRole('button', { name: 'Pause' }).getAttribute('aria-pressed')).toBe('true');
  });
});

it('are offered only to hosts that show apps, and read nothing by themselves', async () => {
  const kit = await startTestServer({ plugins: [FirewallPlugin, SystemPlugin] });
  try {
    const { tools } = await kit.client.listTools();
    expect(tools.filter(({ _meta }) => _meta?.['ui'] !== undefined)).toEqual([]);
    for (const uri of ['ui://opnsense-mcp/system/gateways.html', 'ui://opnsense-mcp/firewall/rules.html', 'ui://opnsense-mcp/firewall/pending-change.html']) {
      const { contents: [app] } = await kit.client.readResource({ uri });
      expect(app).toMatchObject({ mimeType: 'text/html;profile=mcp-app', _meta: { ui: { csp: { connectDomains: [], resourceDomains: [] } } } });
      const { text } = app as { text: string };
      expect(text).toContain("default-src 'none'");
      expect(text).not.toMatch(/https?:\/\/(?!www\.w3\.org\/)|innerHTML|fetch\(/);
      expect(text.length).toBeLessThan(10_000);
    }
    expect(kit.requests).toEqual([]);
    await expect(kit.client.readResource({ uri: 'ui://opnsense-mcp/firewall/other.html' })).rejects.toMatchObject({ code: -32002 });
  } finally {
    await kit.close();
  }
});
