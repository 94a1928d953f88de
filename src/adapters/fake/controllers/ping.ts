import { type ActionTable, type ApiCall, type JsonAnswer, type Machine } from '../machine';
import { getModel, setModel } from '../model/model-calls';
import { Models } from '../model/model';
import { type Row, searchRows } from '../model/search';
import { type PingJob } from '../running-state';

const MODEL = 'OPNsense.Diagnostics.Ping';
const LIMIT = 86_400;
const FASTEST_MS = 11;

/** diagnostics/ping: jobs that send a packet every interval of the fake's clock until they are stopped. */
export const pingActions: ActionTable = {
  'diagnostics/ping/get': (call, machine) => getModel(MODEL, 'ping', call, machine),
  'diagnostics/ping/set': (call, machine) => set(call, machine),
  'diagnostics/ping/start': (call, machine) => ({ json: withJob(call, machine, job => start(job, machine.now())) }),
  'diagnostics/ping/stop': (call, machine) => ({ json: withJob(call, machine, job => stop(job, machine.now())) }),
  'diagnostics/ping/remove': (call, machine) => ({
    json: withJob(call, machine, (job, id) => {
      machine.running.pings.delete(id);
      return stop(job, machine.now());
    }),
  }),
  'diagnostics/ping/search_jobs': (call, machine) => ({ json: searchRows([...machine.running.pings].map(([id, job]) => row(id, job, machine.now())), call) }),
};

function set(call: ApiCall, machine: Machine): JsonAnswer {
  const answer = setModel(MODEL, 'ping', call, machine);
  if ((answer.json as { result: string }).result === 'failed') return answer;
  const model = new Models(machine).edit(MODEL);
  model.root.assign(call.body['ping']);
  const id = machine.uuid();
  machine.running.pings.set(id, { settings: Object.fromEntries(model.root.fields().map(field => [field.spec.name, field.value])) });
  return { json: { result: 'ok', uuid: id } };
}

function withJob(call: ApiCall, machine: Machine, act: (job: PingJob, id: string) => Row): Row {
  const [id = ''] = call.args;
  const job = call.method === 'POST' ? machine.running.pings.get(id) : undefined;
  return job === undefined ? { status: 'failed' } : act(job, id);
}

function isRunning(job: PingJob): boolean {
  return job.started !== undefined && job.stopped === undefined;
}

function start(job: PingJob, now: number): Row {
  if (isRunning(job)) return { status: 'failed', status_msg: 'This job runs already.' };
  job.started = now;
  delete job.stopped;
  return { status: 'ok' };
}

function stop(job: PingJob, now: number): Row {
  const stopped = isRunning(job) ? 1 : 0;
  if (stopped === 1) job.stopped = now;
  return { status: 'ok', stopped_processes: stopped };
}

function row(id: string, job: PingJob, now: number): Row {
  const status = isRunning(job) ? 'running' : 'stopped';
  if (job.started === undefined) return { ...job.settings, id, status, loss: null, send: null, received: null, min: null, max: null, avg: null, 'std-dev': null, last_error: null };
  const seconds = ((job.stopped ?? now) - job.started) / 1000 / (Number(job.settings['interval']) || 1);
  const send = Math.min(LIMIT, 1 + Math.floor(seconds));
  return { ...job.settings, id, status, loss: '0.00 %', send, received: send, min: FASTEST_MS, max: FASTEST_MS + 0.9, avg: FASTEST_MS + 0.45, 'std-dev': null, last_error: null };
}
