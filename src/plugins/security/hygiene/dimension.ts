import { type Effort } from './effort';
import { holdsAll, type IntervalSet } from './interval-set';

/** The different sets that rules name in one dimension, each with a number. Networks nest, so that few of them hold the same address. */
export class Dimension {
  private readonly sets: IntervalSet[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly byIdentity = new WeakMap<IntervalSet, number>();
  /** For each node of a binary tree over all values the sets that it is a part of; 1 is the root, the children of n are 2n and 2n + 1. */
  private readonly parts = new Map<number, number[]>();
  private readonly covering = new WeakMap<IntervalSet, readonly number[]>();

  /** `size`: how many values there are, from 0 on. */
  constructor(
    private readonly size: number,
    private readonly effort: Effort,
  ) {}

  /** The number of a set; all have to be added before the first question. */
  add(set: IntervalSet): number {
    const known = this.byIdentity.get(set) ?? this.numbers.get(set.join(';'));
    const number = known ?? this.sets.push(set) - 1;
    this.byIdentity.set(set, number);
    if (known !== undefined) return number;
    this.numbers.set(set.join(';'), number);
    for (const node of this.nodesOf(set)) {
      this.effort.spend();
      const parts = this.parts.get(node);
      if (parts === undefined) this.parts.set(node, [number]);
      else parts.push(number);
    }
    return number;
  }

  /** True when the set of that number holds all of the other. */
  covers(number: number, set: IntervalSet): boolean {
    this.effort.spend(set.length);
    return holdsAll(this.sets[number] ?? [], set);
  }

  /** The numbers of the sets that hold all of the other; not all of them when the effort is exceeded. */
  above(set: IntervalSet): readonly number[] {
    const same = this.sets[this.byIdentity.get(set) ?? -1] ?? set;
    const known = this.covering.get(same);
    if (known !== undefined) return known;
    const found: number[] = [];
    const value = same.at(-1)?.[1] ?? Number.NaN;
    let [node, low, high] = [1, 0, this.size - 1];
    for (;;) {
      this.effort.spend();
      for (const number of this.parts.get(node) ?? []) {
        if (this.covers(number, same)) found.push(number);
        if (this.effort.isExceeded) return found;
      }
      if (low >= high) break;
      const middle = Math.floor((low + high) / 2);
      if (value <= middle) [node, high] = [node * 2, middle];
      else [node, low] = [node * 2 + 1, middle + 1];
    }
    this.covering.set(same, found);
    return found;
  }

  /** The fewest nodes that make up the set. */
  private nodesOf(set: IntervalSet): number[] {
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
    for (const [from, to] of set) add(1, 0, this.size - 1, from, Math.min(to, this.size - 1));
    return nodes;
  }
}
