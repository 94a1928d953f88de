import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UnexpectedFault, UserFault, WarningFault } from '../machine';
import { type Group } from '../model/model';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { sorted } from '../model/search';
import { roomBefore } from './rule-order';

const RULES: ItemFamily = { model: 'OPNsense.Firewall.Filter', path: 'rules.rule', wrapper: 'rule' };
const TITLE = 'Filter';
const NO_RULE = 'One of them is no rule of this list.';
const LARGEST = 999_999;
const NOT_POSTED = { json: { status: 'error', message: 'This takes a POST.' } };

/** firewall/filter: the order of rules, their logging, and statistics (25.1 and later). */
export const filterRuleOrderActions: ActionTable = {
  'firewall/filter/move_rule_before': (call, machine) => move(call, machine),
  'firewall/filter/toggle_rule_log': (call, machine) => setLogging(call, machine),
  'firewall/filter/flush_inspect_cache': ({ method }) => (method === 'POST' ? { json: { status: 'ok' } } : NOT_POSTED),
};

function move(call: ApiCall, machine: Machine): JsonAnswer {
  if (call.method !== 'POST') return NOT_POSTED;
  const items = new ItemCalls(RULES, call, machine);
  const [moved = '', target = ''] = call.args;
  if (items.models.since('25.7')) moveIntoGap(items, moved, target);
  else swapIn(items, moved, target);
  keep(items, call, machine);
  return { json: { status: 'ok' } };
}

/** 25.7 and later: the rule gets a number between its neighbours'. */
function moveIntoGap(items: ItemCalls, moved: string, target: string): void {
  const [rule, goal] = together(items, moved, target);
  if (moved === target) throw refused(items, 'A rule cannot be moved before itself.');
  const group = inOrder(items).filter(each => each.text('prio_group') === goal.text('prio_group'));
  const place = roomBefore(group, target);
  if (place !== undefined) rule.field('sequence').set(String(place));
}

/** 25.1: the rule gets the target's number, and the target one behind it; before the first rule of a group that moves nothing. */
function swapIn(items: ItemCalls, moved: string, target: string): void {
  const number = (rule: Group): number => Number(rule.text('sequence'));
  let previous: Group | undefined;
  let place: number | undefined;
  let seen: Group | undefined;
  for (const rule of inOrder(items)) {
    const isFirst = previous?.text('prio_group') !== rule.text('prio_group');
    if (isFirst && seen !== undefined && place !== undefined) break;
    const before = previous === undefined || isFirst ? 1 : number(previous);
    const distance = isFirst ? 2 : Math.max(number(rule) - before, 2);
    const uuid = rule.attributes['uuid'];
    if (uuid === target) {
      place = Math.trunc(number(rule));
      rule.field('sequence').set(String(before + distance));
    } else if (uuid === moved) seen = rule;
    else if (place !== undefined && before >= number(rule)) rule.field('sequence').set(String(before + distance / 2));
    else if (place !== undefined && seen !== undefined) break;
    if (number(rule) > LARGEST) throw refused(items, 'There are no numbers left for the rules.');
    previous = rule;
  }
  if (seen === undefined || place === undefined) throw refused(items, NO_RULE);
  const [rule] = together(items, moved, target);
  rule.field('sequence').set(String(place));
}

function inOrder({ list }: ItemCalls): Group[] {
  return sorted(list.items.map(([, rule]) => rule), ['prio_group', 'sequence'], false);
}

/** Two rules that can stand next to each other. */
function together(items: ItemCalls, moved: string, target: string): [Group, Group] {
  const [rule, goal] = [items.item(moved), items.item(target)];
  if (rule === undefined || goal === undefined) throw refused(items, NO_RULE);
  const [from, to] = [rule.text('prio_group'), goal.text('prio_group')];
  if (from !== to) throw refused(items, `A rule of group ${from} cannot go before one of group ${to}.`);
  return [rule, goal];
}

function setLogging(call: ApiCall, machine: Machine): JsonAnswer {
  if (call.method !== 'POST') return NOT_POSTED;
  const items = new ItemCalls(RULES, call, machine);
  const [uuid = '', log = ''] = call.args;
  const field = items.item(uuid)?.field('log');
  if (field === undefined) throw new UserFault('There is no such rule.', items.models.since('26.1') ? '' : TITLE);
  field.set(log);
  if (field.problems().length > 0) throw new UnexpectedFault(`log cannot be ${log}`);
  keep(items, call, machine);
  return { json: { status: 'ok' } };
}

// Up to 25.7 these two do not look whether the user may write.
function keep(items: ItemCalls, call: ApiCall, machine: Machine): void {
  if (items.models.since('26.1')) {
    items.save();
    return;
  }
  items.model.write();
  machine.record(call);
}

function refused({ models }: ItemCalls, message: string): Error {
  return models.since('26.7') ? new WarningFault(message, TITLE) : new UserFault(message, TITLE);
}
