import { reads, Collection, writes } from 'opnsense-mcp/plugin';
import { type SubnetRow, toSubnet } from './subnet';
import { type TailscaleAnswer } from './status';

const facts = { package: 'os-tailscale' } as const;

/** `tailscale status --json` as the firewall passes it on, or why it cannot. */
export const tailscaleStatus = reads<TailscaleAnswer>('tailscale/status/status', facts);

/** Whether the service runs: `running`, `stopped` or `disabled`. */
export const serviceStatus = reads<{ readonly status: string }>('tailscale/service/status', facts);

/** The subnets that the firewall advertises. */
export const subnets = new Collection<SubnetRow, ReturnType<typeof toSubnet>>({ controller: 'tailscale/settings', action: 'subnet', wrapper: 'subnet4', noun: 'advertised subnet', always: 'subnet', facts }, toSubnet);

/** Writes the service's configuration and restarts it, or stops it where it is switched off. */
export const reconfigure = writes<{ readonly status: string }>('tailscale/service/reconfigure', facts);
