import { configured } from '../../../core/audit';
import { type ConfigValue } from '../../../ports';
import { at, entriesOf, fieldsOf, isFilled, isOn, textOf } from '../../../core/packet-filter';

/** The mDNS repeater. */
export interface MdnsRepeater {
  readonly enabled: boolean;
  /** Keys of the interfaces that it repeats between. */
  readonly interfaces: readonly string[];
}

/** The mDNS repeater's settings; off where the plugin is missing. */
export const mdnsRepeater = configured<MdnsRepeater>('the settings of the mDNS repeater', 'OPNsense.MDNSRepeater', value => {
  const fields = fieldsOf(value);
  return { enabled: isOn(fields, 'enabled'), interfaces: entriesOf(textOf(fields, 'interfaces') || 'lan') };
});

/** How devices inside may open ports of the firewall by themselves. */
export interface PortMapping {
  /** Protocols by which they ask. */
  readonly protocols: readonly string[];
  /** Addresses and networks that may, in the order of the entries; `everybody` where nothing denies the rest. */
  readonly allowed: readonly string[] | 'everybody';
  /** True when they may also open ports to other devices. */
  readonly thirdParty: boolean;
}

const ENTRIES = 8;
const ALL_PORTS = ['0-65535', '1-65535'];
const ANYWHERE = /\/0+$/;

/** What the element of UPnP and PCP says; undefined where they are off or missing. */
export function portMappingOf(value: ConfigValue | undefined): PortMapping | undefined {
  const fields = fieldsOf(at(value, 'config'));
  // The firewall asks only whether the element is there.
  const protocols = [...(isFilled(fields, 'enable_upnp') ? ['UPnP IGD'] : []), ...(isFilled(fields, 'enable_natpmp') ? ['PCP and NAT-PMP'] : [])];
  if (!('enable' in fields) || protocols.length === 0) return undefined;
  const count = Number(textOf(fields, 'num_permuser')) || ENTRIES;
  const entries = Array.from({ length: count }, (_, index) => textOf(fields, `permuser${String(index + 1)}`).trim().split(/\s+/)).filter(entry => entry.length === 4);
  if (isFilled(fields, 'permdefault')) entries.push(['deny', '0-65535', '0.0.0.0/0', '0-65535']);
  // The first entry that matches decides, and where none does, everything is allowed.
  const end = entries.findIndex(([action, outer = '', address = '', inner = '']) => action === 'deny' && ANYWHERE.test(address) && [outer, inner].every(ports => ALL_PORTS.includes(ports)));
  const allowed = entries.slice(0, Math.max(0, end)).flatMap(([action, , address = '']) => (action === 'allow' ? [address] : []));
  return {
    protocols,
    allowed: end < 0 || allowed.some(address => ANYWHERE.test(address)) ? 'everybody' : allowed,
    thirdParty: isFilled(fields, 'allow_third_party_mapping'),
  };
}

/** The settings of UPnP and PCP; undefined where they are off or missing. */
export const portMapping = configured<PortMapping | undefined>('the settings of UPnP', 'installedpackages.miniupnpd', portMappingOf);

/** The address that the TFTP server listens on; undefined where it is off or missing. */
export const tftpAddress = configured<string | undefined>('the settings of the TFTP server', 'OPNsense.tftp', value => {
  const fields = fieldsOf(at(value, 'general'));
  return isOn(fields, 'enabled') ? textOf(fields, 'listen') || '127.0.0.1' : undefined;
});
