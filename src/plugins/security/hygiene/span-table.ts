import { type Effort } from './effort';
import { holdsAll, type IntervalSet } from './interval-set';

/** Something that was put in, and what it goes by: the lower, the better. */
export interface Ranked<Value> {
  readonly rank: number;
  readonly value: Value;
}

/** So many values a port has. */
const SIZE = 65_536;
/** Up to so many sets are tried one by one. */
const FEW = 24;

/** Sets of ports, with a value each. However many ranges there are, those around another are found in the same few steps. */
export class SpanTable<Value> {
  private readonly listed = new Map<number, Ranked<Value> & { readonly set: IntervalSet }>();
  /** A Fenwick tree of Fenwick trees: ranges by where they start, then by where they end, last first; each node knows the best of its own. */
  private tree: Map<number, Ranked<Value>> | undefined;

  constructor(private readonly effort: Effort) {}

  /** `number` tells the set from others. */
  add(set: IntervalSet, number: number, ranked: Ranked<Value>): void {
    const [first] = set;
    if (this.tree !== undefined && first !== undefined && set.length === 1) this.plant(this.tree, first, ranked);
    else this.list(set, number, ranked);
  }

  /** The best among those of a lower rank whose set holds all of the other. */
  best(set: IntervalSet, below: number): Ranked<Value> | undefined {
    let found: Ranked<Value> | undefined;
    const take = (ranked: Ranked<Value> | undefined): void => {
      if (ranked !== undefined && ranked.rank < (found?.rank ?? below)) found = ranked;
    };
    if (this.tree !== undefined) {
      const [from, to] = [set[0]?.[0] ?? 0, set.at(-1)?.[1] ?? 0];
      for (let i = from + 1; i > 0; i -= i & -i) for (let j = SIZE - to; j > 0; j -= j & -j) take(this.at(this.tree, i, j));
    }
    for (const listed of this.listed.values()) {
      if (this.effort.isExceeded) break;
      this.effort.spend();
      if (listed.rank < (found?.rank ?? below) && holdsAll(listed.set, set)) take(listed);
    }
    return found;
  }

  private list(set: IntervalSet, number: number, ranked: Ranked<Value>): void {
    if ((this.listed.get(number)?.rank ?? Number.POSITIVE_INFINITY) <= ranked.rank) return;
    this.listed.set(number, { ...ranked, set });
    if (this.tree !== undefined || this.listed.size <= FEW) return;
    this.tree = new Map();
    for (const [each, listed] of this.listed) {
      const [first] = listed.set;
      if (first === undefined || listed.set.length > 1) continue;
      this.plant(this.tree, first, listed);
      this.listed.delete(each);
    }
  }

  private plant(tree: Map<number, Ranked<Value>>, [from, to]: IntervalSet[number], ranked: Ranked<Value>): void {
    for (let i = from + 1; i <= SIZE; i += i & -i) {
      for (let j = SIZE - to; j <= SIZE; j += j & -j) {
        if ((this.at(tree, i, j)?.rank ?? Number.POSITIVE_INFINITY) > ranked.rank) tree.set(nodeOf(i, j), ranked);
      }
    }
  }

  private at(tree: ReadonlyMap<number, Ranked<Value>>, i: number, j: number): Ranked<Value> | undefined {
    this.effort.spend();
    return tree.get(nodeOf(i, j));
  }
}

const nodeOf = (i: number, j: number): number => i * SIZE * 2 + j;
