/** Lets so many through at a time. Those who wait come in the order in which they came, but owners take turns: many who wait for one do not hold up another's. */
export class Turns {
  /** Those who wait, by owner; the owner whose turn is next stands first. */
  private readonly queues = new Map<unknown, (() => void)[]>();

  constructor(private left: number) {}

  /** How many wait. */
  get waiting(): number {
    let count = 0;
    for (const queue of this.queues.values()) count += queue.length;
    return count;
  }

  /** True when nobody has to wait. */
  get free(): boolean {
    return this.left > 0;
  }

  /** Resolves to what gives the turn back; rejects when `stopping` does first. */
  async take(stopping: Promise<never>, owner?: unknown): Promise<() => void> {
    if (this.left > 0) this.left -= 1;
    else {
      let mine: (() => void) | undefined;
      const turn = new Promise<void>(resolve => {
        mine = resolve;
        const queue = this.queues.get(owner);
        if (queue === undefined) this.queues.set(owner, [resolve]);
        else queue.push(resolve);
      });
      try {
        await Promise.race([turn, stopping]);
      } catch (error) {
        if (!this.leave(owner, mine as () => void)) this.give();
        throw error;
      }
    }
    return () => this.give();
  }

  /** False for one whose turn had come already. */
  private leave(owner: unknown, mine: () => void): boolean {
    const queue = this.queues.get(owner) ?? [];
    const at = queue.indexOf(mine);
    if (at < 0) return false;
    queue.splice(at, 1);
    if (queue.length === 0) this.queues.delete(owner);
    return true;
  }

  private give(): void {
    const [first] = this.queues;
    if (first === undefined) {
      this.left += 1;
      return;
    }
    const [owner, queue] = first;
    const next = queue.shift();
    this.queues.delete(owner);
    if (queue.length > 0) this.queues.set(owner, queue);
    next?.();
  }
}
