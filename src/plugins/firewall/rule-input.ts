import { IsBoolean, IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { Describe, Optional } from '../../core';

/** What a rule can be told; what is left out keeps its value, or takes the usual one. */
export class RuleInput {
  @Describe('pass unless said') @Optional() @IsIn(['pass', 'block', 'reject']) action?: 'pass' | 'block' | 'reject';
  @Describe('in unless said') @Optional() @IsIn(['in', 'out', 'any']) direction?: 'in' | 'out' | 'any';
  @Describe('Names, with commas; empty: all') @Optional() @IsString() interface?: string;
  @Describe('inet46: both') @Optional() @IsIn(['inet', 'inet6', 'inet46']) ip_protocol?: 'inet' | 'inet6' | 'inet46';
  @Describe('any, TCP, TCP/UDP, ICMPv6 …') @Optional() @IsString() protocol?: string;
  @Describe('any, address, network, alias, LAN net, WAN address') @Optional() @IsString() source_net?: string;
  @Describe('Invert') @Optional() @IsBoolean() source_not?: boolean;
  @Describe('Port, a-b or alias') @Optional() @IsString() source_port?: string;
  @Describe('Like source_net') @Optional() @IsString() destination_net?: string;
  @Describe('Invert') @Optional() @IsBoolean() destination_not?: boolean;
  @Describe('Like source_port') @Optional() @IsString() destination_port?: string;
  @Describe('Empty: none') @Optional() @IsString() gateway?: string;
  @Describe('Log matches') @Optional() @IsBoolean() log?: boolean;
  @Describe('First match decides') @Optional() @IsBoolean() quick?: boolean;
  @Describe('Place, ascending') @Optional() @IsInt() @Min(1) @Max(999_999) sequence?: number;
  @Describe('Names, with commas') @Optional() @IsString() categories?: string;
  @Describe('Label') @Optional() @IsString() description?: string;
}
