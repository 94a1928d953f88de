import { IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { Describe, Optional } from '../../../core';

/** The packet to explain. */
export class ExplainTrafficInput {
  @Describe('Address') @Optional() @IsString() source?: string;
  @Describe('Before port forwards') @Optional() @IsString() destination?: string;
  @Describe('tcp, udp, icmp …') @Optional() @IsString() protocol?: string;
  @Describe('Of the destination') @Optional() @IsInt() @Min(1) @Max(65_535) port?: number;
  @Describe('Any unless given') @Optional() @IsInt() @Min(1) @Max(65_535) source_port?: number;
  @Describe('echoreq …; of ICMPv6 a number') @Optional() @IsString() icmp_type?: string;
  @Describe('By the routes unless given') @Optional() @IsString() interface?: string;
  @Describe('As the firewall sees it') @Optional() @IsIn(['in', 'out']) direction?: 'in' | 'out';
  @Describe('Compare with the log, or explain the newest blocked packet there that fits')
  @IsIn(['no', 'compare', 'newest_blocked'])
  log: 'no' | 'compare' | 'newest_blocked' = 'no';
}
