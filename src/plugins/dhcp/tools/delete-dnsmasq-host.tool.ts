import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { DNSMASQ, hosts } from '../dhcp.endpoints';
import { changeServer, ServerOutput } from '../server-change';

/** Which host. */
export class DeleteDnsmasqHostInput {
  @Describe('From opn_list_dnsmasq_hosts') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteDnsmasqHostOutput extends ServerOutput {
  @IsString() deleted!: string;
  /** Its name and addresses. */
  @IsString() host!: string;
}

/** `opn_delete_dnsmasq_host` */
@Tool({
  name: 'opn_delete_dnsmasq_host',
  title: 'Delete a host of Dnsmasq',
  description: 'Delete a reservation or a name; Dnsmasq restarts.',
  effect: 'destroy',
  optIn: true,
  since: '25.1',
  input: DeleteDnsmasqHostInput,
  output: DeleteDnsmasqHostOutput,
  uses: [hosts.get, hosts.search, hosts.del, hosts.set, DNSMASQ.status, DNSMASQ.reconfigure],
  idempotent: true,
})
export class DeleteDnsmasqHostTool implements WriteTool<DeleteDnsmasqHostInput, DeleteDnsmasqHostOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run({ uuid }: DeleteDnsmasqHostInput, change: Change): Promise<DeleteDnsmasqHostOutput> {
    return changeServer(this.firewall, change, DNSMASQ, async () => {
      const { host, ip } = await hosts.remove(this.firewall, change, uuid);
      return { deleted: uuid, host: [host, ip].filter(each => each !== '').join(' ') };
    });
  }
}
