import { type Entry } from './cover-index';
import { type Effort } from './effort';
import { mayMeet, type PacketBox, setAt } from './packet-box';

/** A group of boxes: no more than so many, or two smaller groups. */
interface Group {
  /** Around all of its boxes, in each dimension. */
  readonly hull: readonly Hull[];
  readonly first: number;
  readonly last: number;
  readonly parts: readonly [Group, Group] | undefined;
  readonly entries: readonly Entry[];
}

type Hull = readonly [from: number, to: number];

const MOST_IN_LEAF = 8;
const SAMPLE = 16;

/** Finds out whether any of its boxes may meet another: boxes that lie far apart are in different groups, again and again. */
export class MeetingTree {
  private readonly root: Group | undefined;

  constructor(
    entries: readonly Entry[],
    private readonly effort: Effort,
  ) {
    this.root = entries.length === 0 ? undefined : this.group(entries);
  }

  /** True when a box may meet the other, of a rule whose place lies between those; may be false when the effort is exceeded. */
  meets(box: PacketBox, after: number, before: number): boolean {
    const hull = hullOf(box);
    const isMet = (group: Group): boolean => {
      this.effort.spend();
      if (this.effort.isExceeded || group.last <= after || group.first >= before || !group.hull.every(([from, to], index) => from <= (hull[index]?.[1] ?? 0) && to >= (hull[index]?.[0] ?? 0))) return false;
      if (group.parts !== undefined) return group.parts.some(isMet);
      this.effort.spend(group.entries.length);
      return group.entries.some(({ place, box: each }) => place > after && place < before && mayMeet(each, box));
    };
    return this.root !== undefined && isMet(this.root);
  }

  private group(entries: readonly Entry[]): Group {
    this.effort.spend(entries.length);
    const places = entries.map(({ place }) => place);
    const group = { hull: hullAround(entries), first: places.reduce((a, b) => Math.min(a, b)), last: places.reduce((a, b) => Math.max(a, b)) };
    if (entries.length <= MOST_IN_LEAF) return { ...group, parts: undefined, entries };
    const [left, right] = halves(entries);
    return { ...group, parts: [this.group(left), this.group(right)], entries: [] };
  }
}

/** Two parts that lie apart in some dimension, as far as that can be; else the earlier and the later ones. */
function halves(entries: readonly Entry[]): [readonly Entry[], readonly Entry[]] {
  const sample = Array.from({ length: SAMPLE }, (_, index) => hullOf((entries[Math.floor((index * entries.length) / SAMPLE)] as Entry).box));
  let best = { apart: SAMPLE / 8, index: -1, at: 0 };
  for (const index of sample[0]?.keys() ?? []) {
    const ends = sample.map(hull => hull[index] ?? [0, 0]);
    const at = ends.map(([, to]) => to).sort((a, b) => a - b)[SAMPLE / 2 - 1] ?? 0;
    const apart = Math.min(ends.filter(([, to]) => to <= at).length, ends.filter(([from]) => from > at).length);
    if (apart > best.apart) best = { apart, index, at };
  }
  const isLeft = ({ box }: Entry): boolean => (setAt(box, best.index).at(-1)?.[1] ?? 0) <= best.at;
  if (best.index >= 0) return [entries.filter(isLeft), entries.filter(each => !isLeft(each))];
  const sorted = [...entries].sort((a, b) => a.place - b.place);
  return [sorted.slice(0, sorted.length / 2), sorted.slice(sorted.length / 2)];
}

function hullOf({ sets }: PacketBox): readonly Hull[] {
  return sets.map(set => [set[0]?.[0] ?? 0, set.at(-1)?.[1] ?? 0]);
}

function hullAround(entries: readonly Entry[]): readonly Hull[] {
  const hulls = entries.map(({ box }) => hullOf(box));
  return (hulls[0] ?? []).map((_, index) => hulls.reduce(([from, to], hull): Hull => [Math.min(from, hull[index]?.[0] ?? from), Math.max(to, hull[index]?.[1] ?? to)], [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as Hull));
}
