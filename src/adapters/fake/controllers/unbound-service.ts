import { compareReleases } from '../../../ports';
import { buildBlocklists, RESOLVER, resolverRuns, startResolver } from '../live/resolver';
import { type Action, type ActionTable, type ApiCall, type JsonAnswer, type Machine } from '../machine';
import { isEmpty } from '../model/php';

/** unbound/service: starting loads what is saved, and does not say whether the resolver came up. */
export const unboundServiceActions: ActionTable = {
  'unbound/service/status': (_call, machine) => ({ json: status(machine) }),
  'unbound/service/stop': stop,
  'unbound/service/start': starting({ response: 'OK' }, { response: [] }),
  'unbound/service/restart': starting({ response: 'OK' }, { response: [] }),
  'unbound/service/reconfigure': starting({ status: 'ok' }, { status: 'failed' }),
  'unbound/service/reconfigure_general': starting({ status: 'ok' }, { status: 'failed' }),
  'unbound/service/dnsbl': rebuildBlocklists,
};

function status(machine: Machine): unknown {
  const isEnabled = !isEmpty(machine.document.text('OPNsense/unboundplus/general/enabled'));
  const state = resolverRuns(machine) ? 'running' : isEnabled ? 'stopped' : 'disabled';
  return { status: state, widget: { caption_stop: 'Stop', caption_start: 'Start', caption_restart: 'Restart' } };
}

function stop({ method }: ApiCall, machine: Machine): JsonAnswer {
  if (method !== 'POST') return { json: { response: [] } };
  machine.running.switch(RESOLVER, false);
  return { json: { response: 'OK' } };
}

function starting(done: unknown, refused: unknown): Action {
  return (call, machine) => {
    if (call.method !== 'POST') return { json: refused };
    startResolver(machine, call.route);
    return { json: done };
  };
}

/** Up to 25.7 a GET rebuilds the lists, too. */
function rebuildBlocklists({ method }: ApiCall, machine: Machine): JsonAnswer {
  if (method !== 'POST' && compareReleases(machine.release, '26.1') >= 0) return { json: { status: 'failed' } };
  buildBlocklists(machine, machine.document.clone());
  return { json: { status: 'OK\n\n' } };
}
