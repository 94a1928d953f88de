import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { DNSMASQ, ranges } from '../dhcp.endpoints';
import { changeServer, ServerOutput } from '../server-change';

/** Which range. */
export class DeleteDnsmasqRangeInput {
  @Describe('From opn_list_dnsmasq_ranges') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteDnsmasqRangeOutput extends ServerOutput {
  @IsString() deleted!: string;
  /** Its first and last address. */
  @IsString() range!: string;
}

/** `opn_delete_dnsmasq_range` */
@Tool({
  name: 'opn_delete_dnsmasq_range',
  title: 'Delete a DHCP range',
  description: 'Stop Dnsmasq from handing out a range; Dnsmasq restarts.',
  effect: 'destroy',
  since: '25.1',
  input: DeleteDnsmasqRangeInput,
  output: DeleteDnsmasqRangeOutput,
  uses: [ranges.get, ranges.search, ranges.del, ranges.set, DNSMASQ.status, DNSMASQ.reconfigure],
  idempotent: true,
})
export class DeleteDnsmasqRangeTool implements WriteTool<DeleteDnsmasqRangeInput, DeleteDnsmasqRangeOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run({ uuid }: DeleteDnsmasqRangeInput, change: Change): Promise<DeleteDnsmasqRangeOutput> {
    return changeServer(this.firewall, change, DNSMASQ, async () => {
      const { start_addr: start, end_addr: end } = await ranges.remove(this.firewall, change, uuid);
      return { deleted: uuid, range: `${String(start)}-${String(end)}` };
    });
  }
}
