import { type View } from '../../../core';

const SCRIPT = `
let state = { pending: false }, left = 0, note = '', busy = false;
const clock = el('strong', { role: 'timer' });
const timed = () => { clock.textContent = left > 0 ? left + ' seconds' : 'no time'; };
const difference = ({ section, name, change, values = [] }) => el('li', {}, change + ': ', el('code', {}, section), name ? ' “' + name + '”' : '',
  el('table', {}, el('thead', {}, el('tr', {}, ...['value', 'before', 'now'].map(text => el('th', { scope: 'col' }, text)))), el('tbody', {}, ...values.map(({ path, from, to }) => el('tr', {}, el('th', { scope: 'row' }, el('code', {}, path)), el('td', {}, from === undefined ? '–' : from), el('td', {}, to === undefined ? '–' : to))))));
const button = (text, tool, args) => el('button', { click: () => settle(tool, args), disabled: busy ? '' : undefined }, text);
const draw = () => {
  timed();
  const parts = [el('h1', {}, 'Pending change'), note === '' ? undefined : el('p', { role: 'status' }, note)];
  if (!state.pending) parts.push(el('p', {}, 'No change waits for its confirmation.'));
  else parts.push(el('p', {}, 'It is undone by itself in ', clock, ' unless you keep it. Made by ' + (state.tools || []).join(', ') + '; ' + (state.protection || []).join('; ') + '.'),
    state.management_path ? el('p', { role: 'alert' }, 'The way to the firewall: ' + state.management_path) : undefined,
    el('p', {}, button('Keep it', 'opn_confirm_changes', { revision: state.revision }), button('Undo it now', 'opn_rollback_changes', {})),
    el('h2', {}, 'What it made different'), state.differences ? el('ul', {}, ...state.differences.map(difference)) : el('ul', {}, ...(state.saved || []).map(path => el('li', {}, el('code', {}, path)))));
  root.replaceChildren(...parts.filter(Boolean));
};
async function look() {
  try { state = await call('opn_pending_changes', { differences: true }); left = state.seconds_left || 0; }
  catch (problem) { note = problem.message; }
  draw();
}
async function settle(tool, args) {
  if (busy) return;
  busy = true; draw();
  try { const { status, verified, left: rest = [] } = await call(tool, args); note = status + ': ' + verified + (rest.length ? ' Left: ' + rest.join('; ') : ''); }
  catch (problem) { note = problem.message; }
  busy = false;
  await look();
}
let timer;
function showResult({ structuredContent, isError }) {
  if (isError || !structuredContent) return say('The pending change could not be read.');
  state = structuredContent; left = state.seconds_left || 0; draw(); look();
  timer = timer || setInterval(() => { if (!state.pending) return; left -= 1; timed(); if (left === 0) look(); }, 1000);
}
`;

/** The change that waits, what it made different, how long there is time, and what ends it either way. */
export const PENDING_CHANGE_VIEW: View = { name: 'pending-change', title: 'Pending change', script: SCRIPT };
