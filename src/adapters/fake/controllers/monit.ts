import { type ActionTable, type Machine } from '../machine';
import { Group, Models } from '../model/model';
import { type Row } from '../model/search';
import { isRunning, type OwnService, ownServiceActions } from './own-service';

const MONIT: OwnService = { module: 'monit', daemon: 'monit', isEnabled: document => document.text('OPNsense/monit/general/enabled') === '1' };
const CHECKED: Row = { status: 'ok', function: 'check', template: 'OK', result: 'Control file syntax OK' };

/** monit: its general settings, and a service whose file is checked before it is loaded. */
export const monitActions: ActionTable = {
  ...ownServiceActions(MONIT),
  'monit/settings/get_general': (_call, machine) => ({ json: { monit: general(machine), result: 'ok' } }),
  'monit/service/check': ({ method }) => ({ json: method === 'POST' ? CHECKED : { status: 'failed' } }),
  'monit/service/reconfigure': ({ method }, machine) => ({ json: method === 'POST' ? reconfigure(machine) : { status: 'failed' } }),
};

function general(machine: Machine): unknown {
  const group = new Models(machine).saved('OPNsense.Monit.Monit').at('general');
  return group instanceof Group ? group.answer() : [];
}

/** Says `ok` only where nothing had to be started or stopped; else what the command said. */
function reconfigure(machine: Machine): Row {
  const wasRunning = isRunning(MONIT, machine);
  const isOn = MONIT.isEnabled(machine.document);
  machine.running.switch(MONIT.daemon, isOn);
  return wasRunning || isOn ? { ...CHECKED, status: 'OK' } : CHECKED;
}
