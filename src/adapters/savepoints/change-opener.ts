import { type EndpointRequest, OpnError, type WriteEndpoint } from '../../ports';
import { type ChangeEnder } from './change-ender';
import { openElsewhere } from './change-errors';
import { type ChangeRecord, savedPaths } from './change-record';
import { readHistoryIfAllowed } from './configuration-history';
import { isOrphan } from './ending';
import { type FilterTimer } from './filter-timer';
import { type HeldChange } from './held-change';
import { noteIn } from './journal-notes';
import { type ChangeKeeper, type Reason } from './journalled-change';
import { type SavepointPorts } from './savepoint-ports';

/** Opens changes, lets later writes join the open one, and takes over what another process left open. */
export class ChangeOpener implements ChangeKeeper {
  constructor(
    readonly ports: SavepointPorts,
    private readonly held: HeldChange,
    private readonly timer: FilterTimer,
    private readonly ender: ChangeEnder,
  ) {}

  async begin({ tool, acceptLockout, undoes }: Reason, saves: boolean): Promise<{ readonly record: ChangeRecord; readonly mark: string | undefined }> {
    await this.held.noticeEnd();
    await this.adoptOrphan();
    await this.refuseForeign();
    await this.endOverdue();
    const mark = saves ? (await readHistoryIfAllowed(this.ports.firewall))?.at(-1)?.id : undefined;
    const record = this.held.record === undefined ? await this.opened(tool, mark) : await this.joined(this.held.record, tool, mark);
    if (acceptLockout === true) record.acceptLockout = true;
    if (undoes !== undefined) record.undoes = undoes;
    return { record, mark };
  }

  guard(record: ChangeRecord): Promise<void> {
    return this.held.guard(record);
  }

  keep(record: ChangeRecord, isUrgent?: boolean): Promise<void> {
    return this.held.keep(record, isUrgent);
  }

  armed(record: ChangeRecord, endpoint: WriteEndpoint, request: EndpointRequest): Promise<EndpointRequest> {
    return this.timer.armed(record, endpoint.path, request);
  }

  /** Takes over a change whose process has died: counts on, or takes it back when it is overdue. */
  async adoptOrphan(): Promise<void> {
    const { store, clock, processId } = this.ports;
    const record = this.held.record === undefined ? await store.load() : undefined;
    if (record === undefined || record.owner === processId || !isOrphan(record, this.ports)) return;
    record.owner = processId;
    record.deadline ??= clock.now();
    // Nothing joins what a process died over ending.
    if ((await store.claimed(record.id)) !== undefined) record.deadline = clock.now();
    await noteIn(this.ports, record.id, 'resume', {});
    if (!(await store.open(record))) return;
    this.held.hold(record, true);
    this.ender.endInTime(record);
  }

  private async opened(tool: string, mark: string | undefined): Promise<ChangeRecord> {
    const { clock, processId, store } = this.ports;
    const record: ChangeRecord = { id: crypto.randomUUID(), tools: [tool], opened: clock.now(), deadline: undefined, base: mark, steps: [], sent: [], timer: undefined, owner: processId };
    if (!(await store.open(record))) throw openElsewhere(await store.load());
    await noteIn(this.ports, record.id, 'open', { tool });
    this.held.hold(record);
    return record;
  }

  private async joined(record: ChangeRecord, tool: string, mark: string | undefined): Promise<ChangeRecord> {
    if (!(await this.timer.pause(record))) throw new OpnError('OPN_BUSY', "The firewall's own timer of the open change cannot be stopped.", 'Wait until the open change has ended; opn_pending_changes tells when.');
    if (savedPaths(record).length === 0) record.base ??= mark;
    if (!record.tools.includes(tool)) record.tools.push(tool);
    await noteIn(this.ports, record.id, 'join', { tool });
    return record;
  }

  private async refuseForeign(): Promise<void> {
    const { store, processId } = this.ports;
    const record = await store.load();
    if (record === undefined || this.held.record?.id === record.id || record.owner === processId || isOrphan(record, this.ports)) return;
    throw openElsewhere(record);
  }

  /** Nothing joins a change whose time is up. */
  private async endOverdue(): Promise<void> {
    const { record } = this.held;
    if (record?.deadline !== undefined && this.ports.clock.now() >= record.deadline) await this.ender.endOverdue(record);
  }
}
