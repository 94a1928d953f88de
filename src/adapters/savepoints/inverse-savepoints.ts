import {
  type Change,
  type ChangeReason,
  type Clock,
  type EndpointRequest,
  type FirewallWriter,
  type Inverse,
  type InverseStep,
  type Journal,
  type JournalEntry,
  OpnError,
  type Redactor,
  type SavepointManager,
  type WriteEndpoint,
} from '../../ports';

/** What the manager works with. */
export interface SavepointPorts {
  readonly writer: FirewallWriter;
  readonly journal: Journal;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** Told after every change, kept or undone, that what was read before may no longer hold. */
  readonly onChanged: () => void;
}

/** Journals every step before it is sent, and takes back what was saved when the work throws. One change at a time. */
export class InverseSavepoints implements SavepointManager {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: SavepointPorts) {}

  within<T>(reason: ChangeReason, work: (change: Change) => Promise<T>): Promise<T> {
    const mine = this.last.then(() => this.run(reason, work));
    this.last = mine.catch(() => undefined);
    return mine;
  }

  private async run<T>(reason: ChangeReason, work: (change: Change) => Promise<T>): Promise<T> {
    const change = new JournalledChange(this.ports, reason.tool);
    await change.note('open', {});
    try {
      const result = await work(change);
      await change.note('close', {});
      return result;
    } catch (problem) {
      throw await change.undo(problem);
    } finally {
      change.close();
      this.ports.onChanged();
    }
  }
}

class JournalledChange implements Change {
  readonly id = crypto.randomUUID();
  private readonly inverses: InverseStep[] = [];
  private readonly applied: InverseStep[] = [];
  /** A request whose answer did not say whether it was done. */
  private unclear: string | undefined;
  private open = true;

  constructor(
    private readonly ports: SavepointPorts,
    private readonly tool: string,
  ) {}

  async save<T>(endpoint: WriteEndpoint<T>, request: EndpointRequest, inverse: Inverse<T>): Promise<T> {
    this.check();
    const answer = await this.send('save', 'saved', endpoint, request);
    try {
      this.inverses.unshift(...inverse(answer));
    } catch (problem) {
      this.unclear = endpoint.path;
      throw problem;
    }
    return answer;
  }

  async apply<T>(endpoint: WriteEndpoint<T>, request: EndpointRequest = {}): Promise<T> {
    this.check();
    this.applied.push({ endpoint, request });
    return this.send('apply', 'applied', endpoint, request);
  }

  /** No write after the tool has ended: nobody would take it back. */
  close(): void {
    this.open = false;
  }

  /** Takes everything back; gives the error to throw: the original one, or OPN_UNDO_FAILED with what is left. */
  async undo(cause: unknown): Promise<unknown> {
    this.open = false;
    const left = this.unclear === undefined ? [] : [`${this.unclear} (the firewall did not say whether it was done)`];
    for (const step of [...this.inverses, ...this.applied]) {
      try {
        await this.send('undo', 'undone', step.endpoint, step.request);
      } catch (problem) {
        left.push(`${step.endpoint.path} (${problem instanceof OpnError ? problem.message : 'failed'})`);
      }
    }
    await this.note('close', {}).catch(() => undefined);
    if (left.length === 0) return cause;
    const why = cause instanceof OpnError ? cause.describe() : 'a defect in this server';
    return new OpnError(
      'OPN_UNDO_FAILED',
      `The change failed (${why}) and may not be taken back completely: ${left.join('; ')}.`,
      'Compare the configuration history of the firewall (System: Configuration: History) and restore the entry before this change if needed.',
      { cause },
    );
  }

  note(event: JournalEntry['event'], entry: Partial<JournalEntry>): Promise<void> {
    const time = new Date(this.ports.clock.now()).toISOString();
    return this.ports.journal.append({ time, change: this.id, event, tool: this.tool, ...entry });
  }

  private async send<T>(
    before: JournalEntry['event'],
    after: JournalEntry['event'],
    endpoint: WriteEndpoint<T>,
    request: EndpointRequest,
  ): Promise<T> {
    const entry = { endpoint: endpoint.path, request: this.ports.redactor.redact(request) };
    await this.note(before, entry);
    try {
      const answer = await this.ports.writer.write(endpoint, request);
      await this.note(after, { endpoint: endpoint.path });
      return answer;
    } catch (problem) {
      if (before === 'save' && isUnclear(problem)) this.unclear = endpoint.path;
      const detail = problem instanceof OpnError ? `${problem.code}: ${problem.message}` : 'a defect in this server';
      await this.note(before === 'undo' ? 'undo-failed' : 'failed', { endpoint: endpoint.path, detail: this.ports.redactor.text(detail) });
      throw problem;
    }
  }

  private check(): void {
    if (!this.open) throw new OpnError('OPN_INTERNAL', `${this.tool} wrote after its change was closed.`);
  }
}

/** True when the request may have been carried out although no clear answer came. */
function isUnclear(problem: unknown): boolean {
  return !(problem instanceof OpnError) || ['OPN_TIMEOUT', 'OPN_BAD_ANSWER', 'OPN_FIREWALL_FAULT', 'OPN_UNREACHABLE', 'OPN_CANCELLED'].includes(problem.code);
}
