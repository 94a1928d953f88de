import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UntaughtFault } from '../machine';
import { Models } from '../model/model';
import { ItemCalls } from '../model/model-calls';
import { isObject } from '../model/php';
import { parameters } from '../model/search';

const MODEL = 'OPNsense.TrafficShaper.TrafficShaper';
const FIRST_NUMBER = 10_000;

/** trafficshaper: what its controllers do beyond the inherited actions. Nothing is shaped, so there is nothing to count. */
export const shaperActions: ActionTable = {
  'trafficshaper/settings/add_pipe': (call, machine) => add(call, machine, 'pipe'),
  'trafficshaper/settings/add_queue': (call, machine) => add(call, machine, 'queue'),
  'trafficshaper/settings/add_rule': (call, machine) => ({ json: itemsOf(call, machine, 'rule').add({ overlay: { origin: 'TrafficShaper' } }) }),
  'trafficshaper/settings/get_rule': (call, machine) => ({ json: getRule(call, machine) }),
  'trafficshaper/service/reconfigure': ({ method }) => ({ json: { status: method === 'POST' ? 'ok' : 'failed' } }),
  'trafficshaper/service/flushreload': ({ method }) => ({ json: { status: method === 'POST' ? 'OK' : 'failed' } }),
  'trafficshaper/service/statistics': ({ method }, machine) => {
    if (method !== 'GET') return { json: { status: 'failed' } };
    const pipes = machine.running.applied('trafficshaper').find('OPNsense/TrafficShaper/pipes')?.children ?? [];
    if (pipes.length > 0) throw new UntaughtFault('what dummynet counts');
    return { json: { status: 'ok', items: [] } };
  },
};

function itemsOf(call: ApiCall, machine: Machine, kind: 'pipe' | 'queue' | 'rule'): ItemCalls {
  return new ItemCalls({ model: MODEL, path: `${kind}s.${kind}`, wrapper: kind }, call, machine);
}

function add(call: ApiCall, machine: Machine, kind: 'pipe' | 'queue'): JsonAnswer {
  const numbers = new Models(machine).saved(MODEL).list(`${kind}s.${kind}`).items.map(([, item]) => Number(item.text('number')));
  return { json: itemsOf(call, machine, kind).add({ overlay: { origin: 'TrafficShaper', number: String(freeNumber(numbers.sort((left, right) => left - right))) } }) };
}

/** A number in the first gap behind a number in use, or behind the last. */
function freeNumber(taken: readonly number[]): number {
  let free = FIRST_NUMBER;
  for (const [index, number] of taken.entries()) {
    const next = taken[index + 1];
    if (number > free && next !== undefined) {
      if (next - number > 1) return number + 1;
    } else if (number >= free) free = number + 1;
  }
  return free;
}

function getRule(call: ApiCall, machine: Machine): unknown {
  const items = itemsOf(call, machine, 'rule');
  const answer = items.get(call.args[0]);
  if (call.args[0] !== undefined && parameters(call)['fetchmode'] !== 'copy') return answer;
  const last = Math.max(0, ...new Models(machine).saved(MODEL).list('rules.rule').items.map(([, rule]) => Number(rule.text('sequence'))));
  const rule = isObject(answer) && isObject((answer as Record<string, unknown>)['rule']) ? ((answer as Record<string, unknown>)['rule'] as object) : {};
  return { rule: { ...rule, sequence: String(last + 1) } };
}
