import { difference, intersection, type IntervalSet } from './interval-set';

/** Packets: every combination of what its dimensions hold, as far as they also have its marks. */
export interface PacketBox {
  /** Interface, direction, protocol, source, its port, destination, its port; each as numbers. */
  readonly sets: readonly IntervalSet[];
  /** What nobody can work out (whether an address is in a list that only the firewall knows, whether a schedule is active …), by name, and how it has to be. */
  readonly marks: ReadonlyMap<string, boolean>;
}

/** The place of the dimension of destination ports. */
export const DESTINATION_PORT = 6;

/** True when no packet is in the box. */
export function isEmpty({ sets }: PacketBox): boolean {
  return sets.some(set => set.length === 0);
}

/** A box with one packet of the box, and with its marks. The last of each dimension: what rules rarely name. */
export function sampleOf({ sets, marks }: PacketBox): PacketBox {
  return { sets: sets.map((set): IntervalSet => set.slice(-1).map(([, last]) => [last, last])), marks };
}

/** True when a packet may be in both. */
export function mayMeet(left: PacketBox, right: PacketBox): boolean {
  for (const [mark, value] of left.marks) if (right.marks.get(mark) === !value) return false;
  return left.sets.every((set, index) => intersection(set, setAt(right, index)).length > 0);
}

/** The box without what the other covers, as boxes that do not overlap. */
export function withoutBox(box: PacketBox, other: PacketBox): readonly PacketBox[] {
  if (!allowsMarks(other, box)) return [box];
  const left: PacketBox[] = [];
  const sets = [...box.sets];
  for (const [index, set] of box.sets.entries()) {
    const outside = difference(set, setAt(other, index));
    if (outside.length > 0) left.push({ ...box, sets: sets.with(index, outside) });
    const common = intersection(set, setAt(other, index));
    // Nothing is in both, so nothing is taken away.
    if (common.length === 0) return [box];
    sets[index] = common;
  }
  return left;
}

/** What the box holds in a dimension. */
export function setAt({ sets }: PacketBox, index: number): IntervalSet {
  return sets[index] ?? [];
}

/** True when packets with the marks of `other` have all that the box asks for. */
export function allowsMarks(box: PacketBox, other: PacketBox): boolean {
  for (const [mark, value] of box.marks) if (other.marks.get(mark) !== value) return false;
  return true;
}
