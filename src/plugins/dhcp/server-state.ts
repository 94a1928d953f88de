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

/** How a server stands; where that is unknown for want of a privilege, which one grants it. */
export interface ServerStanding {
  readonly state: ServerState;
  readonly lacking?: string | undefined;
}

/** Asks how a server stands; rejects only with what would fail everything else, too. */
export async function serverStanding(firewall: FirewallApi, status: ReadEndpoint<StatusAnswer>): Promise<ServerStanding> {
  const { value, problem } = await part('service', firewall.read(status));
  // The controller of ISC DHCP fails where the configuration has no section for it, as on new installations since 25.7.
  if (problem?.why.startsWith('OPN_FIREWALL_FAULT') === true && status.path.startsWith('dhcp')) return { state: 'off' };
  if (problem?.why.startsWith('OPN_FORBIDDEN') === true) return { state: 'unknown', lacking: problem.hint };
  if (value?.status === 'running' || value?.status === 'stopped') return { state: value.status };
  return { state: value?.status === 'disabled' ? 'off' : 'unknown' };
}

/** Asks how a server stands, as `serverStanding` does, for whom the reason does not matter. */
export async function serverState(firewall: FirewallApi, status: ReadEndpoint<StatusAnswer>): Promise<ServerState> {
  return (await serverStanding(firewall, status)).state;
}

/** What a reader of a list should know of its server; undefined when it runs. */
export function stateNote(server: string, { state, lacking }: ServerStanding, listed: number): string | undefined {
  const left = listed > 0 ? ' What is listed is what it left behind.' : '';
  const notes = {
    running: undefined,
    stopped: `${server} is switched on but does not run.${left}`,
    off: `${server} is installed but not switched on.${left}`,
    unknown: `The firewall does not tell whether ${server} runs.${lacking === undefined ? '' : ` ${lacking}`}`,
  } as const;
  return notes[state];
}
