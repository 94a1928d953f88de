import { IsArray, IsBoolean, IsIn, IsString } from 'class-validator';
import { type Choices, choicesIn, flatValues, Optional, present } from '../../core';
import { type FirewallApi } from '../../ports';
import { mdnsSettings, mdnsStatus, reconfigureMdns } from './services.endpoints';
import { SERVICE_STATES, type ServiceState } from './service-state';

/** The mDNS repeater as a service. */
export const MDNS_REPEATER = { service: 'the mDNS repeater', status: mdnsStatus, reconfigure: reconfigureMdns };

/** The mDNS repeater: what it is told to do, and whether it does. */
export class MdnsRepeater {
  @IsBoolean() enabled!: boolean;
  /** `off` means that it is not switched on, `stopped` that it should run and does not. */
  @IsIn(SERVICE_STATES) service!: ServiceState;
  /** Keys of the interfaces that it repeats between. */
  @IsArray() @IsString({ each: true }) interfaces!: string[];
  /** Networks whose queries it ignores. */
  @Optional() @IsArray() @IsString({ each: true }) blocklist?: string[];
  /** It runs only where this firewall is the CARP master. */
  @Optional() @IsBoolean() carp?: boolean;
}

/** The saved settings as OPNsense takes them, and the interfaces to choose from. */
export interface MdnsSettings {
  readonly values: Readonly<Record<string, string>>;
  readonly interfaces: Choices;
}

/** Reads the settings. */
export async function readMdnsSettings(firewall: FirewallApi): Promise<MdnsSettings> {
  const { mdnsrepeater } = await firewall.read(mdnsSettings);
  const values = Object.fromEntries(Object.entries(flatValues(mdnsrepeater)).map(([name, value]) => [name, String(value)]));
  return { values: { ...values, interfaces: inOrder(values['interfaces'] ?? '') }, interfaces: choicesIn(mdnsrepeater['interfaces']) };
}

/** A list of interfaces in an order of its own: the firewall tells them in that of their names. */
export function inOrder(keys: string): string {
  return [...new Set(keys.split(/[\s,]+/))].filter(each => each !== '').sort().join(',');
}

/** The settings as people call them. */
export function toMdnsRepeater(values: Readonly<Record<string, string>>, service: ServiceState): MdnsRepeater {
  const list = (text: string | undefined): string[] => (text ?? '').split(',').filter(each => each !== '');
  return {
    enabled: values['enabled'] === '1', service, interfaces: list(values['interfaces']),
    ...present<Partial<MdnsRepeater>>({ blocklist: list(values['blocklist']), carp: values['enablecarp'] === '1' ? true : undefined }),
  };
}

/** What a reader should know of a repeater that repeats nothing; undefined when all is well. */
export function mdnsNote({ enabled, interfaces, service }: MdnsRepeater): string | undefined {
  if (interfaces.length < 2) return 'It needs two interfaces or more to repeat anything.';
  return enabled && service === 'off' ? 'What is saved was not applied.' : undefined;
}
