import { type ApiCall, UnexpectedFault, UserFault } from '../machine';
import { type Group } from '../model/model';
import { type ItemCalls } from '../model/model-calls';
import { isObject } from '../model/php';
import { parameters, sorted } from '../model/search';

const NOT_POSTED = { status: 'error', message: 'This takes a POST.' };
const STEP = 50;

/** Gives the rule of the first argument a number right before that of the second (26.1 and later). */
export function moveBefore(items: ItemCalls, { method, args }: ApiCall): unknown {
  if (method !== 'POST') return NOT_POSTED;
  const [moved, target] = args.map(uuid => items.item(uuid));
  if (moved === undefined || target === undefined) throw new UserFault('One of them is no rule of this list.', '');
  const place = roomBefore(sorted(items.list.items.map(([, item]) => item), ['sequence'], false), target.attributes['uuid'] ?? '');
  if (place !== undefined) {
    moved.field('sequence').set(String(place));
    items.save();
  }
  return { status: 'ok' };
}

/** The number for a rule before the target, of rules in their order; moves the target and what follows back where there is no room. */
export function roomBefore(rules: readonly Group[], target: string): number | undefined {
  let place: number | undefined;
  let before: number | undefined;
  for (const rule of rules) {
    const field = rule.field('sequence');
    const start = before ?? 1;
    if (rule.attributes['uuid'] === target) {
      const distance = Number(field.value) - start;
      if (distance > 2) return Math.trunc(distance / 2) + start;
      place = before === undefined ? 1 : start + STEP;
      field.set(String(place + STEP));
    } else if (place !== undefined && Number(field.value) < start) field.set(String(start + STEP));
    before = Number(field.value);
  }
  return place;
}

/** Turns the logging of a rule on or off (26.1 and later). */
export function setLogging(items: ItemCalls, { method, args: [uuid = '', log = ''] }: ApiCall): unknown {
  if (method !== 'POST') return NOT_POSTED;
  const field = items.item(uuid)?.field('log');
  if (field === undefined) throw new UserFault('There is no such rule.', '');
  field.set(log);
  if (field.problems().length > 0) throw new UnexpectedFault(`log cannot be ${log}`);
  items.save();
  return { status: 'ok' };
}

/** A rule; in copy mode (26.7) with the number of a new last rule. */
export function getForCopy(items: ItemCalls, call: ApiCall): unknown {
  const answer = items.get(call.args[0]);
  const rule = isObject(answer) ? answer['rule'] : undefined;
  if (!items.models.since('26.7') || parameters(call)['fetchmode'] !== 'copy' || !isObject(rule)) return answer;
  const highest = Math.max(0, ...items.list.items.map(([, item]) => Number(item.text('sequence'))));
  return { rule: { ...rule, sequence: highest + 100 } };
}
