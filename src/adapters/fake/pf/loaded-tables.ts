import { type Machine } from '../machine';
import { type Tables } from './tables';

/** pf's tables as they are loaded, and as they can be changed while running. */
export interface LoadedTables extends Pick<Tables, 'names' | 'entries' | 'holds'> {
  add(table: string, entry: string): void;
  remove(table: string, entry: string): void;
  flush(table: string): void;
}

/** The tables of the packet filter that runs. */
export function loadedTables(machine: Machine): LoadedTables {
  const pf = machine.running.packetFilter;
  const { tables } = pf;
  const change = (table: string, entries: readonly string[], inside: boolean): void => {
    const [to, from] = inside ? [pf.added, pf.removed] : [pf.removed, pf.added];
    for (const entry of entries) {
      from.get(table)?.delete(entry);
      to.set(table, new Set([...(to.get(table) ?? []), entry]));
    }
  };
  const known = (table: string): boolean => tables.names().includes(table);
  return {
    names: () => tables.names(),
    entries: name => tables.entries(name),
    holds: (name, address) => tables.holds(name, address),
    add: (table, entry) => change(table, [entry], true),
    remove: (table, entry) => change(table, [entry, entry.replace(/\/(32|128)$/, ''), `${entry}/32`, `${entry}/128`].filter(each => tables.entries(table).includes(each)), false),
    flush: table => {
      if (known(table)) change(table, tables.entries(table), false);
    },
  };
}

/** The number of entries of a table; undefined when there is none, or nobody ever filled it. */
export function tableEntries(machine: Machine, name: string): number | undefined {
  const tables = loadedTables(machine);
  if (!tables.names().includes(name)) return undefined;
  const count = tables.entries(name).length;
  return count > 0 || BUILT_IN.includes(name) ? count : undefined;
}

const BUILT_IN = ['bogons', 'bogonsv6', 'virusprot', 'sshlockout'];
