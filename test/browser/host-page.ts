import { existsSync } from 'node:fs';

/** The browser that is there, if any. */
export const executablePath = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => path !== undefined && existsSync(path));
/** Without Chromium there is nothing to try it in. */
export const inBrowser = executablePath === undefined ? describe.skip : describe;

/** What a host does for a view: answers its requests, with resources and calls from the server, and hands it the result of the call. */
export const HOST = `<!doctype html><iframe sandbox="allow-scripts" style="width: 900px; height: 700px"></iframe><script>
const frame = document.querySelector('iframe');
window.seen = [];
addEventListener('message', async ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  window.seen.push(data.method);
  const reply = message => frame.contentWindow.postMessage({ jsonrpc: '2.0', ...message }, '*');
  if (data.method === 'ui/initialize') reply({ id: data.id, result: { protocolVersion: '2026-01-26', hostInfo: { name: 'host', version: '1' }, hostCapabilities: {}, hostContext: { theme: 'dark' } } });
  if (data.method === 'ui/notifications/initialized') reply({ method: 'ui/notifications/tool-result', params: await window.callResult() });
  if (data.method === 'tools/call') reply({ id: data.id, result: await window.callTool(data.params) });
  if (data.method === 'resources/read') reply({ id: data.id, result: await window.readResource(data.params.uri) });
});
window.begin = view => { frame.srcdoc = view; };
</script>`;

/** Every text in the page whose contrast with what is behind it is below 4.5:1. */
export const TOO_FAINT = `(() => {
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
