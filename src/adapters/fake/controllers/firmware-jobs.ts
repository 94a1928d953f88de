import { type Action, type ActionTable, type ApiCall, type JsonAnswer, type Machine, UnexpectedFault } from '../machine';
import { Models } from '../model/model';
import { modelProblems } from '../model/model-checks';
import { saveModel } from '../model/model-calls';
import { isObject, toText } from '../model/php';
import { dateInWords } from './system-state';

const MODEL = 'OPNsense.Core.Firmware';

/** core/firmware: what looks the installed packages over or changes their settings. Nothing is installed or removed. */
export const firmwareJobActions: ActionTable = {
  'core/firmware/audit': looking('AUDIT SECURITY', ['Fetching vuln.xml.xz: .......... done', '0 problem(s) in 0 installed package(s) found.']),
  'core/firmware/health': looking('AUDIT HEALTH', ['>>> Root file system: zroot/ROOT/default', '>>> Check for missing or altered base files', 'No problems detected.', '>>> Check for missing package dependencies', 'Checking all packages: .......... done']),
  'core/firmware/connection': looking('AUDIT CONNECTIVITY', ['Checking connectivity for repository (IPv4): https://pkg.opnsense.org', 'Updating OPNsense repository catalogue...', 'OPNsense repository is up to date.']),
  'core/firmware/cleanup': looking('CLEANUP', ['Deleted temporary files.']),
  'core/firmware/lock': onPackage('LOCK', 'Locking'),
  'core/firmware/unlock': onPackage('UNLOCK', 'Unlocking'),
  'core/firmware/sync_plugins': ({ method }) => ({ json: { status: method === 'POST' ? 'ok' : 'failure' } }),
  'core/firmware/resync_plugins': ({ method }) => ({ json: { status: method === 'POST' ? 'ok' : 'failure' } }),
  'core/firmware/set': (call, machine) => ({ json: set(call, machine) }),
  'core/firmware/upgradestatus': (_call, machine) => ({ json: { status: 'done', log: logOf(machine) } }),
};

function looking(request: string, lines: readonly string[]): Action {
  return ({ method }, machine) => (method === 'POST' ? { json: { status: 'ok', msg_uuid: started(machine, request, lines) } } : { json: { status: 'failure' } });
}

function onPackage(request: string, doing: string): Action {
  return ({ method, args: [name = ''] }, machine): JsonAnswer => {
    const plain = name.replace(/[^0-9a-zA-Z._-]/g, '');
    if (method !== 'POST' || plain === '' || plain === '0') return { json: { status: 'failure' } };
    return { json: { msg_uuid: started(machine, request, [`${doing} ${plain}`]), status: 'ok' } };
  };
}

/** Every job is done at once; answers what it is called. */
function started(machine: Machine, request: string, lines: readonly string[]): string {
  machine.running.firmwareJob = { request, lines };
  return machine.uuid();
}

/** What the last job wrote; that of a check for updates when there was no other since. */
function logOf(machine: Machine): string {
  const { request, lines } = machine.running.firmwareJob ?? { request: 'CHECK', lines: [] };
  return [`***GOT REQUEST TO ${request}***`, `Currently running OPNsense ${machine.version} at ${dateInWords(machine.now())}`, ...lines, '***DONE***'].join('\n');
}

/** Takes mirror, flavour and the like; the list of plugins is left as it is. */
function set(call: ApiCall, machine: Machine): unknown {
  if (call.method !== 'POST') return { status: 'failure' };
  const sent = call.body['firmware'];
  if (!isObject(sent)) throw new UnexpectedFault('firmware has to be an object');
  const model = new Models(machine).edit(MODEL);
  // What is no part of an address is left out of every value.
  model.root.assign(Object.fromEntries(Object.entries(sent).filter(([name]) => name !== 'plugins').map(([name, value]) => [name, toText(value).replace(/[^\x21-\x7e]/g, '')])));
  const problems = modelProblems(model);
  if (problems.length > 0) return { status: 'failure', status_msg: problems.map(({ message }) => message) };
  saveModel(model, call);
  return { status: 'ok' };
}
