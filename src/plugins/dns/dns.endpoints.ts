import { reads, Collection, shape, writes } from '../../core';
import { type PolicyRow, policyRow } from './blocklist';
import { type DnsForward, type ForwardRow, forwardRow, toForward } from './forward';
import { type HostAlias, type HostAliasRow, hostAliasRow, toHostAlias } from './host-alias';
import { type HostOverride, type HostOverrideRow, hostOverrideRow, toHostOverride } from './host-override';
import { type StatsAnswer, statsAnswer, type TotalsAnswer, totalsAnswer } from './statistics';

const SETTINGS = 'unbound/settings';
const maybe = shape.optional(shape.text);

/** Records that Unbound answers itself. */
export const hostOverrides = new Collection<HostOverrideRow, HostOverride>(
  { controller: SETTINGS, action: 'host_override', wrapper: 'host', noun: 'host override', row: hostOverrideRow, facts: { camelUntil: '25.1' } },
  toHostOverride,
);
/** Further names for host overrides. */
export const hostAliases = new Collection<HostAliasRow, HostAlias>(
  { controller: SETTINGS, action: 'host_alias', wrapper: 'alias', noun: 'alias of a host override', row: hostAliasRow, facts: { camelUntil: '25.1' } },
  toHostAlias,
);
/** Servers that queries are passed on to in the clear; whatever it saves becomes one. */
export const forwards = new Collection<ForwardRow, DnsForward>({ controller: SETTINGS, action: 'forward', wrapper: 'dot', noun: 'DNS forward', row: forwardRow }, row => toForward('forward', row));
/** The same over TLS. */
export const tlsForwards = new Collection<ForwardRow, DnsForward>({ controller: SETTINGS, action: 'dot', wrapper: 'dot', noun: 'DNS over TLS forward', row: forwardRow }, row => toForward('dot', row));
/** Blocklist policies; up to 25.7.7 there is only one, in the settings. */
export const policies = new Collection<PolicyRow, PolicyRow>({ controller: SETTINGS, action: 'dnsbl', wrapper: 'blocklist', noun: 'blocklist policy', row: policyRow, facts: { since: '25.7' } }, row => row);

/** Everything that is set, as forms show it. */
export interface SettingsAnswer {
  readonly unbound: { readonly dnsbl: Readonly<Record<string, unknown>> };
}
/** All settings, lists of items included: large. */
export const settings = reads<SettingsAnswer>(`${SETTINGS}/get`, { shape: shape.object({ unbound: shape.object({ dnsbl: shape.object({}) }) }) });
/** Changes the named settings. */
export const setSettings = writes<{ readonly result: string }>(`${SETTINGS}/set`);

/** Puts one domain on a list of a policy, also of the one that is loaded, without building it anew. */
export const updateBlocklist = writes<{ readonly status: string }>(`${SETTINGS}/update_blocklist`, { savesFirst: true });
/** Downloads the published lists and builds the blocklists; Unbound takes them within a minute, without a restart. */
export const buildBlocklists = writes<{ readonly status: string }>('unbound/service/dnsbl', { slow: true });
/** Whether a name is blocked for a client. */
export interface BlockTestAnswer {
  readonly status: string;
  readonly action?: string;
  readonly policy?: { readonly description?: string; readonly id?: string; readonly bl?: string };
}
/** Asks the loaded blocklists whether they block a name for a client. */
export const testBlocklist = reads<BlockTestAnswer>('unbound/diagnostics/test_blocklist', {
  method: 'POST',
  since: '25.7',
  shape: shape.object({ status: shape.text, action: maybe, policy: shape.optional(shape.object({ description: maybe, id: maybe, bl: maybe })) }),
});

/** Writes Unbound's configuration and restarts it: its cache is lost, and for a moment nobody answers. */
export const reconfigureResolver = writes<{ readonly status: string }>('unbound/service/reconfigure');
/** Whether Unbound runs. */
export const resolverStatus = reads<{ readonly status: string }>('unbound/service/status', { shape: shape.object({ status: shape.text }) });
/** What Unbound counted since it was started. */
export const resolverStatistics = reads<StatsAnswer>('unbound/diagnostics/stats', { shape: statsAnswer });
/** The most frequent names in the log of queries; the path argument is how many. */
export const queryTotals = reads<TotalsAnswer>('unbound/overview/totals', { shape: totalsAnswer });
