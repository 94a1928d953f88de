import { pingReport } from '../live/ping-report';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine } from '../machine';
import { type Row, searchRows } from '../model/search';
import { type Job } from '../running-state';
import { isRefusal, settingsFrom } from './probes';

/** diagnostics/ping: jobs that send a packet every interval of the fake's clock until they are stopped. */
export const pingActions: ActionTable = {
  'diagnostics/ping/set': (call, machine) => set(call, machine),
  'diagnostics/ping/start': (call, machine) => ({ json: withJob(call, machine, job => start(job, machine)) }),
  'diagnostics/ping/stop': (call, machine) => ({ json: withJob(call, machine, job => stop(job, machine)) }),
  'diagnostics/ping/remove': (call, machine) => ({
    json: withJob(call, machine, (job, id) => {
      machine.running.pings.delete(id);
      return stop(job, machine);
    }),
  }),
  'diagnostics/ping/search_jobs': (call, machine) => ({ json: searchRows([...machine.running.pings].map(([id, job]) => row(id, job, machine)), call) }),
};

function set(call: ApiCall, machine: Machine): JsonAnswer {
  const settings = settingsFrom('OPNsense.Diagnostics.Ping', 'ping', call, machine);
  if (isRefusal(settings)) return settings;
  const id = machine.uuid();
  machine.running.pings.set(id, { settings });
  return { json: { result: 'ok', uuid: id } };
}

function withJob(call: ApiCall, machine: Machine, act: (job: Job, id: string) => Row): Row {
  const [id = ''] = call.args;
  const job = call.method === 'POST' ? machine.running.pings.get(id) : undefined;
  return job === undefined ? { status: 'failed' } : act(job, id);
}

function start(job: Job, machine: Machine): Row {
  if (pingReport(job, machine).running) return { status: 'failed', status_msg: 'This job runs already.' };
  job.started = machine.now();
  delete job.stopped;
  return { status: 'ok' };
}

function stop(job: Job, machine: Machine): Row {
  const { running } = pingReport(job, machine);
  if (running) job.stopped = machine.now();
  return { status: 'ok', stopped_processes: running ? 1 : 0 };
}

function row(id: string, job: Job, machine: Machine): Row {
  const { running, sent, received, delays, error } = pingReport(job, machine);
  const common = { ...job.settings, id, status: running ? 'running' : 'stopped' };
  if (sent === 0) return { ...common, loss: null, send: null, received: null, min: null, max: null, avg: null, 'std-dev': null, last_error: error ?? null };
  const lost = ((sent - received) / sent) * 100;
  const isIpv6 = job.settings['fam'] === 'ip6';
  const average = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
  const deviation = Math.sqrt(delays.reduce((sum, delay) => sum + (delay - average) ** 2, 0) / delays.length);
  const times = received === 0
    ? { min: null, max: null, avg: null, 'std-dev': null }
    : { min: rounded(Math.min(...delays)), max: rounded(Math.max(...delays)), avg: rounded(average), 'std-dev': isIpv6 ? rounded(deviation) : null };
  // The two families are summed up by different words.
  return { ...common, loss: isIpv6 ? `${lost.toFixed(1)}%` : `${lost.toFixed(2)} %`, send: sent, received, ...times, last_error: error ?? null };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
