import { nameOf } from '../live/names';
import { pfMemory } from '../live/pf-memory';
import { type PfState } from '../live/pf-state';
import { type ActionTable, type Machine } from '../machine';
import { addressFamily } from '../model/network';
import { type Row } from '../model/search';
import { networkDevices } from '../network-devices';

/** diagnostics/traffic/top: who talks on some interfaces right now. */
export const trafficTopActions: ActionTable = {
  'diagnostics/traffic/top': ({ args: [names = ''] }, machine) => {
    const devices = networkDevices(machine.document);
    const asked = names.split(',').flatMap(name => devices.filter(({ assigned }) => assigned?.key === name).map(device => [name, device.name] as const));
    const entries = asked.map(([name, device]) => [name, { records: machine.running.measured.talkers?.[device] ?? talkers(device, machine), status: 'ok' }] as const);
    return { json: entries.length === 0 ? [] : Object.fromEntries(entries) };
  },
};

/** The machines with states on a device, busiest first, each with the other ends it talks to. */
function talkers(device: string, machine: Machine): Row[] {
  const own = new Set(networkDevices(machine.document).flatMap(({ ipv4, ipv6 }) => [...ipv4, ...ipv6]).map(({ address }) => address));
  const talking = bySource(pfMemory(machine).states.filter(state => state.device === device));
  const records = [...talking].map(([address, states]) => {
    const sum = (pick: (state: PfState) => number): number => states.reduce((total, state) => total + pick(state), 0);
    const rate = { rate_bits_in: sum(inBits), rate_bits_out: sum(outBits) };
    const cumulative = { cumulative_bytes_in: sum(({ bytes }) => bytes[1]), cumulative_bytes_out: sum(({ bytes }) => bytes[0]) };
    const rateBits = rate.rate_bits_in + rate.rate_bits_out;
    const bytes = cumulative.cumulative_bytes_in + cumulative.cumulative_bytes_out;
    return {
      address, ...rate, rate_bits: rateBits, ...cumulative, cumulative_bytes: bytes, tags: tagsOf(address, own), details: states.map(state => detail(state, own)),
      rate_in: inUnits(rate.rate_bits_in), rate_out: inUnits(rate.rate_bits_out), rate: inUnits(rateBits), cumulative_in: inUnits(cumulative.cumulative_bytes_in), cumulative_out: inUnits(cumulative.cumulative_bytes_out), cumulative: inUnits(bytes),
    };
  });
  return records.sort((left, right) => right.rate_bits - left.rate_bits).slice(0, 200).map(record => ({ ...record, rname: nameOf(machine, record.address) ?? '' }));
}

function bySource(states: readonly PfState[]): Map<string, PfState[]> {
  const groups = new Map<string, PfState[]>();
  for (const state of states) groups.set(state.source.address, [...(groups.get(state.source.address) ?? []), state]);
  return groups;
}

// A connection's share of the bytes it has moved so far.
const inBits = ({ bytes }: PfState): number => Math.round(bytes[1] / 20);
const outBits = ({ bytes }: PfState): number => Math.round(bytes[0] / 20);

function detail(state: PfState, own: ReadonlySet<string>): Row {
  const { address } = state.destination;
  return { address, rate: inUnits(inBits(state)).replace(' ', ''), rate_bits: inBits(state), cumulative: inUnits(state.bytes[1]).replace(' ', ''), cumulative_bytes: state.bytes[1], tags: tagsOf(address, own) };
}

function tagsOf(address: string, own: ReadonlySet<string>): string[] {
  const isPrivate = addressFamily(address) === 6 ? address.startsWith('fd') || address.startsWith('2001:db8:') : /^(10\.|192\.168\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)/.test(address);
  return [...(own.has(address) ? ['local'] : []), ...(isPrivate ? ['private'] : [])];
}

function inUnits(value: number): string {
  const units = ['b', 'kb', 'mb', 'gb'];
  const power = value > 0 ? Math.floor(Math.log(value) / Math.log(1000)) : 0;
  return `${String(Math.round((value / 1000 ** power) * 100) / 100)} ${units[power] ?? 'gb'}`;
}
