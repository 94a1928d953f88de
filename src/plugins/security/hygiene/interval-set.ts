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
  let [i, j] = [0, 0];
  for (let [a, b] = [left[i], right[j]]; a !== undefined && b !== undefined; [a, b] = [left[i], right[j]]) {
    const [from, to] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
    if (from <= to) both.push([from, to]);
    if (a[1] < b[1]) i = firstReaching(left, b[0], i + 1);
    else j = firstReaching(right, a[0], j + 1);
  }
  return both;
}

/** What is in the first, but not in the second. */
export function difference(from: IntervalSet, without: IntervalSet): IntervalSet {
  const left: (readonly [number, number])[] = [];
  let skipped = 0;
  for (const [first, last] of from) {
    let start = first;
    skipped = firstReaching(without, start, skipped);
    for (let k = skipped, cut = without[k]; cut !== undefined && cut[0] <= last; cut = without[++k]) {
      if (cut[0] > start) left.push([start, cut[0] - 1]);
      start = Math.max(start, cut[1] + 1);
    }
    if (start <= last) left.push([start, last]);
  }
  return left;
}

/** True when everything in the second is in the first. */
export function holdsAll(set: IntervalSet, other: IntervalSet): boolean {
  let at = 0;
  return other.every(([from, to]) => {
    at = firstReaching(set, from, at);
    const range = set[at];
    return range !== undefined && range[0] <= from && to <= range[1];
  });
}

/** The place of the first range, from that place on, that does not end before the number. */
function firstReaching(set: IntervalSet, value: number, start: number): number {
  let [low, high] = [start, set.length];
  // The next one is it most of the time.
  for (let step = 1; low < high; step *= 2) {
    const at = Math.min(low + step - 1, high - 1);
    if ((set[at]?.[1] ?? 0) >= value) {
      high = at;
      break;
    }
    low = at + 1;
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((set[middle]?.[1] ?? 0) >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}
