import { IsBoolean, Matches } from 'class-validator';
import { Describe, Optional, Text, TextList } from '../../core';
import { type Change, OpnError } from '../../ports';
import { isInSubnet, isReversed } from './addresses';
import { collectKeaOptions } from './dhcp.endpoints';
import { InterfaceKey } from './fields';
import { type Family } from './kea-family';

/** What a subnet can be given. */
export class SubnetDetails {
  @Describe('192.0.2.9-192.0.2.99, or subnets') @Optional() @TextList({ max: 50, length: 100 }) pools?: string[];
  @Describe('IPv6: key of the interface') @Optional() @InterfaceKey() interface?: string;
  @Describe('IPv4: router and name server are the firewall') @Optional() @IsBoolean() auto_options?: boolean;
  @Describe('IPv4; with commas') @Optional() @Matches(/^[\d.,]*$/, { message: 'routers must be IPv4 addresses with commas between them' }) routers?: string;
  @Describe('With commas') @Optional() @Matches(/^[\da-fA-F:.,]*$/, { message: 'dns_servers must be addresses with commas between them' }) dns_servers?: string;
  @Describe('Its purpose') @Optional() @Text() description?: string;
}

/** What was given in OPNsense's words; throws OPN_INVALID_INPUT for what the protocol does not have, and for pools that Kea would not start with. */
export function subnetValues(tool: string, family: Family, subnet: string, input: SubnetDetails): Record<string, unknown> {
  const { pools, interface: key, auto_options: auto, routers, dns_servers: servers, description } = input;
  refuseOtherFamily(tool, family, input);
  refusePools(tool, subnet, pools ?? []);
  const options = { ...(routers === undefined ? {} : { routers }), ...(servers === undefined ? {} : { [family === 'ipv4' ? 'domain_name_servers' : 'dns_servers']: servers }) };
  const auto4 = auto ?? (Object.keys(options).length > 0 ? false : undefined);
  return {
    ...(pools === undefined ? {} : { pools: pools.join('\n') }),
    ...(key === undefined ? {} : { interface: key }),
    ...(auto4 === undefined || family === 'ipv6' ? {} : { option_data_autocollect: auto4 ? '1' : '0' }),
    ...(Object.keys(options).length > 0 ? { option_data: options } : {}),
    ...(description === undefined ? {} : { description }),
  };
}

/** Lets subnets that collect their options take the firewall's address, which OPNsense does only when Kea's settings are saved as a whole. */
export async function collectOptions(change: Change, family: Family): Promise<void> {
  if (family === 'ipv4') await change.save(collectKeaOptions, { body: { dhcpv4: {} } }, () => []);
}

// OPNsense ignores what it does not know, and says that it was saved.
function refuseOtherFamily(tool: string, family: Family, input: SubnetDetails): void {
  const others = family === 'ipv4' ? (['interface'] as const) : (['auto_options', 'routers'] as const);
  const wrong = others.filter(name => input[name] !== undefined);
  if (wrong.length > 0) throw new OpnError('OPN_INVALID_INPUT', `${tool}: ${wrong.join(' and ')} cannot be given for ${family === 'ipv4' ? 'IPv4' : 'IPv6'}`, 'Nothing was sent to the firewall.');
}

function refusePools(tool: string, subnet: string, pools: readonly string[]): void {
  const refuse = (why: string): never => {
    throw new OpnError('OPN_INVALID_INPUT', `${tool}: ${why}`, 'OPNsense would take it, but Kea would not start. Nothing was sent to the firewall.');
  };
  for (const pool of pools) {
    const [first = '', last = first, ...rest] = pool.includes('/') ? [pool.split('/')[0] ?? ''] : pool.split('-').map(end => end.trim());
    if (rest.length > 0 || (!pool.includes('/') && !pool.includes('-'))) refuse(`the pool "${pool}" is neither a range nor a subnet`);
    if (subnet !== '' && !(isInSubnet(first, subnet) && isInSubnet(last, subnet))) refuse(`the pool "${pool}" is not in ${subnet}`);
    if (isReversed(first, last)) refuse(`the pool "${pool}" ends before it starts`);
  }
}
