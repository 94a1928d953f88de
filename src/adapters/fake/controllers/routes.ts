import { type ApiCall, type ActionTable, type Machine } from '../machine';
import { type ItemFamily, ItemCalls } from '../model/model-calls';

const ROUTES: ItemFamily = { model: 'OPNsense.Routes.Route', path: 'route', wrapper: 'route' };

/** routes/routes: static routes. */
export const routesActions: ActionTable = {
  'routes/routes/setroute': (call, machine) => ({ json: calls(call, machine).set(call.args[0]) }),
  'routes/routes/delroute': (call, machine) => ({ json: calls(call, machine).remove(call.args[0]) }),
  'routes/routes/toggleroute': (call, machine) => ({ json: toggle(calls(call, machine), call) }),
  'routes/routes/reconfigure': call => ({ json: { status: call.method === 'POST' ? 'ok' : 'failed' } }),
};

function calls(call: ApiCall, machine: Machine): ItemCalls {
  return new ItemCalls(ROUTES, call, machine);
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
