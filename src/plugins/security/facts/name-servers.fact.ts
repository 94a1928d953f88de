import { type ConfigValue } from '../../../ports';
import { configured } from '../../../core/audit';
import { at, fieldsOf, isOn } from '../../../core/packet-filter';

/** The DNS servers of the system. */
export interface NameServers {
  /** Addresses that somebody configured. */
  readonly configured: readonly string[];
  /** Whether those that a provider hands out are used as well. */
  readonly learns: boolean;
}

/** The DNS servers of the system. */
export const nameServers = configured<NameServers>('the DNS servers of the system', 'system', value => ({ configured: textsOf(at(value, 'dnsserver')), learns: isOn(fieldsOf(value), 'dnsallowoverride') }));

function textsOf(value: ConfigValue | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).filter(each => typeof each === 'string' && each !== '') as string[];
}
