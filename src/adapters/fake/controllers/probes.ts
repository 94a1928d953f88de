import { addressOf, nameOf, recordsOf } from '../live/names';
import { hopsTo, reachOf } from '../live/reach';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine } from '../machine';
import { Models } from '../model/model';
import { setModel } from '../model/model-calls';
import { addressFamily } from '../model/network';
import { toText } from '../model/php';
import { type Row } from '../model/search';

/** The settings of one probe by field. */
type Settings = Readonly<Record<string, string>>;

/** diagnostics/traceroute, dns_diagnostics, portprobe and dns: looking outwards; nothing of it is kept. */
export const probeActions: ActionTable = {
  'diagnostics/traceroute/set': probe('OPNsense.Diagnostics.Traceroute', 'traceroute', traceroute),
  'diagnostics/dns_diagnostics/set': probe('OPNsense.Diagnostics.DnsDiagnostics', 'dns', dnsQuery),
  'diagnostics/portprobe/set': probe('OPNsense.Diagnostics.Portprobe', 'portprobe', portProbe),
  'diagnostics/dns/reverse_lookup': (call, machine) => {
    const { address } = call.query;
    if (call.method !== 'GET' || address === undefined) return { type: 'text/html; charset=UTF-8', text: '' };
    return { json: { [address]: (addressFamily(address) === undefined ? undefined : nameOf(machine, address)) ?? address } };
  },
};

/** The settings that were sent, as a memory model takes them; or the answer that refuses them. */
export function settingsFrom(model: string, wrapper: string, call: ApiCall, machine: Machine): Settings | JsonAnswer {
  const answer = setModel(model, wrapper, call, machine);
  if ((answer.json as { result: string }).result === 'failed') return answer;
  const { root } = new Models(machine).edit(model);
  root.assign(call.body[wrapper]);
  return Object.fromEntries(root.fields().map(field => [field.spec.name, field.value]));
}

/** True for the answer of a model that refused what was sent. */
export function isRefusal(settings: Settings | JsonAnswer): settings is JsonAnswer {
  return typeof settings['json'] === 'object';
}

function probe(model: string, wrapper: string, run: (settings: Settings, machine: Machine) => Row): ActionTable[string] {
  return (call, machine) => {
    const settings = settingsFrom(model, wrapper, call, machine);
    return isRefusal(settings) ? settings : { json: { result: 'ok', response: run(settings, machine) } };
  };
}

function traceroute({ hostname = '', ipproto = '', source_address: source = '' }: Settings, machine: Machine): Row {
  const isIpv6 = ipproto === 'inet6';
  const command = isIpv6 ? 'traceroute6' : 'traceroute';
  const target = addressOf(machine, hostname, isIpv6 ? 6 : 4);
  if (target === undefined) return { rows: [], notice: isIpv6 ? `${command}: Name does not resolve` : `${command}: unknown host ${hostname}` };
  const { refusal, delay } = reachOf(machine, target, source);
  if (refusal !== undefined) return { rows: [], notice: `${command}: ${refusal}` };
  const rows = hopsTo(machine, target, source).map(hop => ({ address: hop.address, ttl: String(hop.ttl), AS: hop.system, host: hop.host, probes: `${hop.delay.toFixed(3)} ms` }));
  const notice = `${command} to ${hostname} (${target}), 64 hops max, ${isIpv6 ? '28' : '40'} byte packets`;
  // Traceroute waits two seconds a hop, and its script gives it twenty.
  return delay === undefined ? { rows, error: 'timeout reached', notice } : { rows, notice };
}

const QUERY_TIMES = [['A', '12 msec'], ['AAAA', '11 msec'], ['MX', '12 msec'], ['TXT', '12 msec']] as const;
const LOCAL_SERVER = '127.0.0.1';

function dnsQuery({ hostname = '', server = '' }: Settings, machine: Machine): Row {
  if (server !== '' && reachOf(machine, server).delay === undefined) return { error_message: 'Error: error sending query: Could not send or receive, because of network error' };
  const asked = server || LOCAL_SERVER;
  if (addressFamily(hostname) !== undefined) return { PTR: { answers: pointers(hostname, machine), query_time: '1 ms', server: asked } };
  const records = recordsOf(machine, hostname);
  const sections = QUERY_TIMES.flatMap(([type, query_time]): [string, Row][] => {
    const matching = records.filter(record => record.type === type || record.type === 'CNAME');
    if (!matching.some(record => record.type === type)) return [];
    return [[type, { answers: matching.map(record => `${record.type === 'CNAME' ? hostname : (aliasOf(hostname, machine) ?? hostname)}.\t300\tIN\t${record.type}\t${record.value}`), query_time, server: asked }]];
  });
  return Object.fromEntries(sections);
}

function aliasOf(name: string, machine: Machine): string | undefined {
  return recordsOf(machine, name).find(({ type }) => type === 'CNAME')?.value.replace(/\.$/, '');
}

function pointers(address: string, machine: Machine): string[] {
  const name = nameOf(machine, address);
  const reversed = addressFamily(address) === 4 ? `${address.split('.').reverse().join('.')}.in-addr.arpa.` : `${address}.ip6.arpa.`;
  return name === undefined ? [] : [`${reversed}\t3600\tIN\tPTR\t${name}.`];
}

const OPEN_PORTS = ['22', '53', '80', '443'];

function portProbe({ hostname = '', port = '', ipproto = '', source_address: source = '' }: Settings, machine: Machine): Row {
  const target = addressOf(machine, hostname, ipproto === 'inet6' ? 6 : 4);
  if (target === undefined) return { message: `nc: getaddrinfo: Name does not resolve`, payload: '' };
  const { delay, refusal } = reachOf(machine, target, source);
  const failed = (why: string): Row => ({ message: `nc: connect to ${hostname} port ${port} (tcp) failed: ${why}`, payload: '' });
  if (refusal !== undefined) return failed(refusal.replace(/^\w+: /, ''));
  if (delay === undefined) return failed('Operation timed out');
  return OPEN_PORTS.includes(toText(port)) ? { message: `Connection to ${hostname} ${port} port [tcp/*] succeeded!`, payload: '' } : failed('Connection refused');
}
