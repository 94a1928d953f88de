/** Whole numbers as ranges in ascending order that neither touch nor overlap, both ends included. */
export type IntervalSet = readonly (readonly [from: number, to: number])[];

/** The set of these ranges, in any order; those that end before they start hold nothing. */
export function setOf(ranges: IntervalSet): IntervalSet {
  const sorted = ranges.filter(([from, to]) => from <= to).sort((left, right) => left[0] - right[0]);
  const joined: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** What is in both. */
export function intersection(left: IntervalSet, right: IntervalSet): IntervalSet {
  const both: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    const [a, b] = [left[i]!, right[j]!];
    const [from, to] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
    if (from <= to) both.push([from, to]);
    if (a[1] < b[1]) i += 1;
    else j += 1;
  }
  return both;
}

/** What is in the first, but not in the second. */
export function difference(from: IntervalSet, without: IntervalSet): IntervalSet {
  const left: (readonly [number, number])[] = [];
  let j = 0;
  for (const [first, last] of from) {
    let start = first;
    while (j < without.length && without[j]![1] < start) j += 1;
    for (let k = j; k < without.length && without[k]![0] <= last; k += 1) {
      const [a, b] = without[k]!;
      if (a > start) left.push([start, a - 1]);
      start = Math.max(start, b + 1);
    }
    if (start <= last) left.push([start, last]);
  }
  return left;
}

/** True when everything in the second is in the first. */
export function holdsAll(set: IntervalSet, other: IntervalSet): boolean {
  let i = 0;
  return other.every(([from, to]) => {
    while (i < set.length && set[i]![1] < from) i += 1;
    return i < set.length && set[i]![0] <= from && to <= set[i]![1];
  });
}

/** True when the number is in the set. */
export function holds(set: IntervalSet, value: number): boolean {
  let [low, high] = [0, set.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [from, to] = set[middle]!;
    if (value < from) high = middle - 1;
    else if (value > to) low = middle + 1;
    else return true;
  }
  return false;
}
