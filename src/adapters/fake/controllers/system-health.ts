import { compareReleases } from '../../../ports';
import { childText } from '../config-document';
import { liveGateways } from '../gateways';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { compareNatural, toInteger } from '../model/php';
import { type Row } from '../model/search';
import { networkDevices } from '../network-devices';
import { Random } from '../random';

/** One series of measurements. */
interface Report {
  readonly topic: string;
  readonly item: string;
  readonly title: string;
  readonly unit: string;
  /** What is measured, with the largest value of each. */
  readonly values: Readonly<Record<string, number>>;
}

// Seconds between two values, and how many are kept.
const SETS = [[60, 1200], [300, 720], [3600, 1860], [86_400, 2284]] as const;
const MOST_VALUES = 240;

/** diagnostics/systemhealth: measurements of the past. */
export const systemHealthActions: ActionTable = {
  'diagnostics/systemhealth/get_interfaces': (_call, machine) => ({ json: interfaces(machine) }),
  'diagnostics/systemhealth/get_rr_dlist': (_call, machine) => ({ json: list(machine) }),
  'diagnostics/systemhealth/get_rrd_list': (_call, machine) => ({ json: list(machine) }),
  'diagnostics/systemhealth/get_system_health': (call, machine) => ({ json: measurements(call, machine) }),
  'diagnostics/systemhealth/reconfigure': ({ method }) => ({ json: { status: method === 'POST' ? 'OK' : 'failed' } }),
};

function since251({ release }: Machine): boolean {
  return compareReleases(release, '25.1') >= 0;
}

function interfaces({ document }: Machine): Row {
  return Object.fromEntries((document.find('interfaces')?.children ?? []).map(node => [node.name, { descr: childText(node, 'descr') || node.name }]));
}

function reports(machine: Machine): Report[] {
  const keys = networkDevices(machine.document).flatMap(({ assigned, up }) => (assigned === undefined || !up ? [] : [assigned.key]));
  const pairs = (limit: number, ...names: readonly string[]): Record<string, number> => Object.fromEntries(names.map(name => [name, limit]));
  return [
    ...keys.map((item): Report => ({ topic: 'packets', item, title: 'System Information - Packets', unit: 'Packets/Second', values: pairs(900, 'inpass', 'outpass', 'inblock', 'outblock') })),
    ...keys.map((item): Report => ({ topic: 'traffic', item, title: 'System Information - Traffic', unit: 'Bytes/Second', values: pairs(900_000, 'inpass', 'outpass', 'inblock', 'outblock') })),
    ...liveGateways(machine).map(({ name }): Report => ({ topic: 'quality', item: name, title: 'System Information - Quality', unit: 'seconds/%', values: { loss: 2, delay: 0.02, stddev: 0.004 } })),
    { topic: 'system', item: 'memory', title: '', unit: '', values: { active: 8, inactive: 40, free: 60, cache: 0, wire: 14 } },
    { topic: 'system', item: 'processor', title: 'System Information - Utilization and Processes', unit: '[U]tilization ,  [#]Number', values: { user: 9, nice: 1, system: 6, interrupt: 2, processes: 70 } },
    { topic: 'system', item: 'states', title: '', unit: '', values: { pfrate: 20, pfstates: 120, pfnat: 60, srcip: 30, dstip: 60 } },
  ];
}

function list(machine: Machine): Row {
  const all = reports(machine);
  const names = interfaces(machine) as Readonly<Record<string, { descr: string }>>;
  const label = (item: string): string => names[item]?.descr ?? item;
  const topics = [...new Set(all.map(({ topic }) => topic))].sort();
  const items = (topic: string): string[] => {
    const own = all.filter(each => each.topic === topic).map(({ item }) => item);
    return topic === 'packets' || topic === 'traffic' ? own.sort((left, right) => compareNatural(label(left), label(right))) : own;
  };
  const files = machine.release === '26.7' ? { files: all.map(({ item, topic }) => fileOf(item, topic)).map(key => ({ key, filename: `${key}.rrd` })) } : {};
  return { data: Object.fromEntries(topics.map(topic => [topic, items(topic)])), ...files, interfaces: names, result: 'ok' };
}

function fileOf(item: string, topic: string): string {
  return topic === 'system' ? `system-${item}` : `${item}-${topic}`;
}

/** One series at one resolution; up to 24.7 a word about turning values over stands before the resolution, up to 25.1 its place is kept. */
function measurements({ args: [name = '', ...rest] }: ApiCall, machine: Machine): Row {
  const report = reports(machine).find(({ item, topic }) => `${item}-${topic}` === name);
  const withSets = since251(machine) ? {} : { sets: [] as unknown[] };
  if (report === undefined) return { ...withSets, set: [], title: 'error', 'y-axis_label': '' };
  const detail = compareReleases(machine.release, '25.7') < 0 ? rest[1] : rest[0];
  const [step, rows] = SETS[detail === undefined ? -1 : toInteger(detail)] ?? [];
  const series = step === undefined || rows === undefined ? [] : seriesOf(report, step, Math.min(rows, MOST_VALUES), machine);
  const data = since251(machine) ? series : series.map(each => ({ ...each, area: true }));
  const item = report.item.charAt(0).toUpperCase() + report.item.slice(1);
  return {
    ...(since251(machine) ? {} : { sets: SETS.map(([size]) => ({ step_size: size, recorded_time: size * MOST_VALUES })) }),
    step: 60, lastupdate: Math.floor(machine.now() / 60_000) * 60,
    set: { count: series.length, data, step_size: step ?? 0 },
    title: report.title === '' ? item : `${report.title} | ${item}`,
    'y-axis_label': report.unit,
  };
}

function seriesOf({ item, topic, values }: Report, step: number, rows: number, machine: Machine): Row[] {
  const newest = Math.floor(machine.now() / 1000 / step);
  return Object.entries(values).map(([key, most]) => ({
    key,
    values: Array.from({ length: rows }, (_, index) => {
      const slot = newest - rows + 1 + index;
      return [slot * step * 1000, (new Random(`${item} ${topic} ${key} ${String(step)} ${String(slot)}`).below(1000) / 1000) * most];
    }),
  }));
}
