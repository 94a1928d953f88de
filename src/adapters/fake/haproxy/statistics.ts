import { childText, type ConfigDocument, type ConfigNode } from '../config-document';
import { addressOf } from '../live/names';
import { reachOf } from '../live/reach';
import { type Machine } from '../machine';
import { toInteger } from '../model/php';
import { type Row } from '../model/search';
import { Random } from '../random';
import { haproxyMemory } from './running';
import { itemBy, itemsOf } from './settings';

/** The columns of `show stat` in their order, up to the times of requests. */
const COLUMNS = (
  'pxname svname qcur qmax scur smax slim stot bin bout dreq dresp ereq econ eresp wretr wredis status weight act bck chkfail chkdown lastchg downtime qlimit pid iid sid throttle lbtot tracked ' +
  'type rate rate_lim rate_max check_status check_code check_duration hrsp_1xx hrsp_2xx hrsp_3xx hrsp_4xx hrsp_5xx hrsp_other hanafail req_rate req_rate_max req_tot cli_abrt srv_abrt comp_in ' +
  'comp_out comp_byp comp_rsp lastsess last_chk last_agt qtime ctime rtime ttime agent_status agent_code agent_duration check_desc agent_desc check_rise check_fall check_health agent_rise agent_fall ' +
  'agent_health addr cookie mode algo'
).split(' ');

type Facts = Readonly<Record<string, string | number>>;

interface Server {
  readonly name: string;
  readonly address: string;
  readonly facts: Facts;
  readonly isUp: boolean;
}

/** The rows of `show stat` while HAProxy runs: frontends, then each backend's servers and the backend; undefined while it does not. */
export function statistics(machine: Machine): Readonly<Record<string, string>>[] | undefined {
  const { loaded } = haproxyMemory(machine);
  if (loaded === undefined) return undefined;
  const isOn = (node: ConfigNode): boolean => childText(node, 'enabled') === '1';
  const frontends = itemsOf(loaded, 'frontends.frontend').filter(isOn).map((node, index) => frontendRow(machine, node, index + 2));
  const backends = itemsOf(loaded, 'backends.backend').filter(isOn).flatMap((node, index) => backendRows(machine, loaded, node, index + 2 + frontends.length));
  return [...frontends, ...backends].map(complete);
}

/** `show info`. */
export function information(machine: Machine): Row {
  const { started, loaded } = haproxyMemory(machine);
  const seconds = Math.floor((machine.now() - started) / 1000);
  const version = { '24.7': '2.8.12', '25.1': '3.0.10', '25.7': '3.0.12', '26.1': '3.2.9', '26.7': '3.2.9' }[machine.release];
  return {
    Name: 'HAProxy', Version: version, Nbthread: '1', Nbproc: '1', Process_num: '1', Pid: '60142',
    Uptime: `${String(Math.floor(seconds / 86_400))}d ${String(Math.floor(seconds / 3600) % 24)}h${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}m${String(seconds % 60).padStart(2, '0')}s`,
    Uptime_sec: String(seconds), Maxconn: '10000', CurrConns: '1', CumConns: String(seconds), CumReq: String(seconds * 2), Idle_pct: '100',
    node: loaded?.text('system/hostname') ?? '',
  };
}

/** `show table`: one stick table for each backend that keeps clients on a server. */
export function tables(machine: Machine): Row[] {
  const { loaded } = haproxyMemory(machine);
  const kinds: Readonly<Record<string, string>> = { sourceipv4: 'ip', sourceipv6: 'ipv6', cookievalue: 'string', rdpcookie: 'binary' };
  return (loaded === undefined ? [] : itemsOf(loaded, 'backends.backend')).flatMap(node => {
    const type = kinds[childText(node, 'stickiness_pattern')];
    if (childText(node, 'enabled') !== '1' || type === undefined) return [];
    const size = toInteger(childText(node, 'stickiness_size')) * 1024;
    return [{ table: childText(node, 'name'), type, size: String(size), used: '0' }];
  });
}

function complete(facts: Facts): Readonly<Record<string, string>> {
  return Object.fromEntries([...COLUMNS.map(name => [name, String(facts[name] ?? '')]), ['', '']]) as Readonly<Record<string, string>>;
}

function frontendRow(machine: Machine, node: ConfigNode, number: number): Facts {
  const sessions = sessionsOf(machine, childText(node, 'name'));
  return { pxname: childText(node, 'name'), svname: 'FRONTEND', scur: 1, smax: 9, slim: 10_000, ...traffic(sessions), dreq: 0, dresp: 0, ereq: 0, status: 'OPEN', pid: 1, iid: number, sid: 0, type: 0, rate: 0, rate_lim: 0, rate_max: 4, mode: childText(node, 'mode') === 'http' ? 'http' : 'tcp' };
}

function backendRows(machine: Machine, document: ConfigDocument, node: ConfigNode, number: number): Facts[] {
  const text = (name: string): string => childText(node, name);
  const check = text('healthCheckEnabled') === '1' ? itemBy(document, 'healthchecks.healthcheck', text('healthCheck')) : undefined;
  const nodes = text('linkedServers').split(',').flatMap(uuid => itemBy(document, 'servers.server', uuid) ?? []).filter(each => childText(each, 'enabled') === '1');
  const servers = nodes.flatMap(each => serversOf(machine, text('name'), each, check));
  const up = servers.filter(({ isUp }) => isUp);
  const sessions = up.length > 0 ? sessionsOf(machine, text('name')) : 0;
  const shared = (server: Server): number => (server.isUp ? Math.floor(sessions / up.length) : 0);
  const common = { pxname: text('name'), pid: 1, iid: number, mode: text('mode') };
  const rows = servers.map((server, index) => ({ ...common, svname: server.name, sid: index + 1, type: 2, addr: server.address, ...traffic(shared(server)), ...server.facts }));
  const total = up.reduce((sum, { facts }) => sum + Number(facts['weight'] ?? 1), 0);
  const isUp = servers.length === 0 || up.length > 0;
  return [...rows, { ...common, svname: 'BACKEND', sid: 0, type: 1, ...traffic(sessions), status: isUp ? 'UP' : 'DOWN', weight: total, act: up.filter(({ facts }) => facts['act'] === 1).length, bck: up.filter(({ facts }) => facts['bck'] === 1).length, chkdown: 0, lastchg: age(machine), downtime: isUp ? 0 : age(machine), algo: text('algorithm') }];
}

/** A server, or the numbered ones of a template. */
function serversOf(machine: Machine, backend: string, node: ConfigNode, check: ConfigNode | undefined): Server[] {
  const text = (name: string): string => childText(node, name);
  const isTemplate = text('type') === 'template';
  const [first = 1, last = first] = text('number').split('-').map(Number);
  const numbers = isTemplate ? Array.from({ length: text('number').includes('-') ? last - first + 1 : first }, (_, index) => (text('number').includes('-') ? first + index : index + 1)) : [0];
  return numbers.map(number => serverOf(machine, backend, isTemplate ? `${text('name')}${String(number)}` : text('name'), node, check));
}

function serverOf(machine: Machine, backend: string, name: string, node: ConfigNode, check: ConfigNode | undefined): Server {
  const { states, weights } = haproxyMemory(machine);
  const key = `${backend}/${name}`;
  const target = childText(node, 'type') === 'template' ? childText(node, 'serviceName') : childText(node, 'address');
  const address = addressOf(machine, target, 4) ?? addressOf(machine, target, 6);
  const port = childText(node, 'port');
  const answers = address !== undefined && reachOf(machine, address).delay !== undefined;
  const state = states.get(key) ?? 'ready';
  const isBackup = childText(node, 'mode') === 'backup';
  const seen = check === undefined ? { status: 'no check' } : answers ? passed(check) : { status: 'DOWN', check_status: 'L4TOUT', check_duration: 2001, last_chk: 'Layer4 timeout', chkfail: 4, chkdown: 1, check_desc: 'Layer4 timeout' };
  const status = address === undefined ? 'MAINT (resolution)' : state === 'maint' ? 'MAINT' : state === 'drain' && seen.status !== 'DOWN' ? 'DRAIN' : seen.status;
  const isUp = ['UP', 'no check'].includes(status);
  const downtime = isUp || status === 'DRAIN' ? 0 : age(machine);
  const weight = Number((weights.get(key) ?? childText(node, 'weight')) || 1);
  return {
    name, isUp, address: address === undefined || port === '' ? (address ?? '') : `${address.includes(':') ? `[${address}]` : address}:${port}`,
    facts: { ...seen, status, weight, act: isBackup ? 0 : 1, bck: isBackup ? 1 : 0, lastchg: age(machine), downtime },
  };
}

function passed(check: ConfigNode): Facts & { readonly status: string } {
  const isHttp = childText(check, 'type') === 'http';
  const layer = isHttp ? { check_status: 'L7OK', check_code: 200, last_chk: 'HTTP status check returned code <200>', check_desc: 'Layer7 check passed' } : { check_status: 'L4OK', last_chk: 'Layer4 check passed', check_desc: 'Layer4 check passed' };
  return { status: 'UP', check_duration: 2, chkfail: 0, chkdown: 0, ...layer };
}

/** Seconds since HAProxy was started. */
function age(machine: Machine): number {
  return Math.floor((machine.now() - haproxyMemory(machine).started) / 1000);
}

function sessionsOf(machine: Machine, name: string): number {
  return Math.floor(age(machine) / (20 + new Random(`haproxy ${name}`).below(40)));
}

function traffic(sessions: number): Facts {
  return { qcur: 0, qmax: 0, scur: 0, smax: sessions > 0 ? 3 : 0, stot: sessions, bin: sessions * 700, bout: sessions * 5200, lbtot: sessions };
}
