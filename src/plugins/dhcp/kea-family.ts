import { IsIn } from 'class-validator';
import { Describe, ListInput, Uuid } from '../../core';
import { KEA4, KEA6 } from './dhcp.endpoints';

/** Address families. */
export type Family = 'ipv4' | 'ipv6';

/** The side of Kea that serves a family. */
export function keaOf(family: Family): typeof KEA4 {
  return family === 'ipv4' ? KEA4 : KEA6;
}

/** The family of an address or a subnet. */
export function familyOf(address: string): Family {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

/** Which of Kea's items. */
export class KeaListInput extends ListInput {
  override limit = 25;
  @Describe('ipv6 since 25.1') @IsIn(['ipv4', 'ipv6']) family: Family = 'ipv4';
}

/** One of Kea's items. */
export class KeaItemInput {
  @Describe('From the list tool') @Uuid() uuid!: string;
  @Describe('Protocol') @IsIn(['ipv4', 'ipv6']) family: Family = 'ipv4';
}
