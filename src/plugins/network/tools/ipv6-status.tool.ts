import { IsBoolean, IsInt } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, EVERY_ROW, ListOf, Nested, neverEmpty, Optional, part, present, type ReadTool, Tool, unavailable, Unavailable } from '../../../core';
import { type ConfigValue, FirewallApi, FirewallConfig, OpnError } from '../../../ports';
import { Ipv6Interface, isIpv6Allowed, type OverviewRow, toIpv6Interfaces } from '../ipv6-interface';
import { interfacesInfo } from '../network.endpoints';

/** Nothing to say. */
export class Ipv6StatusInput {}

/** How many interfaces use IPv6. */
export class Ipv6Summary {
  @IsInt() interfaces!: number;
  @IsInt() with_ipv6!: number;
  @IsInt() ipv4_only!: number;
}

/** IPv6 per interface. */
export class Ipv6StatusOutput {
  /** False when the firewall blocks all IPv6; absent when the configuration could not be read. */
  @Optional() @IsBoolean() ipv6_allowed?: boolean;
  @Nested(() => Ipv6Summary) summary!: Ipv6Summary;
  @ListOf(() => Ipv6Interface) interfaces!: Ipv6Interface[];
  @Optional() @ListOf(() => Unavailable) unavailable?: Unavailable[];
}


interface Configured {
  readonly interfaces: ConfigValue | undefined;
  readonly allowed: boolean;
}

/** How each interface gets IPv6, and which addresses it has. */
@Tool({
  name: 'opn_ipv6_status',
  title: 'IPv6 status',
  description: 'See how each interface gets IPv6 (dhcp6, slaac, track6, static …), which addresses it really has, and whether IPv6 is allowed at all.',
  effect: 'read',
  input: Ipv6StatusInput,
  output: Ipv6StatusOutput,
  uses: [configDownload, interfacesInfo],
})
export class Ipv6StatusTool implements ReadTool<Ipv6StatusInput, Ipv6StatusOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async run(): Promise<Ipv6StatusOutput> {
    const [configured, live] = await Promise.all([
      part('saved configuration', this.configured()),
      part('live addresses', this.live()),
    ]);
    if (configured.value === undefined && live.value === undefined) throw nothingReadable(unavailable(configured, live));
    const interfaces = toIpv6Interfaces(configured.value?.interfaces, live.value);
    const enabled = interfaces.filter(each => each.enabled);
    return {
      ...present<Partial<Ipv6StatusOutput>>({ ipv6_allowed: configured.value?.allowed, unavailable: unavailable(configured, live) }),
      summary: {
        interfaces: interfaces.length,
        with_ipv6: enabled.filter(({ mode }) => mode !== 'none').length,
        ipv4_only: enabled.filter(({ mode, ipv4 }) => mode === 'none' && ipv4).length,
      },
      interfaces,
    };
  }

  private async live(): Promise<readonly OverviewRow[]> {
    return neverEmpty('interfaces', (await this.firewall.read(interfacesInfo, EVERY_ROW)).rows);
  }

  private async configured(): Promise<Configured> {
    const [interfaces, settings, allowed] = await Promise.all([
      this.config.section('interfaces'),
      this.config.section('OPNsense.Interfaces.settings'),
      this.config.section('system.ipv6allow'),
    ]);
    return { interfaces, allowed: isIpv6Allowed(settings, allowed) };
  }
}

function nothingReadable(parts: readonly Unavailable[]): OpnError {
  const code = parts[0]?.why.split(':')[0] as OpnError['code'];
  const hints = new Set(parts.flatMap(({ hint }) => hint ?? []));
  return new OpnError(code, parts.map(({ what, why }) => `${what}: ${why}`).join(' '), [...hints].join(' '));
}
