import { type FirewallApi, OpnError, type RequestOptions } from '../../ports';
import { EVERY_ROW, reads, searches } from '../endpoints';
import { shape } from '../shape';
import { asCall } from '../workflow';

/** A shared address as `diagnostics/interface/get_vip_status` lists it. */
export interface SharedAddressRow {
  readonly vhid: string | number;
  /** MASTER, BACKUP, INIT or DISABLED. */
  readonly status: string;
}

/** The addresses that a pair shares by CARP, and who has them. */
export const sharedAddresses = searches<SharedAddressRow>('diagnostics/interface/get_vip_status', { shape: shape.object({ vhid: shape.scalar, status: shape.text }) });

/** What `core/hasync/get` tells of where settings are sent. */
export interface SynchronisationAnswer {
  readonly hasync: { readonly synchronizetoip?: string };
}

/** Where this firewall sends its settings to. */
export const synchronisation = reads<SynchronisationAnswer>('core/hasync/get', { shape: shape.object({ hasync: shape.object({ synchronizetoip: shape.optional(shape.text) }) }) });

/** Of a pair: `master` has every shared address, `backup` none of them, `mixed` some; `disabled` has CARP switched off, `none` shares no address. */
export const HA_ROLES = ['master', 'backup', 'mixed', 'disabled', 'none'] as const;

/** The part that a firewall plays in its pair. */
export type HaRole = (typeof HA_ROLES)[number];

/** The part that these addresses show. */
export function haRole(rows: readonly SharedAddressRow[]): HaRole {
  const statuses = new Set(rows.map(({ status }) => status.toUpperCase()));
  if (statuses.size === 0) return 'none';
  if (statuses.has('MASTER')) return statuses.size === 1 ? 'master' : 'mixed';
  return statuses.has('BACKUP') || statuses.has('INIT') ? 'backup' : 'disabled';
}

/** Reads the part that a firewall plays now. */
export async function readHaRole(api: Pick<FirewallApi, 'read'>, options?: RequestOptions): Promise<HaRole> {
  return haRole((await api.read(sharedAddresses, EVERY_ROW, options)).rows);
}

/** What was to be changed on a firewall of a pair. */
export interface PairedCall {
  readonly tool: string;
  /** The other firewall of the pair, as callers name it. */
  readonly peer: string;
}

/** Rejects with OPN_NOT_MASTER, and with the call that does it on the other one, when changes would be overwritten by that one or never reach it. */
export async function refuseBackup(api: Pick<FirewallApi, 'read'>, { tool, peer }: PairedCall, options?: RequestOptions): Promise<void> {
  const role = await readHaRole(api, options);
  if (role !== 'backup' && role !== 'disabled') return;
  const why = role === 'backup' ? 'it is the backup of its pair now' : 'CARP is switched off on it';
  throw new OpnError('OPN_NOT_MASTER', `${why[0]?.toUpperCase() ?? ''}${why.slice(1)}, and the master's settings replace its own; nothing was sent.`, `Call ${asCall(tool, { firewall: peer })} with the other arguments as they are: ${peer} passes the change on. If that one is down for long, let the operator take ha_peer out of the profile.`);
}
