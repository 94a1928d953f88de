import { part } from '../../core';
import { type Change, type FirewallApi, OpnError, type ReadEndpoint, type WriteEndpoint } from '../../ports';

/** What a service's `status` answers. */
export interface StatusAnswer {
  readonly status: string;
}

/** How a service stands: `off` is not switched on, `stopped` is switched on but does not run, `unknown` when the firewall does not tell. */
export const SERVICE_STATES = ['running', 'stopped', 'off', 'unknown'] as const;

/** How a service stands. */
export type ServiceState = (typeof SERVICE_STATES)[number];

/** Asks how a service stands; rejects only with what would fail everything else, too. */
export async function serviceState(firewall: FirewallApi, status: ReadEndpoint<StatusAnswer>): Promise<ServiceState> {
  const { value } = await part('service', firewall.read(status));
  return stateOf(value?.status);
}

/** OPNsense's word for how a service stands. */
export function stateOf(word: unknown): ServiceState {
  if (word === 'running' || word === 'stopped') return word;
  return word === 'disabled' ? 'off' : 'unknown';
}

/** A service that reads what was saved when it is told to. */
export interface ChangedService {
  readonly service: string;
  readonly status: ReadEndpoint<StatusAnswer>;
  readonly reconfigure: WriteEndpoint<{ readonly status: string }>;
}

/** Saves something and restarts the service with it; when the service ran before and does not start with it, all is taken back. */
export async function changeService<T>(firewall: FirewallApi, change: Change, { service, status, reconfigure }: ChangedService, save: () => Promise<T>): Promise<T & { service: ServiceState }> {
  const [before, saved] = [await serviceState(firewall, status), await save()];
  await change.apply(reconfigure);
  const after = await serviceState(firewall, status);
  if (before === 'running' && after === 'stopped') throw new OpnError('OPN_REFUSED', `${service} did not start with this change.`, `The log of ${service} (System > Log Files) says why.`);
  return { ...saved, service: after };
}
