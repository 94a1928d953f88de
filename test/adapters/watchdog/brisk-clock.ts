import { TurnedClock } from '../../../src/adapters/testkit/turned-clock';

const PAUSE_MS = 10_000;

/** A clock that goes by what somebody waits for, however slow the machine is: pauses pass at once, deadlines only when it is turned. */
export class BriskClock extends TurnedClock {
  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const passed = super.sleep(ms, signal);
    if (ms <= PAUSE_MS) setImmediate(() => this.turn(ms));
    await passed;
  }
}
