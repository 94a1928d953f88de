import { type EndpointRequest, type FirewallApi, OpnError, REDACTED } from '../../ports';
import { type ChangeRecord, historyName, type SentStep } from './change-record';
import { itemsIn } from './comparison';
import { entriesAfter, type HistoryEntry, isMadeByTimer, readHistoryIfAllowed, readSaved } from './configuration-history';
import { itemDifferences } from './item-differences';
import { textsOfItem, valueDifferences } from './saved-difference';

/** Several entries of one request, as when a deletion takes others along, lie as close together as it took, and a little more. */
const SLACK_SECONDS = 0.5;
/** How long a request may have taken of which nobody knows. */
const UNKNOWN_SECONDS = 5;

/** What of a change tells which entries it made. */
export type Sender = Pick<ChangeRecord, 'sent' | 'wasTimed'> & { readonly steps: readonly SentStep[] };

/** The entries of the history since a change began, oldest first, by who made them. */
export interface Attribution {
  readonly all: readonly HistoryEntry[];
  /** Made by the change, or by the firewall's own timer that it started. */
  readonly own: readonly HistoryEntry[];
  readonly others: readonly HistoryEntry[];
}

/** Who made the entries after that one; undefined when the history cannot be read, or does not reach back that far. */
export async function attributeSince(base: string | undefined, sender: Sender, firewall: Pick<FirewallApi, 'read'>): Promise<Attribution | undefined> {
  const history = base === undefined ? undefined : await readHistoryIfAllowed(firewall);
  const since = history === undefined || base === undefined ? undefined : entriesAfter(history, base);
  return since === undefined || base === undefined ? undefined : attribute(since, base, sender, firewall);
}

/**
 * Who made the entries that follow the one with that id. A request that got no clear answer may never have arrived: an entry of that name counts
 * as made by it only when it holds what the request carried. Nor does one request add two items of a kind: the second is somebody else's.
 */
export async function attribute(entries: readonly HistoryEntry[], base: string, sender: Sender, firewall: Pick<FirewallApi, 'read'>): Promise<Attribution> {
  const foreign = new Set<string>();
  const checked = new Set<string>();
  const spanOf = (entry: HistoryEntry): Span => ({ before: entries[entries.indexOf(entry) - 1]?.id ?? base, id: entry.id });
  for (;;) {
    const { others, along } = share(entries, sender, foreign);
    const own = entries.filter(entry => !others.includes(entry));
    const doubtful = own.find(entry => !checked.has(entry.id) && (unansweredOf(entry, sender).length > 0 || (along.has(entry) && carriesContent(entry, sender))));
    if (doubtful === undefined) return { all: entries, own, others };
    checked.add(doubtful.id);
    const unanswered = unansweredOf(doubtful, sender);
    const first = along.get(doubtful);
    const isOwn = unanswered.length > 0 || first === undefined ? await holdsAny(unanswered, spanOf(doubtful), firewall) : !(await addBothAlike(spanOf(first), spanOf(doubtful), firewall));
    if (!isOwn) foreign.add(doubtful.id);
  }
}

/** What one entry changed: from the one before it. */
interface Span {
  readonly before: string;
  readonly id: string;
}

interface Shares {
  readonly others: readonly HistoryEntry[];
  /** The further entries of one request, each with its first. */
  readonly along: ReadonlyMap<HistoryEntry, HistoryEntry>;
}

/** The entries that none of the requests, sent in this order, has made, nor the firewall's own timer that goes back to before them. */
function share(all: readonly HistoryEntry[], sender: Sender, foreign: ReadonlySet<string>): Shares {
  const { sent, wasTimed } = sender;
  const entries = wasTimed === true ? all.filter(entry => !isMadeByTimer(entry)) : all;
  const along = new Map<HistoryEntry, HistoryEntry>();
  let next = 0;
  let last: HistoryEntry | undefined;
  const others = entries.filter(entry => {
    if (foreign.has(entry.id)) return true;
    const isUser = last === undefined || last.user === entry.user;
    const index = entry.request === undefined ? -1 : sent.indexOf(entry.request, next);
    if (isUser && index >= 0) {
      next = index + 1;
      last = entry;
      return false;
    }
    if (!isUser || last === undefined || last.request !== entry.request || entry.time - last.time > secondsOf(last, sender)) return true;
    along.set(entry, last);
    return false;
  });
  return { others, along };
}

function secondsOf({ request }: HistoryEntry, { steps }: Sender): number {
  const took = steps.filter(step => historyName(step.endpoint.path, step.request.path) === request).map(step => step.took);
  return took.length === 0 || took.includes(undefined) ? UNKNOWN_SECONDS : SLACK_SECONDS + Math.max(...took.map(Number)) / 1000;
}

/** The requests that may have made the entry, when none of them was answered; what has no content does the same whoever sent it. */
function unansweredOf({ request }: HistoryEntry, { steps }: Sender): EndpointRequest[] {
  const candidates = steps.filter(step => historyName(step.endpoint.path, step.request.path) === request);
  if (candidates.some(({ status, request: { body } }) => status === 'done' || body === undefined)) return [];
  return candidates.map(each => each.request);
}

function carriesContent({ request }: HistoryEntry, { steps }: Sender): boolean {
  return steps.some(step => historyName(step.endpoint.path, step.request.path) === request && step.request.body !== undefined);
}

/** True when both added an item of the same kind; also when that cannot be told, as going back must throw away nothing of others. */
async function addBothAlike(first: Span, second: Span, firewall: Pick<FirewallApi, 'read'>): Promise<boolean> {
  const kindsOf = async ({ before, id }: Span): Promise<string[]> =>
    itemDifferences(await readSaved(firewall, before), await readSaved(firewall, id), () => false).flatMap(({ uuid, change, section }) => (uuid !== undefined && change === 'added' ? [section] : []));
  return unlessUnreadable(async () => {
    const added = new Set(await kindsOf(first));
    return (await kindsOf(second)).some(kind => added.has(kind));
  }, true);
}

/** True when one of the requests is found in what an entry changed: each of its texts is a value, an entry of a list, or the name of what was changed. */
function holdsAny(requests: readonly EndpointRequest[], { before, id }: Span, firewall: Pick<FirewallApi, 'read'>): Promise<boolean> {
  return unlessUnreadable(async () => {
    const [then, now] = await Promise.all([readSaved(firewall, before), readSaved(firewall, id)]);
    const changed = new Set(valueDifferences(then, now, () => false).flatMap(({ path, to = '' }) => [...path.split(/[.[\]]/), to, ...to.split(/[\n,]/)]));
    return requests.some(request => {
      const items = itemsIn([{ request }]);
      const present = items.length === 0 ? changed : new Set(items.flatMap(item => textsOfItem(item, now)));
      return textsIn(request.body).every(text => present.has(text));
    });
  }, false);
}

/** What is read from saved configurations, or else what to take it for when the firewall does not give them. */
async function unlessUnreadable(read: () => Promise<boolean>, otherwise: boolean): Promise<boolean> {
  try {
    return await read();
  } catch (problem) {
    if (problem instanceof OpnError && ['OPN_FORBIDDEN', 'OPN_BAD_ANSWER', 'OPN_NOT_FOUND'].includes(problem.code)) return otherwise;
    throw problem;
  }
}

/** Every value that a request carries, apart from empty ones, flags and secrets that were not kept. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  const text = String(value ?? '');
  return ['', '0', '1'].includes(text) || text.includes(REDACTED) ? [] : [text];
}
