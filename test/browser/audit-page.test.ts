import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startTestServer, type TestServer } from '../../src/adapters/testkit';
import { SecurityPlugin } from '../../src/plugins/security/security.plugin';

const executablePath = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => path !== undefined && existsSync(path));
/** Without Chromium there is nothing to try it in. */
const inBrowser = executablePath === undefined ? describe.skip : describe;

/** What a host does for a view: answers its requests, with resources from the server, and hands it the result of the call. */
const HOST = `<!doctype html><iframe sandbox="allow-scripts" style="width: 900px; height: 700px"></iframe><script>
const frame = document.querySelector('iframe');
window.seen = [];
addEventListener('message', async ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  window.seen.push(data.method);
  const reply = message => frame.contentWindow.postMessage({ jsonrpc: '2.0', ...message }, '*');
  if (data.method === 'ui/initialize') reply({ id: data.id, result: { protocolVersion: '2026-01-26', hostInfo: { name: 'host', version: '1' }, hostCapabilities: {}, hostContext: { theme: 'dark' } } });
  if (data.method === 'ui/notifications/initialized') reply({ method: 'ui/notifications/tool-result', params: await window.callResult() });
  if (data.method === 'resources/read') reply({ id: data.id, result: await window.readResource(data.params.uri) });
});
window.begin = view => { frame.srcdoc = view; };
</script>`;

/** Every text in the page whose contrast with what is behind it is below 4.5:1. */
const TOO_FAINT = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const channels = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = colour => {
    const [r, g, b] = channels(colour).map(each => (each / 255 <= 0.03928 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = element => {
    for (let each = element; each !== null; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (channels(colour)[3] > 0) return colour;
    }
    return 'white';
  };
  const onBar = element => (element.getAttribute('class')?.startsWith('on-') === true ? getComputedStyle(element.previousElementSibling).fill : undefined);
  const own = element => [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.textContent?.trim()).join('');
  return [...document.body.querySelectorAll('*')].filter(element => own(element) !== '' && element.tagName !== 'title').flatMap(element => {
    const front = element instanceof SVGElement ? getComputedStyle(element).fill : getComputedStyle(element).color;
    const [a, b] = [luminance(front), luminance(onBar(element) ?? behind(element))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    return contrast >= 4.5 ? [] : [element.tagName + ' ' + own(element).slice(0, 30) + ' has ' + contrast.toFixed(2)];
  });
})()`;

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
