import { IsBoolean, IsInt, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';
import { compareReleases, type ConfigValue, type FirewallApi, type FirewallConfig } from '../../ports';
import { elementsOf, type Names, textOf } from './configured-rules';

/** A rule as `firewall/source_nat/search_rule` lists it, which hides some of them on each release. */
export interface SourceNatRow {
  readonly uuid: string;
}

/** What every row has. */
export const sourceNatRow = shape.object({ uuid: shape.name });

/** A rule that gives what leaves another source address. */
export class SourceNatRule {
  @IsString() uuid!: string;
  @IsBoolean() enabled!: boolean;
  /** Name of the interface by which it leaves. */
  @IsString() interface!: string;
  @Optional() @IsString() ip_protocol?: string;
  @Optional() @IsString() protocol?: string;
  @IsString() source!: string;
  @Optional() @IsBoolean() source_not?: boolean;
  @Optional() @IsString() source_port?: string;
  @IsString() destination!: string;
  @Optional() @IsBoolean() destination_not?: boolean;
  @Optional() @IsString() destination_port?: string;
  /** The address or alias that it gets: `wanip` is that of WAN. */
  @Optional() @IsString() target?: string;
  @Optional() @IsString() target_port?: string;
  /** True when the source port stays. */
  @Optional() @IsBoolean() static_port?: boolean;
  /** True when it keeps traffic from being translated. */
  @Optional() @IsBoolean() no_nat?: boolean;
  @Optional() @IsBoolean() log?: boolean;
  @Optional() @IsInt() sequence?: number;
  @Optional() @IsString() description?: string;
}

/** The rules that the configuration holds, in their order. */
export function configuredSourceNat(rules: ConfigValue | undefined, { interfaces }: Names): SourceNatRule[] {
  const found = elementsOf(rules).map(rule => {
    const text = (name: string): string => textOf(rule, name);
    const isOn = (name: string): true | undefined => text(name) === '1' || undefined;
    return present<SourceNatRule>({
      uuid: text('@uuid'), enabled: text('enabled') !== '0', interface: interfaces.get(text('interface')) ?? text('interface'), ip_protocol: text('ipprotocol'), protocol: text('protocol').toUpperCase(),
      source: text('source_net') || 'any', source_not: isOn('source_not'), source_port: text('source_port'),
      destination: text('destination_net') || 'any', destination_not: isOn('destination_not'), destination_port: text('destination_port'),
      target: text('target'), target_port: text('target_port'), static_port: isOn('staticnatport'), no_nat: isOn('nonat'), log: isOn('log'),
      sequence: Number(text('sequence')) || undefined, description: text('description'),
    });
  });
  return found.sort((left, right) => (left.sequence ?? 0) - (right.sequence ?? 0));
}

/** Which rules of source NAT are in effect. */
export type SourceNatMode = 'automatic' | 'hybrid' | 'advanced' | 'disabled';

/** The mode that is saved; automatic unless another one is. */
export async function sourceNatMode(config: FirewallConfig): Promise<SourceNatMode> {
  const mode = await config.section('nat.outbound.mode');
  return mode === 'hybrid' || mode === 'advanced' || mode === 'disabled' ? mode : 'automatic';
}

/** Why such rules are not in effect; undefined when they are. Up to 25.7 they are in every mode. */
export async function idleNote(firewall: FirewallApi, mode: SourceNatMode): Promise<string | undefined> {
  const release = (await firewall.version())?.release;
  if (mode === 'hybrid' || mode === 'advanced' || release === undefined || compareReleases(release, '26.1') < 0) return undefined;
  return `Source NAT is ${mode}, so these rules are not in effect; choose hybrid or manual under Firewall > NAT > Source NAT.`;
}
