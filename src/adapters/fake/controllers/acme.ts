import { AcmeScript } from '../live/acme';
import { type Action, type ActionTable, type ApiCall, type JsonAnswer, type Machine } from '../machine';
import { type Group, type Model, Models } from '../model/model';
import { ItemCalls, saveModel } from '../model/model-calls';
import { isEmpty } from '../model/php';
import { addJob, type MadeJob } from './cron-jobs';
import { isRunning, type OwnService, ownServiceActions } from './own-service';

const CLIENT = 'OPNsense.AcmeClient.AcmeClient';
const CERTIFICATES = { model: CLIENT, path: 'certificates.certificate', wrapper: 'certificate' };
const ACCOUNTS = { model: CLIENT, path: 'accounts.account', wrapper: 'account' };
/** What configd says of a command that ended well, and of one that it does not have. */
const DONE = 'OK\n\n';
const NO_COMMAND = 'Action not allowed or missing\n\n\n';

/** How long the authority takes to check and sign. */
const ISSUE_MS = 20_000;

/** The web server that answers HTTP-01 challenges. */
const CHALLENGES: OwnService = { module: 'acmeclient', daemon: 'acme', isEnabled: document => document.text('OPNsense/AcmeClient/settings/enabled') === '1' };

const service = ownServiceActions(CHALLENGES);

/** acmeclient: what the controllers do beyond the inherited actions; automations run without any effect. */
export const acmeActions: ActionTable = {
  'acmeclient/accounts/register': onItem(ACCOUNTS, 'POST', (script, uuid) => void script.register(uuid)),
  'acmeclient/certificates/sign': onItem(CERTIFICATES, 'POST', (script, uuid, machine) => inBackground(machine, () => script.issue(uuid, true))),
  'acmeclient/certificates/revoke': onItem(CERTIFICATES, 'POST', (script, uuid) => script.revoke(uuid)),
  'acmeclient/certificates/removekey': onItem(CERTIFICATES, 'any', (script, uuid) => script.forget(uuid)),
  'acmeclient/certificates/automation': onItem(CERTIFICATES, 'any', () => undefined),
  'acmeclient/certificates/import': onItem(CERTIFICATES, 'any', () => undefined),
  'acmeclient/certificates/del': (call, machine) => ({ json: new ItemCalls(CERTIFICATES, call, machine).remove(call.args[0]) }),
  'acmeclient/settings/fetch_cron_integration': fetchCronJob,
  'acmeclient/settings/get_bind_plugin_status': (_call, machine) => ({ json: { result: machine.hasPackage('os-bind') ? '1' : '0' } }),
  'acmeclient/settings/get_gcloud_plugin_status': (_call, machine) => ({ json: { result: machine.hasPackage('os-google-cloud-sdk') ? '1' : '0' } }),
  'acmeclient/service/status': (_call, machine) => ({ json: { status: status(machine) } }),
  'acmeclient/service/start': answering(service['acmeclient/service/start'], DONE),
  'acmeclient/service/stop': answering(service['acmeclient/service/stop'], DONE),
  'acmeclient/service/restart': answering(service['acmeclient/service/restart'], DONE),
  'acmeclient/service/reconfigure': (call, machine) => service['acmeclient/service/reconfigure']?.(call, machine) ?? { json: [] },
  // The command that it asks for has another name.
  'acmeclient/service/configtest': () => ({ json: { result: NO_COMMAND } }),
  'acmeclient/service/signallcerts': (call, machine) => {
    inBackground(machine, () => new AcmeScript(call, machine).issueAll());
    return { json: { result: DONE } };
  },
  'acmeclient/service/reset': reset,
};

function status(machine: Machine): string {
  if (isRunning(CHALLENGES, machine)) return 'running';
  return CHALLENGES.isEnabled(machine.document) ? 'stopped' : 'disabled';
}

function inBackground(machine: Machine, work: () => void): void {
  machine.running.later(machine.now() + ISSUE_MS, work);
}

function answering(action: Action | undefined, text: string): Action {
  return async (call, machine) => {
    await action?.(call, machine);
    return { json: { response: call.method === 'POST' ? text : [] } };
  };
}

/** Lets the client's script work on an item; actions that react to a GET, too, do not tell whether they did anything. */
function onItem(family: typeof CERTIFICATES, method: 'POST' | 'any', work: (script: AcmeScript, uuid: string, machine: Machine) => void): Action {
  return (call, machine) => {
    const [uuid = ''] = call.args;
    const isMeant = method === 'any' || call.method === 'POST';
    if (!isMeant || new ItemCalls(family, call, machine).item(uuid) === undefined) return { json: { result: 'failed' } };
    work(new AcmeScript(call, machine), uuid, machine);
    return { json: method === 'any' ? { result: 'failed' } : { response: DONE } };
  };
}

/** Makes the daily job that renews certificates, or deletes it once the client is off; since 25.7 it looks for a lost one. */
function fetchCronJob(call: ApiCall, machine: Machine): JsonAnswer {
  const unchanged = { json: { result: 'no change' } };
  if (call.method !== 'POST') return unchanged;
  const models = new Models(machine);
  const cron = models.edit('OPNsense.Cron.Cron');
  const jobs = cron.list('jobs.job');
  const settings = (name: string): string => machine.document.text(`OPNsense/AcmeClient/settings/${name}`);
  const uuid = settings('UpdateCron');
  if (settings('enabled') === '1' && settings('autoRenewal') !== '0') {
    if (uuid !== '' && (!models.since('25.7') || jobs.items.some(([each]) => each === uuid))) return unchanged;
    const lost = uuid === '' ? undefined : jobs.items.find(([, job]) => job.text('origin') === 'AcmeClient')?.[0];
    const linked = lost ?? newJob(cron, call);
    linkJob(models, linked, call);
    return { json: { result: 'new', uuid: linked } };
  }
  if (uuid === '') return unchanged;
  if (!jobs.remove(uuid)) return { json: { result: 'unable to delete cron' } };
  saveModel(cron, call);
  linkJob(models, '', call);
  return { json: { result: 'deleted' } };
}

const JOB: MadeJob = { origin: 'AcmeClient', command: 'acmeclient cron-auto-renew', description: 'AcmeClient Cronjob for Certificate AutoRenewal', weekdays: '*', enabled: '1' };

function newJob(cron: Model, call: ApiCall): string {
  const uuid = addJob(cron, JOB);
  saveModel(cron, call);
  return uuid;
}

function linkJob(models: Models, uuid: string, call: ApiCall): void {
  const client = models.edit(CLIENT);
  (client.at('settings') as Group).field('UpdateCron').set(uuid);
  saveModel(client, call);
}

/** Forgets every state, also on a GET. */
function reset(call: ApiCall, machine: Machine): JsonAnswer {
  const client = new Models(machine).edit(CLIENT);
  const clear = (path: string, names: readonly string[]): void => {
    for (const [, item] of client.list(path).items) for (const name of names) if (!isEmpty(item.text(name))) item.field(name).set('');
  };
  clear('certificates.certificate', ['lastUpdate', 'statusCode', 'statusLastUpdate']);
  clear('accounts.account', ['statusLastUpdate']);
  saveModel(client, call);
  return { json: { result: DONE } };
}
