import { present } from '../../core';
import { type FirewallApi, OpnError, type ReadEndpoint } from '../../ports';
import { type AlertRow, type CrowdsecAlert, type CrowdsecDecision, type DecisionRow, type ListedAlert } from './crowdsec';
import { crowdsecAlerts, crowdsecDecisions, oldCrowdsecAlerts, oldCrowdsecDecisions } from './services.endpoints';

/** What was found, and how much there is. */
export interface Found<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** Which page, and the words that must occur. */
export interface Wanted {
  readonly search: string;
  readonly limit: number;
  readonly page: number;
}

/** A page of the alerts, on any release. */
export function readAlerts(firewall: FirewallApi, wanted: Wanted): Promise<Found<CrowdsecAlert>> {
  return page(firewall, wanted, crowdsecAlerts, alertOf, async () => (await firewall.read(oldCrowdsecAlerts)).map(fromListed));
}

/** A page of the decisions that hold, on any release. */
export function readDecisions(firewall: FirewallApi, wanted: Wanted): Promise<Found<CrowdsecDecision>> {
  return page(firewall, wanted, crowdsecDecisions, decisionOf, async () => (await firewall.read(oldCrowdsecDecisions)).flatMap(decisionsOf));
}

async function page<Row, T extends object>(firewall: FirewallApi, { search, limit, page: number }: Wanted, endpoint: ReadEndpoint<{ readonly rows: readonly Row[]; readonly total: number }>, toItem: (row: Row) => T, all: () => Promise<readonly T[]>): Promise<Found<T>> {
  try {
    const { rows, total } = await firewall.read(endpoint, { body: { current: number, rowCount: limit, searchPhrase: search } });
    return { items: rows.map(toItem), total };
  } catch (problem) {
    if (!(problem instanceof OpnError) || problem.code !== 'OPN_NEEDS_RELEASE') throw problem;
  }
  // Up to 25.1 the firewall lists everything at once.
  const words = search.toLowerCase().split(/\s+/);
  const found = (await all()).filter(item => words.every(word => Object.values(item).join(' ').toLowerCase().includes(word)));
  return { items: found.slice((number - 1) * limit, number * limit), total: found.length };
}

function alertOf(row: AlertRow): CrowdsecAlert {
  return present<CrowdsecAlert>({ id: String(row.id), source: row.value, reason: row.reason, country: row.country, as: row.as, decisions: row.decisions, time: row.created });
}

function fromListed({ id, created_at: time, scenario, source: from, decisions }: ListedAlert): CrowdsecAlert {
  const counts = new Map<string, number>();
  for (const { type } of decisions ?? []) if (type !== undefined) counts.set(type, (counts.get(type) ?? 0) + 1);
  const decided = [...counts].map(([type, count]) => `${type}:${String(count)}`).join(' ');
  return present<CrowdsecAlert>({ id: String(id), source: `${from?.scope ?? ''}:${from?.value ?? ''}`, reason: scenario ?? '', country: from?.cn, as: from?.as_name, decisions: decided, time });
}

function decisionOf(row: DecisionRow): CrowdsecDecision {
  return present<CrowdsecDecision>({ id: String(row.id), target: row.scope_value, action: row.action, reason: row.reason, origin: row.source, country: row.country, as: row.as, expires_in: row.expiration });
}

function decisionsOf({ source: from, decisions }: ListedAlert): CrowdsecDecision[] {
  const holding = (decisions ?? []).filter(({ duration }) => duration?.startsWith('-') !== true);
  return holding.map(({ id, scope, value, type, scenario, origin, duration }) =>
    present<CrowdsecDecision>({ id: String(id), target: `${scope ?? ''}:${value ?? ''}`, action: type ?? '', reason: scenario ?? '', origin, country: from?.cn, as: from?.as_name, expires_in: duration }));
}
