import { type ApiCall, type ActionTable, type Machine } from '../machine';
import { configureRoutes, routeMemory } from '../live/route-memory';
import { type ItemFamily, ItemCalls } from '../model/model-calls';

const ROUTES: ItemFamily = { model: 'OPNsense.Routes.Route', path: 'route', wrapper: 'route' };

/** routes/routes: static routes. */
export const routesActions: ActionTable = {
  'routes/routes/setroute': (call, machine) => ({ json: set(calls(call, machine), call, machine) }),
  'routes/routes/delroute': (call, machine) => ({ json: remove(calls(call, machine), call, machine) }),
  'routes/routes/toggleroute': (call, machine) => ({ json: toggle(calls(call, machine), call) }),
  'routes/routes/reconfigure': (call, machine) => ({ json: { status: reconfigure(call, machine) } }),
};

function calls(call: ApiCall, machine: Machine): ItemCalls {
  return new ItemCalls(ROUTES, call, machine);
}

/** The kernel forgets a former network at the next reconfigure, also of a change that is refused or does not name it. */
function set(items: ItemCalls, call: ApiCall, machine: Machine): unknown {
  const [uuid = ''] = call.args;
  const former = items.item(uuid)?.text('network') ?? '';
  const sent = items.sent();
  const network = typeof sent === 'object' && sent !== null && 'network' in sent ? sent.network : undefined;
  const { leaving } = routeMemory(machine);
  if (former !== '' && network !== former && !leaving.has(uuid)) leaving.set(uuid, former);
  return items.set(call.args[0]);
}

function remove(items: ItemCalls, call: ApiCall, machine: Machine): unknown {
  const [uuid = ''] = call.args;
  const network = items.item(uuid)?.text('network') ?? '';
  const { leaving } = routeMemory(machine);
  const answer = items.remove(call.args[0]);
  if ((answer as { result: string }).result === 'deleted') leaving.set(uuid, network);
  return answer;
}

function reconfigure(call: ApiCall, machine: Machine): string {
  if (call.method !== 'POST') return 'failed';
  configureRoutes(machine);
  return 'ok';
}

/** Up to 25.7 a route has `disabled`, and so has the wanted state. */
function toggle(items: ItemCalls, call: ApiCall): unknown {
  const [uuid, state] = call.args;
  if (items.models.since('26.1')) return items.toggle(uuid, state);
  const field = call.method === 'POST' && uuid !== undefined ? items.item(uuid)?.field('disabled') : undefined;
  if (field === undefined) return { result: 'failed' };
  field.set(state === '0' || state === '1' ? state : field.value === '1' ? '0' : '1');
  items.save();
  return { result: field.value === '1' ? 'Disabled' : 'Enabled' };
}
