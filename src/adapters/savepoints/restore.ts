import { writes } from '../../core';
import { type ChangeStep, type EndpointRequest, type FirewallApi, type FirewallWriter, type JournalEntry, OpnError, REDACTED } from '../../ports';
import { attribute, attributeSince, type Attribution, type Sender } from './attribution';
import { whyLeft } from './change-errors';
import { historyName, savedPaths, type SentStep } from './change-record';
import { compareWithBefore, type EntryPair, itemsIn } from './comparison';
import { type HistoryEntry, inWords, revertBackup } from './configuration-history';
import { readFilterError } from './filter-errors';

/** The firewall as whoever takes something back needs it. */
export type FirewallAccess = Pick<FirewallApi, 'read'> & FirewallWriter;

/** A connection that carries only so many requests. */
export interface Line {
  isRunningOut(): boolean;
  /** Tries to put a new one in its place. */
  renew(): Promise<unknown>;
}

/** What is to be taken back: these steps, all of them sent after that entry of the history. */
export interface RestorePlan {
  readonly record: Sender;
  readonly steps: readonly SentStep[];
  readonly base: string | undefined;
  /** Puts a line into the journal before and after each request. */
  readonly note: (event: JournalEntry['event'], entry: Partial<JournalEntry>) => Promise<void>;
  /** True when nobody tries again: what cannot be reached is left then. */
  readonly isLast?: boolean;
  /** What the requests go over, where that may be the last way to the firewall. */
  readonly line?: Line | undefined;
}

/** What came of taking something back. */
export interface Restored {
  readonly how: 'history' | 'inverse requests' | 'nothing was saved';
  /** Who saved something meanwhile, in words; it was left as it is. */
  readonly others: readonly string[];
  /** What could not be taken back. */
  readonly left: readonly string[];
  /** What was compared, in a sentence. */
  readonly verified: string;
}

/** Loads the tables of aliases. */
export const aliasReconfigure = writes('firewall/alias/reconfigure');
/** Loads the packet filter's rules. */
export const filterApply = writes('firewall/filter/apply');

/** What loading anew asks of the firewall. */
export const reloadEndpoints = [aliasReconfigure, filterApply];

const OUT_OF_REACH = new Set(['OPN_UNREACHABLE', 'OPN_TIMEOUT']);

/**
 * Takes the steps back: exactly, by restoring the history entry before them while nobody else has saved anything since, else by their
 * inverse requests in reverse order, which leaves others' work alone. Then reloads what was touched and compares what is saved with what was.
 * Rejects when the firewall cannot be reached, and can be called again then; what it refuses is listed as left.
 */
export async function restore(plan: RestorePlan, firewall: FirewallAccess): Promise<Restored> {
  const { base, steps } = plan;
  const standing = await stillStanding(plan, firewall);
  const others = standing?.others ?? [];
  const exact = standing !== undefined && others.length === 0;
  const isGone = standing !== undefined && standing.own.length === 0 && (standing.wasGoneBack || standing.all.length === 0);
  const how = isGone ? 'nothing was saved' : exact ? 'history' : 'inverse requests';
  const work = new Restoration(plan, firewall, standing?.own.map(({ request }) => request));
  if (how === 'history') {
    for (const step of [...steps].reverse()) await work.unload(step);
    await work.goBack(base ?? '');
  }
  if (how === 'inverse requests') for (const step of [...steps].reverse()) await work.takeBack(step);
  await work.reload(steps);
  const foreign = how === 'inverse requests' && standing !== undefined && base !== undefined ? withFormer(others, standing.all, base) : [];
  const verified = standing === undefined || base === undefined ? work.uncompared() : await work.compare(base, exact, foreign);
  return { how, others: inWords(others), left: work.left, verified };
}

/** Each of the entries with the one before it. */
function withFormer(entries: readonly HistoryEntry[], all: readonly HistoryEntry[], base: string): EntryPair[] {
  return entries.map(entry => ({ from: all[all.indexOf(entry) - 1]?.id ?? base, to: entry.id }));
}

/** The entries since the one before the change; where somebody has gone back to that, only those since, as all that came before is gone already. */
async function stillStanding({ base, record }: RestorePlan, firewall: FirewallAccess): Promise<(Attribution & { readonly wasGoneBack: boolean }) | undefined> {
  const since = await attributeSince(base, record, firewall);
  if (since === undefined || base === undefined) return undefined;
  const wentBack = since.all.map(({ request }) => request).lastIndexOf(historyName(revertBackup.path, [base]));
  const after = since.all[wentBack];
  return after === undefined ? { ...since, wasGoneBack: false } : { ...(await attribute(since.all.slice(wentBack + 1), after.id, record, firewall)), wasGoneBack: true };
}

class Restoration {
  readonly left: string[] = [];
  /** What an inverse request failed at: it may have been done before, which shows when its items are compared. */
  private readonly doubtful: { readonly problem: string; readonly items: readonly string[] }[] = [];

  constructor(
    private readonly plan: RestorePlan,
    private readonly firewall: FirewallAccess,
    /** The requests of the change that the history shows; undefined when it cannot be read. */
    private readonly arrived: readonly (string | undefined)[] | undefined,
  ) {}

  async goBack(base: string): Promise<void> {
    this.note(await this.perform({ endpoint: revertBackup, request: { path: [base] } }));
  }

  /** Takes a step back, although the configuration is restored as a whole, when what runs would not follow it. */
  async unload(step: SentStep): Promise<void> {
    if (step.inverse.some(({ unloads }) => unloads === true)) await this.takeBack(step);
  }

  async takeBack(step: SentStep): Promise<void> {
    const { kind, status, endpoint, request, inverse } = step;
    if (kind !== 'save' || status === 'refused') return;
    if (endpoint.path === revertBackup.path && inverse.length === 0) this.left.push(`${endpoint.path} (others have saved something since, which going back would throw away)`);
    if (status !== 'done' && this.arrived?.includes(historyName(endpoint.path, request.path)) !== false) this.left.push(`${endpoint.path} (the firewall did not say whether it was done)`);
    for (const [index, each] of inverse.entries()) {
      if (each.reloads === true || index < (step.undone ?? 0)) continue;
      if (holdsRedacted(each.request)) this.left.push(`${each.endpoint.path} (it carries a secret that was not kept)`);
      else {
        await this.relieve();
        const problem = await this.perform(each);
        if (problem !== undefined) this.doubtful.push({ problem, items: itemsIn([each]) });
      }
      step.undone = index + 1;
    }
  }

  async reload(steps: readonly SentStep[]): Promise<void> {
    const loads = reloadsOf(steps);
    const filters = loads.some(({ endpoint }) => endpoint.path.startsWith('firewall/'));
    const before = filters ? await readFilterError(this.firewall).catch(() => 'unreadable' as const) : undefined;
    for (const step of loads) {
      await this.relieve();
      this.note(await this.perform(step));
    }
    const after = filters ? await readFilterError(this.firewall).catch(() => 'unreadable' as const) : undefined;
    if (typeof after === 'object' && (typeof before !== 'object' || before.timestamp !== after.timestamp)) this.left.push(`the packet filter refused the rules: ${after.message}`);
  }

  /** Gives what went wrong, in words; rejects when the firewall could not be reached and somebody tries again. */
  private async perform({ endpoint, request }: ChangeStep): Promise<string | undefined> {
    const { note, record } = this.plan;
    try {
      // A full disk is no reason to leave the firewall as it is.
      await note('undo', { endpoint: endpoint.path, request }).catch(() => undefined);
      record.sent.push(historyName(endpoint.path, request.path));
      await this.firewall.write(endpoint, request);
      await note('undone', { endpoint: endpoint.path }).catch(() => undefined);
    } catch (problem) {
      const why = problem instanceof OpnError ? whyLeft(problem) : 'failed';
      await note('undo-failed', { endpoint: endpoint.path, detail: why }).catch(() => undefined);
      if (this.plan.isLast !== true && problem instanceof OpnError && OUT_OF_REACH.has(problem.code)) throw problem;
      return `${endpoint.path} (${why})`;
    }
    return undefined;
  }

  /** A connection that carries few requests more is changed for a new one once what was taken back so far is loaded, as that may have opened the way again. */
  private async relieve(): Promise<void> {
    const { line, steps } = this.plan;
    if (line?.isRunningOut() !== true) return;
    if (savedPaths({ steps }).some(isLoadedByFilter)) await this.perform({ endpoint: filterApply, request: {} });
    await line.renew();
  }

  private note(problem: string | undefined): void {
    if (problem !== undefined) this.left.push(problem);
  }

  uncompared(): string {
    this.settle(new Set());
    return 'Not compared: the configuration history before the change cannot be read.';
  }

  /** Says what was compared; all that differs is left. */
  async compare(base: string, isWhole: boolean, others: readonly EntryPair[]): Promise<string> {
    const { verified, left, same } = await compareWithBefore(base, this.plan.steps, isWhole, this.firewall, others);
    this.left.push(...left);
    this.settle(same);
    return verified;
  }

  /** Whatever failed is left, unless its items are as before all the same. */
  private settle(same: ReadonlySet<string>): void {
    for (const { problem, items } of this.doubtful) if (items.length === 0 || !items.every(item => same.has(item))) this.left.unshift(problem);
  }
}

/** Everything that has to load anew: what the change applied itself, what saving let load, and the packet filter after anything of it was saved. */
export function reloadsOf(steps: readonly SentStep[]): ChangeStep[] {
  const saved = savedPaths({ steps });
  const loads = new Map<string, ChangeStep>();
  if (saved.some(path => path.startsWith('firewall/alias/'))) loads.set(aliasReconfigure.path, { endpoint: aliasReconfigure, request: {} });
  for (const { kind, status, endpoint, request, inverse } of steps) {
    if (status !== 'refused') for (const step of inverse) if (step.reloads === true) loads.set(step.endpoint.path, { endpoint: step.endpoint, request: step.request });
    // An argument of the filter's apply would start its timer.
    if (kind === 'apply') loads.set(endpoint.path, { endpoint, request: startsTimer(endpoint.path) ? {} : request });
  }
  if (saved.some(isLoadedByFilter)) loads.set(filterApply.path, { endpoint: filterApply, request: {} });
  return [...loads.values()];
}

function isLoadedByFilter(path: string): boolean {
  return path.startsWith('firewall/') && !path.startsWith('firewall/category/');
}

/** True for an apply that takes a revision to go back to, on releases that have it. */
export function startsTimer(path: string): boolean {
  return /^firewall\/(filter|source_nat|one_to_one|npt)\/apply$/.test(path);
}

/** True when a request carries a secret that was not kept. */
export function holdsRedacted(request: EndpointRequest): boolean {
  return JSON.stringify(request.body ?? {}).includes(JSON.stringify(REDACTED).slice(1, -1));
}
