import { appPage } from './app-page';

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

// The page it shows runs no script: DOMParser starts none, and importing nodes that it made starts none either.
const SCRIPT = `
const show = text => {
  const page = new DOMParser().parseFromString(text, 'text/html');
  document.head.querySelectorAll('style').forEach(each => each.remove());
  document.head.append(...[...page.querySelectorAll('head > style')].map(each => document.importNode(each, true)));
  root.replaceChildren(...[...page.body.childNodes].filter(each => each.nodeName !== 'SCRIPT').map(each => document.importNode(each, true)));
};
const showResult = async result => {
  const link = (result.content || []).find(each => each.type === 'resource_link' && each.mimeType === 'text/html');
  const { document: kept } = result.structuredContent || {};
  if (!link) return say(result.isError ? 'The call failed.' : 'This result has no page.');
  try { show((await ask('resources/read', { uri: (kept || link).uri })).contents[0].text); } catch { say('The page could not be read: ' + link.uri); }
};
document.addEventListener('click', event => {
  const link = event.target.closest('a');
  const aim = link && document.getElementById((link.getAttribute('href') || '').slice(1));
  if (aim) { event.preventDefault(); aim.focus(); aim.scrollIntoView(); }
});
`;

/** Shows, inside a host, the page that a result links to; it loads nothing from anywhere else. */
export const PAGE_VIEW = appPage('OPNsense', SCRIPT);
