import { captureArchive } from '../live/capture-archive';
import { capturedDevices, capturedPackets, isCapturing } from '../live/capture';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, type RawAnswer } from '../machine';
import { type Row, searchRows } from '../model/search';
import { interfaceNames } from '../network-devices';
import { type Job } from '../running-state';
import { hostsOf } from '../sample';
import { isRefusal, settingsFrom } from './probes';

/** diagnostics/packet_capture: jobs that note what passes by until they are stopped. */
export const packetCaptureActions: ActionTable = {
  'diagnostics/packet_capture/set': (call, machine) => set(call, machine),
  'diagnostics/packet_capture/start': (call, machine) => ({ json: withJob(call, machine, job => start(job, machine)) }),
  'diagnostics/packet_capture/stop': (call, machine) => ({ json: withJob(call, machine, job => stop(job, machine)) }),
  'diagnostics/packet_capture/remove': (call, machine) => ({
    json: withJob(call, machine, (job, id) => {
      machine.running.captures.delete(id);
      return stop(job, machine);
    }),
  }),
  'diagnostics/packet_capture/search_jobs': (call, machine) => ({
    json: searchRows([...machine.running.captures].map(([id, job]) => ({ ...job.settings, id, status: isCapturing(job, machine) ? 'running' : 'stopped' })), call),
  }),
  'diagnostics/packet_capture/view': ({ args: [id = ''] }, machine) => ({ json: view(machine.running.captures.get(id), machine) }),
  'diagnostics/packet_capture/download': ({ args: [id = ''] }, machine) => download(id, machine.running.captures.get(id), machine),
  'diagnostics/packet_capture/mac_info': ({ args: [mac = ''] }, machine) => ({ json: macInfo(mac, machine) }),
};

function set(call: ApiCall, machine: Machine): JsonAnswer {
  const settings = settingsFrom('OPNsense.Diagnostics.PacketCapture', 'packetcapture', call, machine);
  if (isRefusal(settings)) return settings;
  const id = machine.uuid();
  machine.running.captures.set(id, { settings });
  return { json: { result: 'ok', uuid: id } };
}

function withJob({ method, args: [id = ''] }: ApiCall, machine: Machine, act: (job: Job, id: string) => Row): Row {
  const job = method === 'POST' ? machine.running.captures.get(id) : undefined;
  return job === undefined ? { status: 'failed' } : act(job, id);
}

function start(job: Job, machine: Machine): Row {
  if (isCapturing(job, machine)) return { status: 'failed', status_msg: 'This job runs already.' };
  job.started = machine.now();
  delete job.stopped;
  return { status: 'ok', started_processes: capturedDevices(job).length };
}

function stop(job: Job, machine: Machine): Row {
  const runs = isCapturing(job, machine);
  if (runs) job.stopped = machine.now();
  return { status: 'ok', stopped_processes: runs ? capturedDevices(job).length : 0 };
}

function view(job: Job | undefined, machine: Machine): Row {
  if (job === undefined) return { status: 'failed' };
  const names = interfaceNames(machine.document, false);
  const entries = job.started === undefined ? [] : capturedDevices(job).map(device => [device, { rows: capturedPackets(device, job, machine), name: names[device] ?? '' }] as const);
  return { settings: job.settings, status: 'ok', interfaces: entries.length === 0 ? [] : Object.fromEntries(entries) };
}

function download(id: string, job: Job | undefined, machine: Machine): RawAnswer {
  if (job === undefined) return { type: 'text/html; charset=UTF-8', text: '' };
  const packets = new Map(job.started === undefined ? [] : capturedDevices(job).map(device => [device, capturedPackets(device, job, machine)] as const));
  return { type: 'application/octet-stream', text: captureArchive(id, job.settings, packets), headers: { 'content-disposition': `attachment; filename=${id}.zip` } };
}

function macInfo(mac: string, { document }: Machine): Row {
  const hosts = hostsOf(document).filter(host => host.mac === mac.toLowerCase());
  return { status: 'ok', ip: hosts.map(({ ipv4 }) => ipv4), ip6: hosts.flatMap(({ ipv6 }) => ipv6 ?? []), org: hosts[0]?.manufacturer || '***' };
}
