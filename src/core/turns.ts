/** Lets so many through at a time, the others in the order in which they came. */
export class Turns {
  private readonly queue: (() => void)[] = [];

  constructor(private left: number) {}

  /** How many wait. */
  get waiting(): number {
    return this.queue.length;
  }

  /** True when nobody has to wait. */
  get free(): boolean {
    return this.left > 0;
  }

  /** Resolves to what gives the turn back; rejects when `stopping` does first. */
  async take(stopping: Promise<never>): Promise<() => void> {
    if (this.left > 0) this.left -= 1;
    else {
      let mine: (() => void) | undefined;
      const turn = new Promise<void>(resolve => {
        mine = resolve;
        this.queue.push(resolve);
      });
      try {
        await Promise.race([turn, stopping]);
      } catch (error) {
        const at = this.queue.indexOf(mine as () => void);
        if (at >= 0) this.queue.splice(at, 1);
        else this.give();
        throw error;
      }
    }
    return () => this.give();
  }

  private give(): void {
    const next = this.queue.shift();
    if (next === undefined) this.left += 1;
    else next();
  }
}
