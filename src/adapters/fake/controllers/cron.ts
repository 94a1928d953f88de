import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UserFault } from '../machine';
import { modelProblems } from '../model/model-checks';
import { ItemCalls } from '../model/model-calls';
import { isKnownCommand } from '../model/field-types/backend-actions';
import { isObject, toText } from '../model/php';

const JOBS = { model: 'OPNsense.Cron.Cron', path: 'jobs.job', wrapper: 'job' };

/** cron: jobs that other parts of the firewall made keep their command and cannot be deleted. */
export const cronActions: ActionTable = {
  'cron/settings/set_job': (call, machine) => ({ json: setJob(call, machine) }),
  'cron/settings/del_job': (call, machine) => ({ json: deleteJob(call, machine) }),
  'cron/service/reconfigure': ({ method }): JsonAnswer => ({ json: { status: method === 'POST' ? 'ok' : 'failed' } }),
};

function setJob(call: ApiCall, machine: Machine): unknown {
  const items = new ItemCalls(JOBS, call, machine);
  const sent = items.sent();
  const job = items.item(call.args[0] ?? '');
  if (sent === undefined || job === undefined) return { result: 'failed' };
  const validations: Record<string, string> = {};
  if (job.text('origin') !== 'cron') {
    for (const name of ['command', 'parameters']) {
      const value = isObject(sent) ? sent[name] : undefined;
      if (toText(value) !== job.text(name)) validations[`job.${name}`] = 'This belongs to the part of the firewall that made the job.';
    }
  }
  job.assign(sent);
  for (const { reference, message } of modelProblems(items.model)) validations[reference.replace(job.reference, 'job')] = message;
  if (Object.keys(validations).length > 0) return { result: 'failed', validations };
  items.save();
  return { result: 'saved' };
}

function deleteJob(call: ApiCall, machine: Machine): unknown {
  const uuid = call.args[0] ?? '';
  const items = new ItemCalls(JOBS, call, machine);
  const job = items.item(uuid);
  const isOwn = job?.text('origin') === 'cron';
  if (!items.models.since('26.1')) return isOwn ? items.remove(uuid) : { result: 'failed' };
  if (job !== undefined && !isOwn && isKnownCommand(job.text('command'), machine)) throw new UserFault('This job belongs to the part of the firewall that made it.', 'An error occurred');
  return items.remove(uuid);
}
