import { configured } from '../../../core/audit';
import { entriesOf, fieldsOf, isOn, textOf } from '../../../core/packet-filter';

/** The settings of Dnsmasq as a DNS server. */
export interface Dnsmasq {
  /** False as well where it only gives addresses out. */
  readonly answers: boolean;
  readonly dnssec: boolean;
  /** Interfaces that it listens on; none for all of them. */
  readonly interfaces: readonly string[];
}

/** The settings of Dnsmasq as a DNS server. */
export const dnsmasq = configured<Dnsmasq>('the settings of Dnsmasq', 'dnsmasq', value => {
  const fields = fieldsOf(value);
  return { answers: isOn(fields, 'enable') && textOf(fields, 'port') !== '0', dnssec: isOn(fields, 'dnssec'), interfaces: entriesOf(textOf(fields, 'interface')) };
});
