import { IsBoolean } from 'class-validator';
import { Describe, inWords, Optional, Text } from '../../core';
import { OpnError } from '../../ports';
import { AddressText, DomainOrNone, familyOf, Port } from './fields';

/** What a forward can be given beside its server. */
export class ForwardFields {
  @Describe('Only names in it; empty for all') @Optional() @DomainOrNone() domain?: string;
  @Describe('53, or 853 over TLS, unless said') @Optional() @Port() port?: number;
  @Describe('dot: name on the server\'s certificate') @Optional() @DomainOrNone() verify?: string;
  @Describe('Ask by TCP only') @Optional() @IsBoolean() tcp?: boolean;
  @Describe('Active or not') @Optional() @IsBoolean() enabled?: boolean;
  @Optional() @Describe('What it is for') @Text() description?: string;
}

/** The same with a server. */
export class ForwardInput extends ForwardFields {
  @Describe('Its address') @Optional() @AddressText() server?: string;
}

/** A forward in OPNsense's words; throws OPN_INVALID_INPUT for a server that is no address. */
export function forwardValues(tool: string, { domain, server, port, verify, tcp, enabled, description }: ForwardInput): Record<string, string> {
  if (server !== undefined && familyOf(server) === undefined) throw new OpnError('OPN_INVALID_INPUT', `${tool}: server: '${server}' is no IP address.`, 'Unbound passes queries on to addresses only; nothing was sent to the firewall.');
  return inWords({ domain, server, port, verify, forward_tcp_upstream: tcp, enabled, description });
}
