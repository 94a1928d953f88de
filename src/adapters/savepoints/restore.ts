import { writes } from '../../core';
import { type ChangeStep, type EndpointRequest, type FirewallApi, type FirewallWriter, type JournalEntry, OpnError, REDACTED } from '../../ports';
import { type ChangeRecord, historyName, type SentStep } from './change-record';
import { entriesAfter, madeByOthers, readHistoryIfAllowed, readSaved, revertBackup } from './configuration-history';
import { readFilterError } from './filter-errors';
import { differingSections, isSameItem } from './saved-difference';

/** The firewall as whoever takes something back needs it. */
export type FirewallAccess = Pick<FirewallApi, 'read'> & FirewallWriter;

/** What is to be taken back: these steps, all of them sent after that entry of the history. */
export interface RestorePlan {
  readonly record: Pick<ChangeRecord, 'sent' | 'wasTimed'>;
  readonly steps: readonly SentStep[];
  readonly base: string | undefined;
  /** Puts a line into the journal before and after each request. */
  readonly note: (event: JournalEntry['event'], entry: Partial<JournalEntry>) => Promise<void>;
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

const aliasReconfigure = writes('firewall/alias/reconfigure');
/** Loads the packet filter's rules. */
export const filterApply = writes('firewall/filter/apply');

/** What loading anew asks of the firewall. */
export const reloadEndpoints = [aliasReconfigure, filterApply];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Takes the steps back: exactly, by restoring the history entry before them while nobody else has saved anything since, else by their
 * inverse requests in reverse order, which leaves others' work alone. Then reloads what was touched and compares what is saved with what was.
 * Rejects only when the firewall cannot be reached at the beginning; whatever fails later is listed as left.
 */
export async function restore(plan: RestorePlan, firewall: FirewallAccess): Promise<Restored> {
  const { base, steps, record } = plan;
  const history = base === undefined ? undefined : await readHistoryIfAllowed(firewall);
  const since = history === undefined || base === undefined ? undefined : entriesAfter(history, base);
  const others = since === undefined ? [] : madeByOthers(since, record);
  const work = new Restoration(plan, firewall);
  if (since !== undefined && since.length === 0) {
    await work.reload(steps);
    return { how: 'nothing was saved', others: [], left: work.left, verified: 'The history has no entry since, so the saved configuration is the one before.' };
  }
  const exact = since !== undefined && others.length === 0;
  if (exact) await work.perform({ endpoint: revertBackup, request: { path: [base ?? ''] } });
  else for (const step of [...steps].reverse()) await work.takeBack(step);
  await work.reload(steps);
  const verified = since === undefined || base === undefined ? 'Not compared: the configuration history before the change cannot be read.' : await work.compare(base, exact);
  return { how: exact ? 'history' : 'inverse requests', others: others.map(({ user, description }) => `${user}: ${description}`), left: work.left, verified };
}

class Restoration {
  readonly left: string[] = [];

  constructor(
    private readonly plan: RestorePlan,
    private readonly firewall: FirewallAccess,
  ) {}

  async takeBack({ kind, status, endpoint, inverse }: SentStep): Promise<void> {
    if (kind !== 'save' || status === 'refused') return;
    if (status !== 'done') this.left.push(`${endpoint.path} (the firewall did not say whether it was done)`);
    for (const step of inverse) {
      if (step.reloads === true) continue;
      if (holdsRedacted(step.request)) this.left.push(`${step.endpoint.path} (it carries a secret that was not kept)`);
      else await this.perform(step);
    }
  }

  async reload(steps: readonly SentStep[]): Promise<void> {
    const loads = reloadsOf(steps);
    const filters = loads.some(({ endpoint }) => endpoint.path.startsWith('firewall/'));
    const before = filters ? await readFilterError(this.firewall).catch(() => 'unreadable' as const) : undefined;
    for (const step of loads) await this.perform(step);
    const after = filters ? await readFilterError(this.firewall).catch(() => 'unreadable' as const) : undefined;
    if (typeof after === 'object' && (typeof before !== 'object' || before.timestamp !== after.timestamp)) this.left.push(`the packet filter refused the rules: ${after.message}`);
  }

  async perform({ endpoint, request }: ChangeStep): Promise<void> {
    const { note, record } = this.plan;
    try {
      await note('undo', { endpoint: endpoint.path, request });
      record.sent.push(historyName(endpoint.path, request.path));
      await this.firewall.write(endpoint, request);
      await note('undone', { endpoint: endpoint.path });
    } catch (problem) {
      const why = problem instanceof OpnError ? problem.message : 'failed';
      this.left.push(`${endpoint.path} (${why})`);
      await note('undo-failed', { endpoint: endpoint.path, detail: why }).catch(() => undefined);
    }
  }

  async compare(base: string, exact: boolean): Promise<string> {
    try {
      const [before, now] = await Promise.all([readSaved(this.firewall, base), readSaved(this.firewall)]);
      if (exact) {
        const sections = differingSections(before, now);
        this.left.push(...sections.map(section => `${section} (saved otherwise than before)`));
        return sections.length === 0 ? 'The saved configuration was read back and is the one before.' : 'The saved configuration was read back and differs from the one before.';
      }
      const uuids = touchedItems(this.plan.steps);
      const wrong = uuids.filter(uuid => !isSameItem(uuid, before, now));
      this.left.push(...wrong.map(uuid => `item ${uuid} (saved otherwise than before)`));
      return `${String(uuids.length - wrong.length)} of ${String(uuids.length)} items were read back and are as before.`;
    } catch (problem) {
      this.left.push(`the comparison with the configuration before (${problem instanceof OpnError ? problem.message : 'failed'})`);
      return 'The saved configuration could not be read back.';
    }
  }
}

/** Everything that has to load anew: what the change applied itself, what saving let load, and the packet filter after anything of it was saved. */
function reloadsOf(steps: readonly SentStep[]): ChangeStep[] {
  const saved = steps.filter(({ kind, status }) => kind === 'save' && status !== 'refused').map(({ endpoint }) => endpoint.path);
  const loads = new Map<string, ChangeStep>();
  if (saved.some(path => path.startsWith('firewall/alias/'))) loads.set(aliasReconfigure.path, { endpoint: aliasReconfigure, request: {} });
  for (const { kind, status, endpoint, request, inverse } of steps) {
    if (status !== 'refused') for (const step of inverse) if (step.reloads === true) loads.set(step.endpoint.path, { endpoint: step.endpoint, request: step.request });
    // An argument of the filter's apply would start its timer.
    if (kind === 'apply') loads.set(endpoint.path, { endpoint, request: startsTimer(endpoint.path) ? {} : request });
  }
  const isFilter = (path: string): boolean => path.startsWith('firewall/') && !path.startsWith('firewall/category/');
  if (saved.some(isFilter)) loads.set(filterApply.path, { endpoint: filterApply, request: {} });
  return [...loads.values()];
}

/** True for an apply that takes a revision to go back to, on releases that have it. */
export function startsTimer(path: string): boolean {
  return /^firewall\/(filter|source_nat|one_to_one|npt)\/apply$/.test(path);
}

function touchedItems(steps: readonly SentStep[]): string[] {
  const requests = steps.flatMap(({ request, inverse }) => [request, ...inverse.map(step => step.request)]);
  return [...new Set(requests.flatMap(({ path = [] }) => path.flatMap(argument => argument.split(',')).filter(argument => UUID.test(argument))))];
}

function holdsRedacted(request: EndpointRequest): boolean {
  return JSON.stringify(request.body ?? {}).includes(JSON.stringify(REDACTED).slice(1, -1));
}
