import { IsInt, IsString } from 'class-validator';
import { ListOf, Nested, Optional } from '../../core';
import { type PfStateRow } from '../../core/pf-states';

/** How full the state table is. */
export class StateTable {
  @IsInt() states!: number;
  /** No connection gets in beyond it. */
  @IsInt() limit!: number;
}

/** States that have something in common. */
export class StateCount {
  @IsString() name!: string;
  @IsInt() states!: number;
  /** Moved so far, in both directions. */
  @IsInt() bytes!: number;
}

/** What the states are, in numbers. */
export class StateSummary {
  /** How many states were counted; less than `total` when there are too many. */
  @IsInt() counted!: number;
  @ListOf(() => StateCount) by_protocol!: StateCount[];
  @ListOf(() => StateCount) by_interface!: StateCount[];
  /** The rules with most states. */
  @ListOf(() => StateCount) top_rules!: StateCount[];
  /** The machines with most states. */
  @ListOf(() => StateCount) top_sources!: StateCount[];
  @Optional() @Nested(() => StateTable) table?: StateTable;
}

const TOP = 5;

/** Counts the states by what they have in common. */
export function toStateSummary(rows: readonly PfStateRow[], table: StateTable | undefined): StateSummary {
  const countBy = (name: (row: PfStateRow) => string | null | undefined): StateCount[] => counted(rows, name);
  return {
    counted: rows.length,
    by_protocol: countBy(row => row.proto),
    by_interface: countBy(row => row.interface ?? row.iface),
    top_rules: countBy(row => row.descr || row.label).slice(0, TOP),
    top_sources: countBy(row => row.src_addr).slice(0, TOP),
    ...(table === undefined ? {} : { table }),
  };
}

function counted(rows: readonly PfStateRow[], nameOf: (row: PfStateRow) => string | null | undefined): StateCount[] {
  const counts = new Map<string, StateCount>();
  for (const row of rows) {
    const name = nameOf(row);
    if (name === undefined || name === null || name === '') continue;
    const count = counts.get(name) ?? { name, states: 0, bytes: 0 };
    counts.set(name, { name, states: count.states + 1, bytes: count.bytes + (row.bytes?.[0] ?? 0) + (row.bytes?.[1] ?? 0) });
  }
  return [...counts.values()].sort((left, right) => right.states - left.states || right.bytes - left.bytes);
}
