/** Does one thing at a time, in the order in which they were asked for. */
export class Sequence {
  private last: Promise<unknown> = Promise.resolve();

  /** Does the work once all that was asked for before has ended, well or not. */
  next<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
