import { type FilterRule } from '../../../core/packet-filter';
import { type Dimension } from './dimension';
import { type Effort } from './effort';
import { allowsMarks, DESTINATION_PORT, type PacketBox, setAt } from './packet-box';
import { type Ranked, SpanTable } from './span-table';

/** A box, and the rule that it belongs to. */
export interface Entry {
  readonly box: PacketBox;
  readonly rule: FilterRule;
  /** Where the rule stands among all. */
  readonly place: number;
}

/** What is alike in some dimensions: told apart by the next one, or, in the end, by marks and ports. */
interface Node {
  /** The lowest rank below it. */
  best: number;
  readonly children: Map<number, Node>;
  readonly ends: Map<string, End>;
}

/** Boxes that differ in their destination ports only. */
interface End {
  best: number;
  readonly box: PacketBox;
  readonly spans: SpanTable<Entry>;
}

/** Interface, destination, source, protocol, direction, source port: what tells rules apart, by trying the best order. */
const ORDER = [0, 5, 3, 2, 1, 4];
/** Up to so many sets are tried one by one. */
const FEW = 12;

/** Finds a box that covers another: by a mark, then one dimension after the other through the sets that hold all of the other's, and by ports in the end, whose ranges do not nest. */
export class CoverIndex {
  private readonly byMark = new Map<string, Node>();

  /** `dimensions` have all sets of all boxes. */
  constructor(
    private readonly dimensions: readonly Dimension[],
    private readonly effort: Effort,
  ) {}

  /** Of boxes that are alike the one of the lowest rank counts. */
  add(entry: Entry, rank: number): void {
    const { box } = entry;
    this.effort.spend(box.sets.length);
    // Whoever looks for it has all of its marks, so one of them leads to it.
    let node = better(this.byMark, [...box.marks.keys()].at(-1) ?? '', rank, newNode);
    for (const index of ORDER) node = better(node.children, this.numberOf(box, index), rank, newNode);
    const end = better(node.ends, [...box.marks].sort().join(), rank, () => ({ best: rank, box, spans: new SpanTable<Entry>(this.effort) }));
    end.spans.add(setAt(box, DESTINATION_PORT), this.numberOf(box, DESTINATION_PORT), { rank, value: entry });
  }

  /** The one of the lowest rank, below that, whose box covers the other; nothing certain when the effort is exceeded. */
  covering(box: PacketBox, below: number): Entry | undefined {
    let best: Ranked<Entry> | undefined;
    const visit = (node: Node | undefined, depth: number): void => {
      this.effort.spend();
      if (node === undefined || node.best >= (best?.rank ?? below) || this.effort.isExceeded) return;
      const index = ORDER[depth];
      if (index === undefined) {
        for (const end of node.ends.values()) if (allowsMarks(end.box, box)) best = end.spans.best(setAt(box, DESTINATION_PORT), best?.rank ?? below) ?? best;
        return;
      }
      const [set, dimension] = [setAt(box, index), this.dimensions[index]];
      if (node.children.size > FEW) for (const number of dimension?.above(set) ?? []) visit(node.children.get(number), depth + 1);
      else for (const [number, child] of node.children) if (dimension?.covers(number, set) === true) visit(child, depth + 1);
    };
    for (const mark of ['', ...box.marks.keys()]) visit(this.byMark.get(mark), 0);
    return best?.value;
  }

  private numberOf(box: PacketBox, index: number): number {
    return this.dimensions[index]?.add(setAt(box, index)) ?? 0;
  }
}

const newNode = (): Node => ({ best: Number.POSITIVE_INFINITY, children: new Map(), ends: new Map() });

/** What is at the key, made if need be, with a best that is no higher than the rank. */
function better<Key, Value extends { best: number }>(map: Map<Key, Value>, key: Key, rank: number, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  value.best = Math.min(value.best, rank);
  return value;
}
