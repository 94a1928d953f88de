import { reads } from '../../core';
import { type FirewallApi, OpnError } from '../../ports';

interface Subsystem {
  readonly statusCode?: number;
  readonly message?: string;
  readonly timestamp?: string;
}

const systemStatus = reads<Readonly<Record<string, unknown>>>('core/system/status');

/** What looking for a complaint asks of the firewall. */
export const filterErrorEndpoints = [systemStatus];

/** A complaint of the packet filter about its rules: OPNsense answers OK to an apply whose rules pf refused. */
export interface FilterError {
  /** Changes with every new complaint. */
  readonly timestamp: string;
  readonly message: string;
}

/** The packet filter's present complaint; undefined when there is none, `'forbidden'` when the key may not ask, `'unreadable'` when the firewall cannot tell. */
export async function readFilterError(firewall: Pick<FirewallApi, 'read'>): Promise<FilterError | undefined | 'forbidden' | 'unreadable'> {
  try {
    return toError(await firewall.read(systemStatus, {}, { anew: true }));
  } catch (problem) {
    if (problem instanceof OpnError && problem.code === 'OPN_FORBIDDEN') return 'forbidden';
    if (problem instanceof OpnError && ['OPN_NO_ENDPOINT', 'OPN_BAD_ANSWER', 'OPN_FIREWALL_FAULT', 'OPN_REFUSED'].includes(problem.code)) return 'unreadable';
    throw problem;
  }
}

// Up to 24.7 the subsystems stand at the top, in capitals.
function toError(answer: Readonly<Record<string, unknown>>): FilterError | undefined {
  const subsystems = typeof answer['subsystems'] === 'object' && answer['subsystems'] !== null ? (answer['subsystems'] as Readonly<Record<string, Subsystem>>) : answer;
  const found = Object.entries(subsystems).find(([name]) => name.toLowerCase() === 'firewall')?.[1] as Subsystem | undefined;
  if (found === undefined || Number(found.statusCode) >= 0 || found.message === undefined) return undefined;
  return { timestamp: String(found.timestamp ?? ''), message: found.message };
}
