import { type View } from '../../../core';

const SCRIPT = `
const KEPT = 120, EVERY = 5000, memories = new Map();
const memory = () => { if (!memories.has(firewall)) memories.set(firewall, { seen: new Map(), counters: new Map() }); return memories.get(firewall); };
let watching = true, trouble = '';
const remember = (name, value) => { const { seen } = memory(); const values = seen.get(name) || []; values.push(value); seen.set(name, values.slice(-KEPT)); };
const takeGateways = ({ gateways = [] }) => { for (const { name, status, delay_ms, loss_percent } of gateways) remember('gateway ' + name, { status, first: delay_ms, second: loss_percent }); };
const takeInterfaces = ({ interfaces = [] }) => {
  const now = performance.now(), { counters } = memory();
  for (const { device, interface: name, up, received_bytes, sent_bytes } of interfaces) {
    if (name === undefined) continue;
    const before = counters.get(device), seconds = before && (now - before.now) / 1000;
    counters.set(device, { now, received_bytes, sent_bytes });
    const rate = (bytes, then) => (before === undefined || bytes < then ? undefined : (bytes - then) * 8 / seconds / 1000);
    remember('interface ' + name, { status: up === false ? 'down' : 'up', first: before && rate(received_bytes, before.received_bytes), second: before && rate(sent_bytes, before.sent_bytes) });
  }
};
const shown = (value, unit) => (value === undefined ? '–' : (value >= 100 ? Math.round(value) : Math.round(value * 10) / 10) + ' ' + unit);
const chart = (values, label, unit) => {
  const known = values.filter(value => value !== undefined), most = Math.max(1, ...known);
  const points = values.map((value, index) => (value === undefined ? undefined : [values.length < 2 ? 0 : index * 100 / (values.length - 1), 30 - value * 28 / most].map(each => each.toFixed(1)).join(','))).filter(Boolean);
  return el('svg', { viewBox: '0 0 100 31', preserveAspectRatio: 'none', role: 'img', 'aria-label': label + ': ' + known.length + ' values, now ' + shown(values.at(-1), unit) + ', at most ' + shown(known.length ? most : undefined, unit) }, el('polyline', { points: points.length === 1 ? points[0] + ' 100,' + points[0].split(',')[1] : points.join(' ') }));
};
const table = (kind, first, second, unit, other) => {
  const rows = [...memory().seen].filter(([name]) => name.startsWith(kind + ' '));
  const cells = (values, key, label, of) => [el('td', { class: 'number' }, shown(values.at(-1)[key], of)), el('td', {}, chart(values.map(each => each[key]), label, of))];
  return rows.length === 0 ? undefined : el('table', {}, el('thead', {}, el('tr', {}, ...[kind, 'state', first, '', second, ''].map(text => el('th', { scope: 'col' }, text)))),
    el('tbody', {}, ...rows.map(([name, values]) => el('tr', {}, el('th', { scope: 'row' }, name.slice(kind.length + 1)), el('td', {}, values.at(-1).status), ...cells(values, 'first', first, unit), ...cells(values, 'second', second, other)))));
};
const draw = () => root.replaceChildren(...[el('h1', {}, 'Gateways and interfaces'),
  el('p', {}, el('button', { click: look }, 'Look again'), el('button', { click: () => { watching = !watching; draw(); }, 'aria-pressed': String(!watching) }, 'Pause')),
  trouble === '' ? undefined : el('p', { role: 'alert' }, trouble), table('gateway', 'delay', 'loss', 'ms', '%'), table('interface', 'received', 'sent', 'kbit/s', 'kbit/s')].filter(Boolean));
async function look() {
  trouble = '';
  const asked = firewall, unlessLeft = take => answer => { if (asked === firewall) take(answer); }, failed = unlessLeft(problem => { trouble = problem.message; });
  await Promise.all([call('opn_gateway_status').then(unlessLeft(takeGateways), failed), call('opn_interface_stats', { limit: 200 }).then(unlessLeft(takeInterfaces), failed)]);
  draw();
}
let timer;
function showResult({ structuredContent, isError }) {
  if (isError || !structuredContent) return say('The gateways could not be read.');
  takeGateways(structuredContent); draw();
  timer = timer || setInterval(() => { if (watching && !document.hidden) look(); }, EVERY);
}
`;

/** The health of gateways and interfaces over time, for as long as it is looked at. */
export const GATEWAYS_VIEW: View = { name: 'gateways', title: 'Gateways and interfaces', script: SCRIPT };
