import { type Machine } from '../machine';
import { Random } from '../random';
import { filterLog } from './filter-log';

/** A line of a log file. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly severity: string;
  readonly process: string;
  readonly pid: string;
  readonly text: string;
}

type Template = readonly [severity: string, process: string, text: string];

const STEP = 47_000;
const KEPT = 400;

/** What each log of the core holds; other logs are empty. */
const LOGS: Readonly<Record<string, readonly Template[]>> = {
  'core/system': [
    ['Notice', 'sshd', 'Accepted publickey for root from 192.168.1.20 port 51022 ssh2'],
    ['Informational', 'cron', '(root) CMD (/usr/libexec/atrun)'],
    ['Informational', 'cron', '(root) CMD ((/usr/local/sbin/configctl -d syslog archive) > /dev/null)'],
    ['Notice', 'kernel', 'arp: 192.168.1.103 moved from 9a:2b:11:4a:10:07 to 9a:2b:11:4a:10:08 on vtnet1'],
    ['Warning', 'opnsense', '/usr/local/etc/rc.routing_configure: ROUTING: treating gateway LTE_GW as fallback'],
  ],
  'core/audit': [
    ['Notice', 'audit', 'user root changed configuration to /conf/backup/config-1795405489.1042.xml in /api/firewall/filter/add_rule'],
    ['Warning', 'audit', '/index.php: User root: authentication failed from 192.168.30.100'],
    ['Notice', 'audit', 'user root authenticated successfully for API [using OPNsense\\Auth\\API + apikey]'],
  ],
  'core/configd': [
    ['Notice', 'configd.py', 'message 3e2f2a51 [filter.refresh_aliases] returned OK'],
    ['Error', 'configd.py', 'Timeout (120) executing : firmware product'],
  ],
  'core/gateways': [
    ['Warning', 'dpinger', 'ALERT: LTE_GW (Addr: 198.51.100.53 Alarm: none -> loss RTT: 48.3 ms RTTd: 9.1 ms Loss: 14.0 %)'],
    ['Notice', 'dpinger', 'MONITOR: WAN_DHCP (Addr: 198.51.100.1 Alarm: none RTT: 12.0 ms RTTd: 1.5 ms Loss: 0.0 %)'],
  ],
};

/** What stands for every log where it is noted until when one was cleared. */
export const EVERY_LOG = '*';

/** The lines of a log file such as `core/system`, newest first: one now and then by the fake's clock, back to when the log was cleared. */
export function logLines(machine: Machine, name: string): LogLine[] {
  if (name === 'core/filter') return filterLines(machine);
  const templates = LOGS[name] ?? [];
  if (templates.length === 0) return [];
  const from = clearedAt(machine, name);
  const newest = Math.floor(machine.now() / STEP);
  const times = Array.from({ length: KEPT }, (_, back) => (newest - back) * STEP).filter(time => time > from);
  return times.map(time => {
    const random = new Random(`${name} ${String(time)}`);
    const [severity = '', process = '', text = ''] = templates[random.below(templates.length)] ?? [];
    return { time, severity, process, pid: String(400 + random.below(60_000)), text };
  });
}

const FILTER_KEPT = 3000;

/** What pf logged, as it stands in the file. */
function filterLines(machine: Machine): LogLine[] {
  const from = clearedAt(machine, 'core/filter');
  const lines = filterLog(machine, FILTER_KEPT).filter(({ time }) => time > from);
  return lines.map(({ time, fields }) => ({ time, severity: 'Informational', process: 'filterlog', pid: '61023', text: fields.join(',') }));
}

function clearedAt({ running: { clearedLogs } }: Machine, name: string): number {
  return Math.max(clearedLogs.get(name) ?? 0, clearedLogs.get(EVERY_LOG) ?? 0);
}
