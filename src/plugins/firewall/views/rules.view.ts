import { type View } from '../../../core';

const SCRIPT = `
const MOST = 2000;
let rules = [], words = '', byHits = false, trouble = '', asked = {};
const end = (net, not, port) => (not ? 'not ' : '') + (net || 'any') + (port ? ':' + port : '');
const number = value => (value === undefined ? '–' : value.toLocaleString('en'));
const textOf = rule => [rule.action, (rule.interfaces || ['all']).join(', '), rule.protocol, end(rule.source, rule.source_not, rule.source_port), end(rule.destination, rule.destination_not, rule.destination_port), rule.description].map(each => each || '');
const fits = rule => words.toLowerCase().split(' ').every(word => textOf(rule).join(' ').toLowerCase().includes(word));
const row = (rule, place) => el('tr', {}, el('td', { class: 'number' }, place), ...textOf(rule).map((text, index) => (index === 0 ? el('td', {}, rule.enabled ? text : text + ' (off)') : el('td', {}, text))),
  ...['evaluations', 'packets', 'bytes', 'states'].map(name => el('td', { class: 'number' }, number(rule[name]))));
const HEADS = ['', 'action', 'interface', 'protocol', 'from', 'to', 'description', 'looked at', 'packets', 'bytes', 'connections'];
const body = el('tbody'), status = el('p', { role: 'status' });
const list = () => {
  const shown = rules.map((rule, index) => [rule, index + 1]).filter(([rule]) => fits(rule));
  if (byHits) shown.sort(([a], [b]) => (b.packets || 0) - (a.packets || 0));
  body.replaceChildren(...shown.map(([rule, place]) => row(rule, place)));
  const unused = rules.filter(({ enabled, packets }) => enabled && packets === 0).length;
  status.textContent = trouble || shown.length + ' of ' + rules.length + ' rules; ' + unused + ' of those that are on matched nothing since they were loaded.';
};
const draw = () => { root.replaceChildren(el('h1', {}, 'Firewall rules'),
  el('p', {}, el('label', {}, 'Show only ', el('input', { type: 'search', input: event => { words = event.target.value; list(); } })),
    el('label', {}, el('input', { type: 'checkbox', change: event => { byHits = event.target.checked; list(); } }), 'most packets first '), el('button', { click: look }, 'Look again')),
  status, el('table', {}, el('thead', {}, el('tr', {}, ...HEADS.map(text => el('th', { scope: 'col' }, text)))), body)); list(); };
async function look() {
  try {
    let found = [], cursor;
    do {
      const page = await call('opn_list_firewall_rules', cursor === undefined ? { ...asked, hits: true, limit: 200 } : { ...asked, hits: true, cursor });
      found = found.concat(page.rules); cursor = page.next_cursor || (found.length < page.total ? '200.' + (Math.floor(found.length / 200) + 1) : undefined);
      if (page.rules.length === 0) cursor = undefined;
    } while (cursor !== undefined && found.length < MOST);
    rules = found; trouble = '';
  } catch (problem) { trouble = problem.message; }
  list();
}
function showResult({ structuredContent, isError }) {
  if (isError || !structuredContent) return say('The rules could not be read.');
  rules = Array.isArray(structuredContent.rules) ? structuredContent.rules : []; draw(); look();
}
`;

/** The rules in the order of evaluation, with what each has matched. */
export const RULES_VIEW: View = { name: 'rules', title: 'Firewall rules', script: SCRIPT };
