import { needsConfirmation } from '../../core';
import {
  type Change, type ChangeReason, type EndpointRequest, type Inverse, type JournalEntry, OpnError, type WriteEndpoint,
} from '../../ports';
import { historyName, type ChangeRecord, type SentStep } from './change-record';
import { readFilterError } from './filter-errors';
import { noteIn } from './journal-notes';
import { type SavepointPorts } from './savepoint-ports';

/** Why something is changed, when that may be an earlier change that is taken back. */
export interface Reason extends ChangeReason {
  /** Id of that change. */
  readonly undoes?: string;
  /** True when it has to be confirmed, whatever it sends. */
  readonly isGuarded?: boolean;
  /** Looks once more, right before the first save is sent; rejects when that must not be sent after all. */
  readonly lastLook?: () => Promise<void>;
}

/** What one call's change needs of its manager. */
export interface ChangeKeeper {
  readonly ports: SavepointPorts;
  /** Opens a change, or joins the open one, before the first request; gives its record and the newest history entry. */
  begin(reason: Reason, saves: boolean): Promise<{ readonly record: ChangeRecord; readonly mark: string | undefined }>;
  /** The change is about to send something that has to be confirmed. */
  guard(record: ChangeRecord): Promise<void>;
  /** Something of the record changed: keeps it and tells the watchdog. */
  keep(record: ChangeRecord, isUrgent?: boolean): Promise<void>;
  /** The request that applies, perhaps with the firewall's own timer. */
  armed(record: ChangeRecord, endpoint: WriteEndpoint, request: EndpointRequest): Promise<EndpointRequest>;
}

/** One call's part of a change: journals and keeps every step before it is sent. */
export class JournalledChange implements Change {
  /** The steps of this call. */
  readonly steps: SentStep[] = [];
  record: ChangeRecord | undefined;
  /** The newest history entry when this call began to save. */
  mark: string | undefined;
  private isMarked = false;
  private open = true;

  constructor(
    private readonly keeper: ChangeKeeper,
    private readonly reason: Reason,
    private readonly plannedId: () => string,
  ) {}

  get id(): string {
    return this.record?.id ?? this.plannedId();
  }

  async save<T>(endpoint: WriteEndpoint<T>, request: EndpointRequest, inverse: Inverse<T>): Promise<T> {
    const record = await this.begun(true);
    if (this.isGuarded({ endpoint })) await this.keeper.guard(record);
    if (this.steps.length === 0) await this.reason.lastLook?.();
    const step = this.add(record, { kind: 'save', endpoint, request });
    const answer = await this.send(record, step, endpoint);
    try {
      step.inverse = inverse(answer);
    } catch (problem) {
      step.status = 'unclear';
      throw problem;
    } finally {
      await this.keeper.keep(record);
    }
    return answer;
  }

  async apply<T>(endpoint: WriteEndpoint<T>, request: EndpointRequest = {}): Promise<T> {
    const record = await this.begun(false);
    const step = { kind: 'apply' as const, endpoint, request };
    if (!this.isGuarded(step)) return this.send(record, this.add(record, step), endpoint);
    await this.refuseLockout(record);
    await this.keeper.guard(record);
    const before = await readFilterError(this.keeper.ports.firewall);
    if (before === 'forbidden') record.isFilterHidden = true;
    const sent = this.add(record, { ...step, request: await this.keeper.armed(record, endpoint, request) });
    const answer = await this.send(record, sent, endpoint);
    await this.refuseFilterError(before);
    return answer;
  }

  endanger(why: string): void {
    if (this.reason.acceptLockout === true) return;
    throw new OpnError('OPN_LOCKOUT', `This may cut this server off from the firewall, so it was not done: ${why}`);
  }

  /** No write after the tool has ended: nobody would take it back. */
  close(): void {
    this.open = false;
  }

  note(event: JournalEntry['event'], entry: Partial<JournalEntry>): Promise<void> {
    return noteIn(this.keeper.ports, this.id, event, { tool: this.reason.tool, ...entry });
  }

  private async begun(saves: boolean): Promise<ChangeRecord> {
    if (!this.open) throw new OpnError('OPN_INTERNAL', `${this.reason.tool} wrote after its change was closed.`);
    if (this.record === undefined || (saves && !this.isMarked)) {
      const { record, mark } = await this.keeper.begin(this.reason, saves);
      this.record = record;
      this.mark = mark;
      this.isMarked = saves;
    }
    return this.record;
  }

  private isGuarded(step: Pick<SentStep, 'endpoint'>): boolean {
    return this.reason.isGuarded === true || needsConfirmation(step);
  }

  private add(record: ChangeRecord, step: Pick<SentStep, 'kind' | 'endpoint' | 'request'>): SentStep {
    const sent: SentStep = { ...step, status: 'sent', inverse: [] };
    record.steps.push(sent);
    this.steps.push(sent);
    return sent;
  }

  private async send<T>(record: ChangeRecord, step: SentStep, endpoint: WriteEndpoint<T>): Promise<T> {
    const { ports } = this.keeper;
    const { kind, request } = step;
    const name = historyName(endpoint.path, request.path);
    record.sent.push(name);
    try {
      await this.note(kind, { endpoint: endpoint.path, request: ports.redactor.redact(request) });
      await this.keeper.keep(record, true);
    } catch (problem) {
      notSent(record, step, name);
      throw problem;
    }
    const sentAt = ports.clock.now();
    const answer = await ports.firewall.write(endpoint, request).catch(async (problem: unknown) => {
      if (isUnclear(problem, endpoint)) step.status = 'unclear';
      else notSent(record, step, name);
      const detail = problem instanceof OpnError ? `${problem.code}: ${problem.message}` : 'a defect in this server';
      await this.note('failed', { endpoint: endpoint.path, detail: ports.redactor.text(detail) });
      await this.keeper.keep(record);
      throw problem;
    });
    step.status = 'done';
    step.took = ports.clock.now() - sentAt;
    // What was done is done, even when the record of it cannot be kept; the next request will not be sent then.
    await this.note(kind === 'save' ? 'saved' : 'applied', { endpoint: endpoint.path }).catch(() => undefined);
    if (kind === 'apply') await this.keeper.keep(record);
    return answer;
  }

  private async refuseLockout(record: ChangeRecord): Promise<void> {
    const verdict = await this.keeper.ports.lockout?.judge([]);
    if (verdict === undefined) return;
    record.managementPath = verdict;
    if (verdict.path !== 'cut' || this.reason.acceptLockout === true) return;
    throw new OpnError(
      'OPN_LOCKOUT',
      `Applying this would cut this server off from the firewall: ${verdict.reason}`,
      'Change the rule so that this server keeps its way in.',
    );
  }

  private async refuseFilterError(before: Awaited<ReturnType<typeof readFilterError>>): Promise<void> {
    const after = await readFilterError(this.keeper.ports.firewall);
    if (typeof after !== 'object' || (typeof before === 'object' && before.timestamp === after.timestamp)) return;
    throw new OpnError('OPN_REFUSED', `The packet filter refused the rules: ${after.message}`, 'Correct the values that it complains about; the change is taken back.');
  }
}

/** What was refused, or never left, makes no history entry; one of that name would be somebody else's. */
function notSent(record: ChangeRecord, step: SentStep, name: string): void {
  step.status = 'refused';
  record.sent.splice(record.sent.lastIndexOf(name), 1);
}

/** True when the request may have been carried out although no clear answer came. */
function isUnclear(problem: unknown, { savesFirst }: WriteEndpoint): boolean {
  if (savesFirst === true && problem instanceof OpnError && problem.code === 'OPN_REFUSED') return true;
  return !(problem instanceof OpnError) || ['OPN_TIMEOUT', 'OPN_BAD_ANSWER', 'OPN_FIREWALL_FAULT', 'OPN_UNREACHABLE', 'OPN_CANCELLED'].includes(problem.code);
}
