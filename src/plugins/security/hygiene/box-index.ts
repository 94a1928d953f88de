import { type FilterRule } from '../../../core/packet-filter';
import { type IntervalSet } from './interval-set';
import { coversPoint, type PacketBox } from './packet-box';

/** A box, and the rule that it belongs to. */
export interface Entry {
  readonly box: PacketBox;
  readonly rule: FilterRule;
  /** Where the rule stands among all. */
  readonly place: number;
}

/** The dimensions that tell rules apart best, widest first: interface, destination, source, destination port. */
const KEYS = [0, 5, 3, 6] as const;
const DEEPEST = KEYS.length - 1;

type Level = Map<number, Level | Entry[]>;

/** Finds the boxes that hold a packet: trees of ranges within trees of ranges, so that a packet meets few boxes that do not hold it. */
export class BoxIndex {
  private readonly root: Level = new Map();

  /** `sizes`: how many values each dimension has. */
  constructor(private readonly sizes: readonly number[]) {}

  add(entry: Entry): void {
    this.insert(this.root, 0, entry);
  }

  /** The boxes that hold the packet at that place, with the marks of `within`. */
  holding(point: readonly number[], within: PacketBox): Entry[] {
    const found: Entry[] = [];
    this.visit(this.root, 0, point, entries => {
      for (const entry of entries) if (coversPoint(entry.box, point, within)) found.push(entry);
    });
    return found;
  }

  private insert(level: Level, depth: number, entry: Entry): void {
    const dimension = KEYS[depth] ?? 0;
    for (const node of nodesOf(entry.box.sets[dimension] ?? [], this.sizes[dimension] ?? 1)) {
      if (depth === DEEPEST) {
        const entries = (level.get(node) as Entry[] | undefined) ?? [];
        entries.push(entry);
        level.set(node, entries);
      } else {
        const next = (level.get(node) as Level | undefined) ?? new Map<number, Level | Entry[]>();
        level.set(node, next);
        this.insert(next, depth + 1, entry);
      }
    }
  }

  private visit(level: Level, depth: number, point: readonly number[], see: (entries: readonly Entry[]) => void): void {
    const dimension = KEYS[depth] ?? 0;
    let node = 1;
    let [low, high] = [0, (this.sizes[dimension] ?? 1) - 1];
    for (;;) {
      const next = level.get(node);
      if (next !== undefined) {
        if (depth === DEEPEST) see(next as Entry[]);
        else this.visit(next as Level, depth + 1, point, see);
      }
      if (low === high) return;
      const middle = Math.floor((low + high) / 2);
      if ((point[dimension] ?? 0) <= middle) [node, high] = [node * 2, middle];
      else [node, low] = [node * 2 + 1, middle + 1];
    }
  }
}

/** The fewest nodes of a binary tree over the numbers below `size` that make up the set; 1 is the root, the children of n are 2n and 2n + 1. */
function nodesOf(set: IntervalSet, size: number): number[] {
  const nodes: number[] = [];
  const add = (node: number, low: number, high: number, from: number, to: number): void => {
    if (from <= low && high <= to) {
      nodes.push(node);
      return;
    }
    const middle = Math.floor((low + high) / 2);
    if (from <= middle) add(node * 2, low, middle, from, to);
    if (to > middle) add(node * 2 + 1, middle + 1, high, from, to);
  };
  for (const [from, to] of set) add(1, 0, size - 1, from, Math.min(to, size - 1));
  return nodes;
}
