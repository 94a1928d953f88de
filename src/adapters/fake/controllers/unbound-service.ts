import { compareReleases } from '../../../ports';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine } from '../machine';
import { isEmpty } from '../model/php';

/** unbound/service: the actions that no other service has. */
export const unboundServiceActions: ActionTable = {
  'unbound/service/reconfigure_general': (call, machine) => ({ json: reconfigureGeneral(call, machine) }),
  'unbound/service/dnsbl': rebuildBlocklists,
};

function reconfigureGeneral({ method }: ApiCall, machine: Machine): unknown {
  if (method !== 'POST') return { status: 'failed' };
  machine.running.switch('unbound', !isEmpty(machine.document.text('OPNsense/unboundplus/general/enabled')));
  return { status: 'ok' };
}

/** Up to 25.7 a GET rebuilds the lists, too. */
function rebuildBlocklists({ method }: ApiCall, machine: Machine): JsonAnswer {
  if (method !== 'POST' && compareReleases(machine.release, '26.1') >= 0) return { json: { status: 'failed' } };
  return { json: { status: 'OK\n\n' } };
}
