import { IsIn, IsString, MaxLength } from 'class-validator';
import { Describe, Optional, Uuid } from '../../core';

const STATE_TYPES = ['keep', 'sloppy', 'modulate', 'synproxy', 'none'] as const;

/** What a rule is rarely told; what is left out keeps its value. */
export class RuleOptions {
  @Describe('Stand right before that rule of its own kind (uuid)') @Optional() @Uuid() before?: string;
  @Describe('Or right after that one') @Optional() @Uuid() after?: string;
  @Describe('Of ICMP or ICMPv6, with commas: echo-request; empty: all') @Optional() @IsString() @MaxLength(300) icmp_types?: string;
  @Describe('Name; empty: always') @Optional() @IsString() @MaxLength(100) schedule?: string;
  @Describe('How connections are kept in mind') @Optional() @IsIn(STATE_TYPES) state_type?: (typeof STATE_TYPES)[number];
  @Describe('Gateway that answers go to; off: by the routes; empty: as usual') @Optional() @IsString() @MaxLength(100) reply_to?: string;
}
