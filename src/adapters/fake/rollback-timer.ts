const WAIT_MS = 60_000;
const LOOK_MS = 1000;

/** The process that takes back filter rules when nobody confirms them: it looks every second whether it was called off, and there is only one at a time. */
export class RollbackTimer {
  private revision = '';
  private started = Number.NaN;
  private cancelled: number | undefined;

  /** `startMs` is how long the process needs until it can be called off; its minute begins then. */
  constructor(private readonly startMs: number) {}

  /** Starts the minute for a revision; does nothing, and says nothing, while an earlier one still runs. */
  start(revision: string, now: number): void {
    const digits = digitsOf(revision);
    if (this.runs(now) || digits === '') return;
    [this.revision, this.started, this.cancelled] = [digits, now + this.startMs, undefined];
  }

  /** Calls the roll-back off; false when no timer waits for that revision. */
  cancel(revision: string, now: number): boolean {
    if (now < this.started || !this.runs(now) || this.cancelled !== undefined || digitsOf(revision) !== this.revision) return false;
    this.cancelled = now;
    return true;
  }

  /** The revision to go back to, and when that was due, once the minute is over; only the first call gets it. */
  takeDue(now: number): { readonly revision: string; readonly at: number } | undefined {
    const at = this.started + WAIT_MS;
    if (!(now >= at)) return undefined;
    const isOff = this.endsAt() < at;
    this.started = Number.NaN;
    return isOff ? undefined : { revision: this.revision, at };
  }

  private runs(now: number): boolean {
    return now < this.endsAt();
  }

  // It looks at the start of every second and not at the end of the last: a call-off in the last second is answered and comes too late.
  private endsAt(): number {
    const whole = this.started + WAIT_MS;
    if (this.cancelled === undefined) return whole;
    const noticed = this.started + Math.ceil((this.cancelled - this.started) / LOOK_MS) * LOOK_MS;
    return noticed < whole ? noticed : whole;
  }
}

/** What OPNsense keeps of a revision: digits and dots. */
export function digitsOf(revision: string): string {
  return revision.replace(/[^0-9.]/g, '');
}
