import { type Change, type EndpointRequest, type Inverse, type InverseStep, type LockoutVerdict, OpnError, type RehearsedStep, type WriteEndpoint } from '../../ports';

/** What a save would answer, as far as anyone can know. */
const ANSWER = { result: 'saved', status: 'ok', uuid: '00000000-0000-4000-8000-000000000000' };

/** A change that sends nothing and notes what would be sent. */
export class RehearsedChange implements Change {
  readonly id = 'rehearsal';
  readonly steps: RehearsedStep[] = [];
  /** What the work itself says of the way to the firewall. */
  danger: LockoutVerdict | undefined;

  async save<T>(endpoint: WriteEndpoint<T>, request: EndpointRequest, inverse: Inverse<T>): Promise<T> {
    const answer = ANSWER as T;
    this.steps.push({ kind: 'save', endpoint, request, inverse: inverseOf(inverse, answer) });
    return answer;
  }

  async apply<T>(endpoint: WriteEndpoint<T>, request: EndpointRequest = {}): Promise<T> {
    this.steps.push({ kind: 'apply', endpoint, request, inverse: [] });
    return ANSWER as T;
  }

  endanger(why: string): void {
    this.danger = { path: 'cut', reason: why };
  }

  /** Runs the work; what it does not find as it should be after its first step it would have made so itself, so that does not count. */
  async watch(work: (change: Change) => Promise<unknown>): Promise<void> {
    try {
      await work(this);
    } catch (problem) {
      const isOwn = this.steps.length > 0 && problem instanceof OpnError && ['OPN_NOT_FOUND', 'OPN_BAD_ANSWER', 'OPN_REFUSED'].includes(problem.code);
      if (!isOwn) throw problem;
    }
  }
}

function inverseOf<T>(inverse: Inverse<T>, answer: T): readonly InverseStep[] {
  try {
    return inverse(answer);
  } catch {
    return [];
  }
}
