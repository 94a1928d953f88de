type Edit = { readonly mark: ' ' | '-' | '+'; readonly text: string };

const CONTEXT = 3;

/** The hunks of a unified difference (`diff -u`) between two texts, without the two header lines; none when they are equal. */
export function lineDifference(before: string, after: string): string[] {
  const edits = editsBetween(before.trimEnd().split('\n'), after.trimEnd().split('\n'));
  const changed = edits.flatMap(({ mark }, index) => (mark === ' ' ? [] : [index]));
  return hunks(changed, edits.length).flatMap(([first, end]) => hunkLines(edits, first, end));
}

/** Ranges of edits that are shown together: changes with the lines around them. */
function hunks(changed: readonly number[], length: number): [first: number, end: number][] {
  const ranges: [number, number][] = [];
  for (const index of changed) {
    const last = ranges.at(-1);
    const first = Math.max(0, index - CONTEXT);
    const end = Math.min(length, index + CONTEXT + 1);
    if (last !== undefined && first <= last[1]) last[1] = end;
    else ranges.push([first, end]);
  }
  return ranges;
}

function hunkLines(edits: readonly Edit[], first: number, end: number): string[] {
  const shown = edits.slice(first, end);
  const range = (without: '-' | '+'): string => {
    const start = edits.slice(0, first).filter(({ mark }) => mark !== without).length;
    const count = shown.filter(({ mark }) => mark !== without).length;
    return `${String(count === 0 ? start : start + 1)}${count === 1 ? '' : `,${String(count)}`}`;
  };
  return [`@@ -${range('+')} +${range('-')} @@`, ...shown.map(({ mark, text }) => mark + text)];
}

/** The shortest way from one list of lines to another, by Myers' greedy algorithm. */
function editsBetween(before: readonly string[], after: readonly string[]): Edit[] {
  const trace: Map<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let distance = 0; ; distance++) {
    trace.push(furthest);
    const next = new Map(furthest);
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      let x = startOn(next, diagonal, distance);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return backtrack(trace, before, after);
    }
    furthest = next;
  }
}

function startOn(furthest: ReadonlyMap<number, number>, diagonal: number, distance: number): number {
  const above = furthest.get(diagonal + 1) ?? -1;
  const left = furthest.get(diagonal - 1) ?? -1;
  return diagonal === -distance || (diagonal !== distance && left < above) ? above : left + 1;
}

function backtrack(trace: readonly ReadonlyMap<number, number>[], before: readonly string[], after: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  let x = before.length;
  let y = after.length;
  for (let distance = trace.length - 1; distance >= 0; distance--) {
    const furthest = trace[distance] ?? new Map<number, number>();
    const diagonal = x - y;
    const above = furthest.get(diagonal + 1) ?? -1;
    const left = furthest.get(diagonal - 1) ?? -1;
    const inserts = diagonal === -distance || (diagonal !== distance && left < above);
    const fromX = inserts ? above : left;
    const fromY = fromX - (inserts ? diagonal + 1 : diagonal - 1);
    while (x > Math.max(fromX, 0) && y > Math.max(fromY, 0) && before[x - 1] === after[y - 1]) {
      edits.push({ mark: ' ', text: before[x - 1] ?? '' });
      x--;
      y--;
    }
    if (distance === 0) break;
    edits.push(inserts ? { mark: '+', text: after[y - 1] ?? '' } : { mark: '-', text: before[x - 1] ?? '' });
    x = fromX;
    y = fromY;
  }
  return edits.reverse();
}
