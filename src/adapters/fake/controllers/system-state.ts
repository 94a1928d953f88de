import { compareReleases } from '../../../ports';
import { bootedAt, uptime } from '../live/uptime';
import { type ActionTable, type Machine } from '../machine';
import { type Row } from '../model/search';

/** diagnostics/system, activity and cpu_usage: how the machine itself is. */
export const systemStateActions: ActionTable = {
  'diagnostics/system/system_time': (_call, machine) => ({ json: systemTime(machine) }),
  'diagnostics/system/system_resources': (_call, machine) => ({ json: { memory: memory(machine) } }),
  'diagnostics/system/system_disk': () => ({ json: { devices: [{ device: '/dev/gpt/rootfs', type: 'ufs', blocks: '28G', used: '6.1G', available: '20G', used_pct: 23, mountpoint: '/' }] } }),
  'diagnostics/system/system_swap': () => ({ json: [{ device: '/dev/gpt/swapfs', total: '8388608', used: '0' }] }),
  'diagnostics/system/system_mbuf': () => ({ json: MBUF }),
  'diagnostics/system/system_temperature': (_call, machine) => ({ json: temperatures(machine) }),
  'diagnostics/system/memory': () => ({ json: kernelMemory() }),
  'diagnostics/activity/get_activity': (_call, machine) => ({ json: activity(machine) }),
  'diagnostics/cpu_usage/get_cpu_type': () => ({ json: ['Intel(R) Celeron(R) N5105 @ 2.00GHz (2 cores, 2 threads)'] }),
};

/** Buffers of the network stack as netstat counts them. */
export const MBUF: Row = {
  statistics: {
    'mbuf-statistics': { 'mbuf-current': 2041, 'mbuf-cache': 1234, 'mbuf-total': 3275, 'cluster-current': 1018, 'cluster-cache': 516, 'cluster-total': 1534, 'cluster-max': 252_000, 'mbuf-failures': 0 },
  },
};

/** A moment as OPNsense words it: `Mon Nov 23 12:00:00 UTC 2026`. */
export function dateInWords(milliseconds: number): string {
  const [weekday, day, month, year, time] = new Date(milliseconds).toUTCString().replace(',', '').split(' ');
  return `${String(weekday)} ${String(month)} ${String(day)} ${String(time)} UTC ${String(year)}`;
}

function systemTime(machine: Machine): Row {
  const changed = Number(machine.document.text('revision/time')) * 1000;
  return {
    uptime: duration(uptime(machine)), datetime: dateInWords(machine.now()), boottime: dateInWords(bootedAt(machine)),
    config: dateInWords(Number.isFinite(changed) ? changed : 0), loadavg: '0.31, 0.28, 0.25',
  };
}

function duration(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const clock = [(seconds / 3600) % 24, (seconds / 60) % 60, seconds % 60].map(part => String(Math.floor(part)).padStart(2, '0')).join(':');
  return days === 0 ? clock : `${String(days)} ${days === 1 ? 'day' : 'days'}, ${clock}`;
}

// From 26.7 on memory waiting to be written out is not called used.
function memory(machine: Machine): Row {
  const used = compareReleases(machine.release, '26.7') < 0 ? 1_241_769_079 : 1_232_949_935;
  return { total: '8554569728', total_frmt: '8158', used, used_frmt: String(Math.floor(used / 1_048_576)) };
}

function temperatures(machine: Machine): Row[] {
  if (machine.release === '24.7') return [{ device: 'dev.cpu.0.temperature', device_seq: '0', temperature: '41.0', type: 'cpu', type_translated: 'CPU' }];
  const sensor = (number: number, temperature: string): Row => ({ device: `dev.cpu.${String(number)}.temperature`, device_seq: number, temperature, type_translated: 'CPU', type: 'cpu' });
  // The list of sensors ends with an empty line, which is looked up as well.
  return [sensor(0, '41.0'), sensor(1, '42.0'), { device: '', device_seq: 0, temperature: '0', type_translated: 'Other', type: 'other' }];
}

function kernelMemory(): Row {
  const malloc = [['devbuf', 36_221], ['temp', 412], ['pf_hash', 8192], ['ifaddr', 64]] as const;
  const zones = [['mbuf', 256, 2041], ['pf states', 328, 141], ['vm pgcache', 4096, 40_212]] as const;
  const used = malloc.reduce((sum, [, size]) => sum + size, 0);
  const inZones = zones.reduce((sum, [, , count]) => sum + count, 0);
  const inWords = (kilobytes: number): string => `${kilobytes.toLocaleString('en-US')} k`;
  return {
    'malloc-statistics': {
      memory: malloc.map(([name, size]) => ({ 'in-use': Math.ceil(size / 4), 'memory-use': size, requests: size * 3, name })),
      totals: { used, used_fmt: inWords(used) },
    },
    'memory-zone-statistics': {
      zone: zones.map(([name, size, count]) => ({ name, size, limit: 0, used: count, free: 11, requests: count * 9, fail: 0, sleep: 0 })),
      totals: { used: inZones, used_fmt: inWords(inZones) },
    },
  };
}

const PROCESSES: readonly (readonly [pid: string, user: string, state: string, time: string, cpu: string, command: string])[] = [
  ['11', 'root', 'CPU0', '291.1H', '98.11%', '[idle{idle: cpu0}]'],
  ['11', 'root', 'RUN', '290.4H', '97.42%', '[idle{idle: cpu1}]'],
  ['61022', 'unbound', 'kqread', '12:40', '0.61%', '/usr/local/sbin/unbound -c /var/unbound/unbound.conf'],
  ['412', 'root', 'wait', '4:02', '0.10%', '/usr/local/bin/python3 /usr/local/opnsense/service/configd.py console'],
  ['7021', 'root', 'kqread', '2:11', '0.05%', '/usr/local/sbin/lighttpd -f /var/etc/lighty-webConfigurator.conf'],
  ['8123', 'root', 'nanslp', '1:15', '0.00%', '/usr/local/bin/dpinger -f -S -r 0 -i WAN_DHCP'],
];

function activity(machine: Machine): Row {
  const details = machine.running.measured.processes ?? PROCESSES.map(([PID, USERNAME, STATE, TIME, WCPU, COMMAND], index) => ({
    C: String(index % 2), PID, THR: String(100_004 + index), USERNAME, PRI: '20', NICE: '0', SIZE: '41M', RES: '22M', STATE, TIME, WCPU, COMMAND,
  }));
  const headers = [
    `last pid: 61022;  load averages:  0.31,  0.28,  0.25  up ${duration(uptime(machine)).replace(' days, ', '+').replace(' day, ', '+')}`,
    `${String(details.length)} threads:    2 running, ${String(details.length - 2)} sleeping`,
    'CPU:  0.8% user,  0.0% nice,  1.2% system,  0.2% interrupt, 97.8% idle',
    'Mem: 210M Active, 1102M Inact, 8M Laundry, 960M Wired, 5900M Free',
    'Swap: 8192M Total, 8192M Free',
  ];
  return { headers, details };
}
