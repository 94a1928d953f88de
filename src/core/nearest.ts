/** The candidate that `name` most likely stands for: few letters apart, or equal but for case and separators; else undefined. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(name.slice(0, 100));
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const apart = distance(wanted, plain(candidate));
    if (apart < least) {
      best = candidate;
      least = apart;
    }
  }
  return best;
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
