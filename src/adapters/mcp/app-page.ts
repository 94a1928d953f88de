// Speaks the few messages of MCP Apps that a view needs; the SDK's own takes 650 KB.
const FRAME = `
const waiting = new Map(); let last = 0;
const root = document.getElementById('root');
let firewall;
const send = message => parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
const ask = (method, params) => new Promise((resolve, reject) => { waiting.set(++last, { resolve, reject }); send({ id: last, method, params }); });
const say = text => { root.textContent = text; };
const call = async (name, args = {}) => {
  const { isError, content = [], structuredContent } = await ask('tools/call', { name, arguments: firewall === undefined ? args : { firewall, ...args } });
  if (isError) throw new Error(content.map(each => each.text || '').join(' ') || 'The call failed.');
  return structuredContent;
};
const el = (tag, attributes = {}, ...children) => {
  const made = ['svg', 'polyline', 'line', 'rect', 'title'].includes(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) typeof value === 'function' ? made.addEventListener(name, value) : value !== undefined && made.setAttribute(name, value);
  made.append(...children.filter(each => each !== undefined).map(each => (each instanceof Node ? each : String(each))));
  return made;
};
const themed = context => { if (context && context.theme) document.documentElement.dataset.theme = context.theme; };
const received = result => {
  const { answered_by: only, by_firewall: all } = result.structuredContent || {};
  if (!all) { firewall = only; return showResult(result); }
  const show = name => {
    const { error, ...structuredContent } = all[name];
    firewall = name;
    if (error) say(error); else showResult({ ...result, structuredContent });
  };
  const names = Object.keys(all);
  document.querySelector('nav').replaceChildren(el('label', {}, 'Firewall ', el('select', { change: event => show(event.target.value) }, ...names.map(name => el('option', {}, name)))));
  show(names[0]);
};
addEventListener('message', ({ source, data }) => {
  if (source !== parent || !data || data.jsonrpc !== '2.0') return;
  const asked = data.method === undefined ? waiting.get(data.id) : undefined;
  if (asked) { waiting.delete(data.id); return data.error ? asked.reject(new Error(data.error.message)) : asked.resolve(data.result); }
  if (data.method === 'ui/notifications/tool-result') received(data.params);
  else if (data.method === 'ui/notifications/host-context-changed') themed(data.params);
  else if (data.method !== undefined && data.id !== undefined) send({ id: data.id, result: {} });
});
new ResizeObserver(() => send({ method: 'ui/notifications/size-changed', params: { width: document.documentElement.scrollWidth, height: document.documentElement.scrollHeight } })).observe(document.documentElement);
ask('ui/initialize', { protocolVersion: '2026-01-26', appInfo: { name: 'opnsense-mcp', version: '1' }, appCapabilities: {} }).then(({ hostContext }) => { themed(hostContext); send({ method: 'ui/notifications/initialized', params: {} }); });
`;

const STYLE = `:root { color-scheme: light dark; } :root[data-theme=dark] { color-scheme: dark; } :root[data-theme=light] { color-scheme: light; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem; background: Canvas; color: CanvasText; } h1 { font-size: 1.25rem; } h2 { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; padding: .25rem .5rem; border-bottom: 1px solid GrayText; vertical-align: top; } .number { text-align: end; font-variant-numeric: tabular-nums; }
button, input { font: inherit; margin-inline-end: .5rem; } svg { width: 12rem; height: 2.5rem; } polyline { fill: none; stroke: currentColor; stroke-width: 1.5; vector-effect: non-scaling-stroke; } code { overflow-wrap: anywhere; }`;

/** A page that a host of MCP Apps shows: the frame, and what of it is a view's own. It may load nothing from anywhere. */
export function appPage(title: string, script: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><nav></nav><div id="root">Waiting for the result …</div><script>${FRAME}${script}</script></body></html>
`;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, character => `&#${String(character.charCodeAt(0))};`);
