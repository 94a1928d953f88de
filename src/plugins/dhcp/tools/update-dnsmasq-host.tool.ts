import { IsArray, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, refuseEmpty, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { refuseConflicts } from '../conflicts';
import { DNSMASQ, hosts } from '../dhcp.endpoints';
import { HostDetails, hostHolders, hostValues } from '../dnsmasq-host-input';
import { changeServer, differing, ServerOutput } from '../server-change';
import { serverState } from '../server-state';

/** Which host, and what it is to be. */
export class UpdateDnsmasqHostInput extends HostDetails {
  @Describe('From opn_list_dnsmasq_hosts') @Uuid() uuid!: string;
}

/** What was changed. */
export class UpdateDnsmasqHostOutput extends ServerOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_update_dnsmasq_host';

/** `opn_update_dnsmasq_host` */
@Tool({
  name: TOOL,
  title: 'Change a host of Dnsmasq',
  description: 'Change the given fields of a host; Dnsmasq restarts.',
  effect: 'destroy',
  optIn: true,
  since: '25.1',
  input: UpdateDnsmasqHostInput,
  output: UpdateDnsmasqHostOutput,
  uses: [hosts.get, hosts.search, hosts.set, DNSMASQ.status, DNSMASQ.reconfigure],
  idempotent: true,
})
export class UpdateDnsmasqHostTool implements WriteTool<UpdateDnsmasqHostInput, UpdateDnsmasqHostOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...input }: UpdateDnsmasqHostInput, change: Change): Promise<UpdateDnsmasqHostOutput> {
    refuseEmpty(TOOL, input);
    const [former, holders] = await Promise.all([hosts.existing(this.firewall, uuid), hostHolders(this.firewall)]);
    const values = differing(hostValues(TOOL, input), former);
    const changed = Object.keys(values);
    if (changed.length === 0) return { uuid, changed, service: await serverState(this.firewall, DNSMASQ.status) };
    const now = (name: string): string[] => String(values[name] ?? former[name] ?? '').split(',').filter(each => each !== '' && each !== '*');
    const ids = [...now('hwaddr'), ...now('client_id')];
    if (ids.length > 0) refuseConflicts(TOOL, { uuid, ips: now('ip'), ids }, holders);
    return changeServer(this.firewall, change, DNSMASQ, async () => {
      await hosts.change(change, uuid, values, former);
      return { uuid, changed };
    });
  }
}
