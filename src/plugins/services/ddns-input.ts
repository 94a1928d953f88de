import { IsBoolean, IsString } from 'class-validator';
import { type Choices, choicesIn, chosen, Describe, type GotItem, inWords, Optional } from '../../core';
import { type FirewallApi } from '../../ports';
import { ddclientStatus, ddnsAccounts, reconfigureDdclient } from './services.endpoints';

/** The client of dynamic DNS providers. */
export const DDCLIENT = { service: 'ddclient', status: ddclientStatus, reconfigure: reconfigureDdclient };

/** What an account may have beside its provider and names; the firewall checks the texts. */
export class DdnsDetails {
  @Describe('Login') @Optional() @IsString() username?: string;
  @Describe('Or token; never shown') @Optional() @IsString() password?: string;
  @Describe('Source of the address: if, if6 (native) or a web service') @Optional() @IsString() checkip?: string;
  @Describe('Key such as wan, for checkip=if') @Optional() @IsString() interface?: string;
  @Describe('For service=custom') @Optional() @IsString() server?: string;
  @Describe('For service=custom: dyndns2, get') @Optional() @IsString() protocol?: string;
  @Describe('Where the provider wants it') @Optional() @IsString() zone?: string;
  @Describe('Its purpose') @Optional() @IsString() description?: string;
  @Describe('On or off') @Optional() @IsBoolean() enabled?: boolean;
}

/** What names an account: its provider and what it keeps up to date. */
export interface DdnsNames {
  readonly service?: string | undefined;
  readonly hostname?: string | undefined;
}

/** What this firewall offers for a new account. */
export interface DdnsChoices {
  readonly services: Choices;
  readonly checks: Choices;
  readonly protocols: Choices;
}

/** Asks what this firewall offers; it depends on its release and the client's back end. */
export async function ddnsChoices(firewall: FirewallApi): Promise<DdnsChoices> {
  const { account = {} } = (await firewall.read(ddnsAccounts.get)) as Readonly<Record<string, GotItem>>;
  return { services: choicesIn(account['service']), checks: choicesIn(account['checkip']), protocols: choicesIn(account['protocol']) };
}

/** What was given in OPNsense's words; throws OPN_INVALID_INPUT for a provider or check that this firewall does not have. */
export function ddnsValues(tool: string, { service, hostname, checkip, protocol, ...rest }: DdnsDetails & DdnsNames, { services, checks, protocols }: DdnsChoices): Record<string, string> {
  return inWords({
    service: service === undefined ? undefined : chosen(tool, 'service', service, services),
    hostnames: hostname === undefined ? undefined : hostname.split(/[\s,]+/).filter(each => each !== '').join(','),
    checkip: checkip === undefined ? undefined : chosen(tool, 'checkip', checkip, checks),
    protocol: protocol === undefined || protocol === '' ? protocol : chosen(tool, 'protocol', protocol, protocols),
    ...rest,
  });
}

/** The check of a new account that names none: its interface's address if it has one, else a web service that the firewall knows. */
export function usualCheck(interfaceKey: string | undefined, checks: Choices): string | undefined {
  if (interfaceKey !== undefined && interfaceKey !== '') return 'if';
  return ['web_dyndns', 'web_icanhazip', ...[...checks.keys()].filter(key => !key.startsWith('if'))].find(key => checks.has(key));
}
