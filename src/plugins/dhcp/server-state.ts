import { part } from '../../core';
import { type FirewallApi, type ReadEndpoint } from '../../ports';

/** What a service's `status` answers. */
export interface StatusAnswer {
  readonly status: string;
}

/** How a server stands: `off` is not switched on, `stopped` is switched on but does not run, `unknown` when the firewall does not tell. */
export const SERVER_STATES = ['running', 'stopped', 'off', 'unknown'] as const;

/** How a server stands. */
export type ServerState = (typeof SERVER_STATES)[number];

/** Asks how a server stands; rejects only with what would fail everything else, too. */
export async function serverState(firewall: FirewallApi, status: ReadEndpoint<StatusAnswer>): Promise<ServerState> {
  const { value, problem } = await part('service', firewall.read(status));
  // The controller of ISC DHCP fails where the configuration has no section for it, as on new installations since 25.7.
  if (problem !== undefined) return problem.why.startsWith('OPN_FIREWALL_FAULT') && status.path.startsWith('dhcp') ? 'off' : 'unknown';
  if (value?.status === 'running' || value?.status === 'stopped') return value.status;
  return value?.status === 'disabled' ? 'off' : 'unknown';
}

/** What a reader of a list should know of its server; undefined when it runs. */
export function stateNote(server: string, state: ServerState, listed: number): string | undefined {
  const left = listed > 0 ? ' What is listed is what it left behind.' : '';
  const notes = {
    running: undefined,
    stopped: `${server} is switched on but does not run.${left}`,
    off: `${server} is installed but not switched on.${left}`,
    unknown: `The firewall does not tell whether ${server} runs.`,
  } as const;
  return notes[state];
}
