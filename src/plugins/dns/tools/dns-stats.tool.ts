import { IsInt, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListOf, Optional, part, present, Tool, type ReadTool, Unavailable, unavailable } from '../../../core';
import { FirewallApi } from '../../../ports';
import { queryTotals, resolverStatistics, resolverStatus } from '../dns.endpoints';
import { resolverState } from '../resolver';
import { stateNote } from '../resolver-state';
import { DnsStats, toCounters, toQueryLog } from '../statistics';

/** How much of the statistics. */
export class DnsStatsInput {
  @Describe('Names shown') @IsInt() @Min(0) @Max(100) top = 10;
}

/** The statistics, and what could not be read. */
export class DnsStatsOutput extends DnsStats {
  @Optional() @ListOf(() => Unavailable) unavailable?: Unavailable[];
}

/** `opn_dns_stats` */
@Tool({
  name: 'opn_dns_stats',
  title: 'Statistics of Unbound',
  description: 'See how the DNS resolver does: queries, cache hits, delays since its start, and from its query log what was asked and blocked most.',
  effect: 'read',
  input: DnsStatsInput,
  output: DnsStatsOutput,
  uses: [resolverStatus, resolverStatistics, queryTotals],
})
export class DnsStatsTool implements ReadTool<DnsStatsInput, DnsStatsOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ top }: DnsStatsInput): Promise<DnsStatsOutput> {
    const [service, counted, logged] = await Promise.all([
      resolverState(this.firewall),
      part('counters', this.firewall.read(resolverStatistics)),
      // Asked for none, the firewall counts nothing.
      part('query log', this.firewall.read(queryTotals, { path: [String(Math.max(1, top))] })),
    ]);
    const totals = logged.value;
    const log = totals === undefined || totals.total === 0 ? undefined : toQueryLog(totals);
    return {
      service,
      ...present<Partial<DnsStatsOutput>>({
        note: stateNote(service),
        counters: counted.value === undefined ? undefined : toCounters(counted.value),
        blocklist_size: totals?.blocklist_size,
        query_log: log === undefined || top > 0 ? log : { ...log, top: [], top_blocked: [] },
        // A resolver that is down has no counters: that is what the state says.
        unavailable: unavailable(...(service === 'running' || service === 'unknown' ? [counted] : []), logged),
      }),
    };
  }
}
