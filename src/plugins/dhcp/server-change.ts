import { IsIn } from 'class-validator';
import { type Change, type FirewallApi, OpnError, type ReadEndpoint, type WriteEndpoint } from '../../ports';
import { SERVER_STATES, type ServerState, serverState, type StatusAnswer } from './server-state';

/** What every change of a DHCP server tells of the server. */
export class ServerOutput {
  /** How the server stands with the change: `off` means that it takes effect once the server is switched on. */
  @IsIn(SERVER_STATES) service!: ServerState;
}

/** A server that reads what was saved when it is told to. */
export interface ChangedServer {
  readonly server: string;
  readonly status: ReadEndpoint<StatusAnswer>;
  readonly reconfigure: WriteEndpoint<{ readonly status: string }>;
}

/** Saves something and restarts the server with it; when the server ran before and does not start with it, all is taken back. */
export async function changeServer<T>(firewall: FirewallApi, change: Change, { server, status, reconfigure }: ChangedServer, save: () => Promise<T>): Promise<T & ServerOutput> {
  const [before, saved] = [await serverState(firewall, status), await save()];
  await change.apply(reconfigure);
  const service = await serverState(firewall, status);
  if (before === 'running' && service === 'stopped') throw new OpnError('OPN_REFUSED', `${server} did not start with this change.`, `The log of ${server} says why (System > Log Files, or Services > ${server}).`);
  return { ...saved, service };
}

/** The values that differ from the present ones, and those that the item does not have at all, be they empty. */
export function differing(values: Readonly<Record<string, string>>, former: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !Object.hasOwn(former, name) || String(former[name] ?? '') !== value));
}
