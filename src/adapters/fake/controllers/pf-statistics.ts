import { pfMemory, pfRules } from '../live/pf-memory';
import { bootedAt } from '../live/uptime';
import { type ActionTable, type Machine } from '../machine';
import { networkDevices } from '../network-devices';
import { toJson } from '../model/php';
import { type Row } from '../model/search';
import { Random } from '../random';

/** diagnostics/firewall/pf_statistics, what pfctl says of itself, one section at a time; and firewall/filter_util, its counters of rules by their ids. */
export const pfStatisticsActions: ActionTable = {
  'firewall/filter_util/rule_stats': (_call, machine) => {
    const stats = Object.fromEntries(pfRules(machine).filter(({ id }) => /^[0-9a-f-]{32,}$/.test(id)).map(({ id }) => [id, { pf_rules: 1, ...countersOf(machine, id) }]));
    return { json: { status: 'ok', stats: toJson(Object.entries(stats)) } };
  },
  'diagnostics/firewall/pf_statistics': ({ args: [section = ''] }, machine) => {
    const make = Object.hasOwn(SECTIONS, section) ? SECTIONS[section] : undefined;
    return { json: make === undefined ? [] : { [section]: make(machine) } };
  },
};

const SECTIONS: Readonly<Record<string, (machine: Machine) => Row>> = { info, memory, timeouts, interfaces, rules };

function info(machine: Machine): Row {
  const current = pfMemory(machine).states.length;
  return {
    'state-table': { 'current-entries': { total: current }, searches: { total: 4_012_221, rate: 38.2 }, inserts: { total: 40_021, rate: 0.4 }, removals: { total: 40_021 - current, rate: 0.4 } },
    counters: { match: { total: 51_221, rate: 0.5 }, 'bad-offset': { total: 0, rate: 0 } },
  };
}

function memory(): Row {
  return { states: 1_618_000, 'src-nodes': 1_618_000, frags: 5000, 'table-entries': 1_000_000 };
}

function timeouts(): Row {
  return { 'tcp.first': '120s', 'tcp.opening': '30s', 'tcp.established': '86400s', 'tcp.closing': '900s', 'udp.first': '60s', 'udp.single': '30s', 'udp.multiple': '60s', 'icmp.first': '20s', frag: '60s' };
}

function interfaces(machine: Machine): Row {
  const booted = new Date(bootedAt(machine)).toISOString().slice(0, 19);
  const families = ['in4', 'out4', 'in6', 'out6'];
  return Object.fromEntries(networkDevices(machine.document).map(({ name, up }) => {
    const random = new Random(`pf ${name}`);
    const counters = families.flatMap(family => ['pass', 'block'].flatMap((action): [string, number][] => {
      const packets = up ? random.below(action === 'pass' ? 400_000 : 900) : 0;
      return [[`${family}_${action}_packets`, packets], [`${family}_${action}_bytes`, packets * 411]];
    }));
    return [name, { cleared: booted, references: 0, ...Object.fromEntries(counters) }];
  }));
}

/** What pf counted for a rule. */
function countersOf(machine: Machine, id: string): Readonly<Record<'evaluations' | 'packets' | 'bytes' | 'states', number>> {
  const own = pfMemory(machine).states.filter(state => state.rule === id);
  const sum = (pick: (state: (typeof own)[number]) => readonly [number, number]): number => own.reduce((total, state) => total + pick(state)[0] + pick(state)[1], 0);
  return { evaluations: 40_021, packets: sum(state => state.packets), bytes: sum(state => state.bytes), states: own.length };
}

function rules(machine: Machine): Row {
  const entries = pfRules(machine).map(({ id }, number) => {
    const counters = countersOf(machine, id);
    return [`@${String(number)} label "${id}"`, { ...counters, state_creations: counters.states }] as const;
  });
  return { 'filter rules': Object.fromEntries(entries), 'nat rules': [] };
}
