import { type Browser, chromium, type Page } from 'playwright-core';
import { startTestServer, type TestServer } from '../../src/adapters/testkit';
import { SecurityPlugin } from '../../src/plugins/security/security.plugin';
import { executablePath, HOST, inBrowser, TOO_FAINT } from './host-page';

inBrowser('the page of an audit', () => {
  let browser: Browser;
  let kit: TestServer;
  let text: string;
  let troubles: string[];

  const opened = async (colorScheme: 'light' | 'dark', content: string): Promise<Page> => {
    const page = await browser.newPage({ colorScheme });
    page.on('console', message => { if (message.type() === 'error') troubles.push(message.text()); });
    page.on('pageerror', error => troubles.push(error.message));
    page.on('request', request => { if (/^(?:https?|file):/.test(request.url())) troubles.push(`it asked for ${request.url()}`); });
    await page.setContent(content);
    return page;
  };
  const read = async (uri: string) => kit.client.readResource({ uri });

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath as string, args: ['--no-sandbox'] });
    kit = await startTestServer({ plugins: [SecurityPlugin] });
    const { structuredContent } = await kit.call('opn_security_audit', { format: 'html' });
    text = ((await read((structuredContent as { document: { uri: string } }).document.uri)).contents[0] as { text: string }).text;
  }, 120_000);
  beforeEach(() => (troubles = []));
  afterAll(async () => {
    await browser?.close();
    await kit?.close();
  });

  it.each(['light', 'dark'] as const)('is readable in %s, and loads nothing', async scheme => {
    const page = await opened(scheme, text);
    const low = await page.evaluate<string[]>(TOO_FAINT);
    expect(low).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('is told and used by keyboard alone', async () => {
    const page = await opened('light', text);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Skip to the findings');
    await page.keyboard.press('Tab');
    const area = await page.evaluate<string>("document.activeElement?.getAttribute('href')");
    expect(area).toMatch(/^#area-/);
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).not.toBe('none');
    await page.keyboard.press('Enter');
    expect(await page.evaluate("'#' + document.activeElement?.id")).toBe(area);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.tagName')).toBe('SUMMARY');
    await page.keyboard.press('Enter');
    expect(await page.evaluate("document.activeElement?.parentElement?.hasAttribute('open')")).toBe(true);
    expect(await page.getByRole('group', { name: 'Findings by area and severity' }).count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Security audit');
    await page.close();
  });

  it('is shown by a host of MCP Apps, in its theme', async () => {
    const view = ((await read('ui://opnsense-mcp/page.html')).contents[0] as { text: string }).text;
    const result = await kit.call('opn_security_audit');
    const page = await browser.newPage({ colorScheme: 'light' });
    page.on('pageerror', error => troubles.push(error.message));
    await page.exposeFunction('callResult', () => result);
    await page.exposeFunction('readResource', read);
    await page.setContent(HOST);
    await page.evaluate(`begin(${JSON.stringify(view)})`);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { level: 1, name: 'Security audit' }).waitFor();
    expect(await frame.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.frames()[1]?.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(21, 24, 28)');
    expect(await frame.locator('svg rect').count()).toBeGreaterThan(0);
    await frame.locator('svg a').first().click();
    expect(await frame.locator(':focus').getAttribute('id')).toMatch(/^area-/);
    expect(await page.evaluate('seen')).toEqual(expect.arrayContaining(['ui/initialize', 'ui/notifications/initialized', 'resources/read', 'ui/notifications/size-changed']));
    expect(troubles).toEqual([]);
    await page.close();
  });
});
