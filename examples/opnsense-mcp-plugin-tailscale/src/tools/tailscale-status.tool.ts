import { FirewallApi, inject, IsArray, IsBoolean, IsInt, IsString, ListOf, OpnError, Optional, present, type ReadTool, Tool } from 'opnsense-mcp/plugin';
import { TailscaleOptions } from '../options';
import { type Machine, peersOf } from '../status';
import { serviceStatus, tailscaleStatus } from '../tailscale.endpoints';

/** Nothing to say. */
export class TailscaleStatusInput {}

/** A machine of the tailnet. */
export class Peer {
  @IsString() name!: string;
  @IsArray() @IsString({ each: true }) addresses!: string[];
  @IsBoolean() online!: boolean;
  @Optional() @IsString() os?: string;
  /** ISO 8601; only of one that is offline. */
  @Optional() @IsString() last_seen?: string;
  /** True for the exit node in use. */
  @Optional() @IsBoolean() exit_node?: boolean;
}

/** How Tailscale does on the firewall. */
export class TailscaleStatusOutput {
  /** `running`, `stopped` or `disabled`. */
  @IsString() service!: string;
  /** What Tailscale says of itself: `Running`, `NeedsLogin` … */
  @Optional() @IsString() state?: string;
  @Optional() @IsString() version?: string;
  @Optional() @IsString() name?: string;
  @Optional() @IsArray() @IsString({ each: true }) addresses?: string[];
  /** What Tailscale complains of. */
  @Optional() @IsArray() @IsString({ each: true }) problems?: string[];
  @Optional() @IsInt() total?: number;
  @Optional() @ListOf(() => Peer) peers?: Peer[];
  @Optional() @IsString() note?: string;
}

/** Whether Tailscale runs, and who is in the tailnet. */
@Tool({
  name: 'opn_tailscale_status',
  title: 'Tailscale on the firewall',
  description: 'Use this to see whether Tailscale runs on the firewall and is logged in, its addresses, and which peers of the tailnet are online.',
  effect: 'read',
  input: TailscaleStatusInput,
  output: TailscaleStatusOutput,
  uses: [serviceStatus, tailscaleStatus],
})
export class TailscaleStatusTool implements ReadTool<TailscaleStatusInput, TailscaleStatusOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(TailscaleOptions) private readonly options: TailscaleOptions,
  ) {}

  async run(): Promise<TailscaleStatusOutput> {
    const { status: service } = await this.firewall.read(serviceStatus);
    if (service !== 'running') return { service, note: 'Tailscale does not run: VPN > Tailscale > Settings switches it on.' };
    const answer = await this.firewall.read(tailscaleStatus);
    if (answer.error !== undefined) throw new OpnError('OPN_REFUSED', `The firewall cannot ask Tailscale: ${answer.error}`, 'Look at the service, then ask again.');
    const peers = peersOf(answer);
    return present<TailscaleStatusOutput>({
      service,
      state: answer.BackendState,
      version: answer.Version,
      name: nameOf(answer.Self ?? {}),
      addresses: [...(answer.Self?.TailscaleIPs ?? [])],
      problems: answer.Health === null || answer.Health === undefined || answer.Health.length === 0 ? undefined : [...answer.Health],
      total: peers.length,
      peers: peers.slice(0, this.options.maxPeers).map(toPeer),
      note: answer.BackendState === 'NeedsLogin' ? 'It has to be logged in: VPN > Tailscale > Status shows the link.' : undefined,
    });
  }
}

function toPeer(machine: Machine): Peer {
  const online = machine.Online === true;
  return present<Peer>({
    name: nameOf(machine) ?? '?',
    addresses: [...(machine.TailscaleIPs ?? [])],
    online,
    os: machine.OS === '' ? undefined : machine.OS,
    last_seen: online || machine.LastSeen?.startsWith('0001') === true ? undefined : machine.LastSeen,
    exit_node: machine.ExitNode === true ? true : undefined,
  });
}

/** The name in the tailnet's DNS says more than the machine's own. */
function nameOf({ DNSName, HostName }: Machine): string | undefined {
  return DNSName === undefined || DNSName === '' ? HostName : DNSName.replace(/\.$/, '');
}
