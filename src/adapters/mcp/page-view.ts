/** The extension of MCP Apps, as client and server announce it. */
export const APPS_EXTENSION = 'io.modelcontextprotocol/ui';
/** How such a host knows a page that it may show. */
export const APP_MEDIA_TYPE = 'text/html;profile=mcp-app';
/** The view of every tool whose results link to a page. */
export const PAGE_VIEW_URI = 'ui://opnsense-mcp/page.html';

/** True for the capabilities of a client that can show MCP Apps. */
export function showsApps(capabilities: object | undefined): boolean {
  const extensions = (capabilities as { readonly extensions?: Readonly<Record<string, { readonly mimeTypes?: unknown }>> } | undefined)?.extensions;
  const types = extensions?.[APPS_EXTENSION]?.mimeTypes;
  return Array.isArray(types) && types.includes(APP_MEDIA_TYPE);
}

// Speaks the few messages of MCP Apps that it needs; the SDK's own view takes 650 KB. The page it shows runs no script: DOMParser starts none, and importing
// nodes that it made starts none either.
const SCRIPT = `
const waiting = new Map(); let last = 0;
const send = message => parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
const ask = (method, params) => new Promise((resolve, reject) => { waiting.set(++last, { resolve, reject }); send({ id: last, method, params }); });
const say = text => { document.body.textContent = text; };
const themed = context => { if (context && context.theme) document.documentElement.dataset.theme = context.theme; };
const show = text => {
  const page = new DOMParser().parseFromString(text, 'text/html');
  document.head.querySelectorAll('style').forEach(each => each.remove());
  document.head.append(...[...page.querySelectorAll('head > style')].map(each => document.importNode(each, true)));
  document.body.replaceChildren(...[...page.body.childNodes].filter(each => each.nodeName !== 'SCRIPT').map(each => document.importNode(each, true)));
};
const showResult = async result => {
  const link = (result.content || []).find(each => each.type === 'resource_link' && each.mimeType === 'text/html');
  if (!link) return say(result.isError ? 'The call failed.' : 'This result has no page.');
  try { show((await ask('resources/read', { uri: link.uri })).contents[0].text); } catch { say('The page could not be read: ' + link.uri); }
};
addEventListener('message', ({ source, data }) => {
  if (source !== parent || !data || data.jsonrpc !== '2.0') return;
  const asked = data.method === undefined ? waiting.get(data.id) : undefined;
  if (asked) { waiting.delete(data.id); return data.error ? asked.reject(new Error(data.error.message)) : asked.resolve(data.result); }
  if (data.method === 'ui/notifications/tool-result') showResult(data.params);
  else if (data.method === 'ui/notifications/host-context-changed') themed(data.params);
  else if (data.method !== undefined && data.id !== undefined) send({ id: data.id, result: {} });
});
document.addEventListener('click', event => {
  const link = event.target.closest('a');
  const aim = link && document.getElementById((link.getAttribute('href') || '').slice(1));
  if (aim) { event.preventDefault(); aim.focus(); aim.scrollIntoView(); }
});
new ResizeObserver(() => send({ method: 'ui/notifications/size-changed', params: { width: document.documentElement.scrollWidth, height: document.documentElement.scrollHeight } })).observe(document.documentElement);
ask('ui/initialize', { protocolVersion: '2026-01-26', appInfo: { name: 'opnsense-mcp', version: '1' }, appCapabilities: {} }).then(({ hostContext }) => { themed(hostContext); send({ method: 'ui/notifications/initialized', params: {} }); });
`;

/** Shows, inside a host, the page that a result links to; it loads nothing from anywhere else. */
export const PAGE_VIEW = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>OPNsense</title><style>:root { color-scheme: light dark; } body { font: 1rem/1.5 system-ui, sans-serif; }</style></head><body>Waiting for the result …<script>${SCRIPT}</script></body></html>
`;
