/** So many comparisons may a search take; nearly all take a hundredth of that. */
const MOST = 10_000;

/** Counts comparisons, and says when a search has taken so many that it is to be given up: what it has found by then does not count. */
export class Effort {
  private spent = 0;
  // What comes before the first search is no search.
  private end = Number.POSITIVE_INFINITY;

  /** `most`: how many comparisons one search may take. */
  constructor(private readonly most = MOST) {}

  /** Comparisons of all searches so far, and of what was prepared for them. */
  get comparisons(): number {
    return this.spent;
  }

  /** True when the present search is to be given up. */
  get isExceeded(): boolean {
    return this.spent > this.end;
  }

  /** Starts another search. */
  begin(): void {
    this.end = this.spent + this.most;
  }

  spend(comparisons = 1): void {
    this.spent += comparisons;
  }
}
