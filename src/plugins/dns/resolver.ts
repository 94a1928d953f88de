import { IsIn, IsString } from 'class-validator';
import { ListOutput, Optional, part } from '../../core';
import { type Change, type FirewallApi, OpnError } from '../../ports';
import { reconfigureResolver, resolverStatus } from './dns.endpoints';
import { RESOLVER_STATES, type ResolverState, stateNote } from './resolver-state';

/** What every change of the resolver tells of it. */
export class ResolverOutput {
  /** `off` means that the change takes effect once Unbound is switched on. */
  @IsIn(RESOLVER_STATES) service!: ResolverState;
}

/** What every list of what Unbound answers tells beside its items. */
export class ResolverListOutput extends ListOutput {
  /** Why nothing of this is in effect; absent when Unbound runs, or nobody tells. */
  @Optional() @IsString() note?: string;
}

/** Why nothing that is listed is in effect; undefined when Unbound runs, or nobody tells. */
export async function offNote(firewall: FirewallApi): Promise<string | undefined> {
  const state = await resolverState(firewall);
  return state === 'unknown' ? undefined : stateNote(state);
}

/** Asks how Unbound stands; rejects only with what would fail everything else, too. */
export async function resolverState(firewall: FirewallApi): Promise<ResolverState> {
  const { value } = await part('service', firewall.read(resolverStatus));
  if (value?.status === 'running' || value?.status === 'stopped') return value.status;
  return value?.status === 'disabled' ? 'off' : 'unknown';
}

/** Restarts Unbound with what is saved; throws OPN_REFUSED when it ran before and does not come up, although OPNsense says ok. */
export async function restartResolver(firewall: FirewallApi, change: Change, before: ResolverState): Promise<ResolverState> {
  await change.apply(reconfigureResolver);
  const after = await resolverState(firewall);
  if (before !== 'running' || after !== 'stopped') return after;
  throw new OpnError('OPN_REFUSED', 'Unbound does not start with this configuration.', 'The log of Unbound (Services > Unbound DNS > Log File) names the record or setting.');
}

/** Saves something and restarts Unbound with it; when it ran before and does not come up, all is taken back. */
export async function changeResolver<T>(firewall: FirewallApi, change: Change, save: () => Promise<T>): Promise<T & ResolverOutput> {
  const before = await resolverState(firewall);
  const saved = await save();
  return { ...saved, service: await restartResolver(firewall, change, before) };
}
