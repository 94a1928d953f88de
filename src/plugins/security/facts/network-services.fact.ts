import { configured } from '../../../core/audit';
import { at, entriesOf, fieldsOf, isOn, textOf } from '../../../core/packet-filter';

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

/** Whether devices inside may open ports of the firewall by themselves. */
export const upnp = configured<boolean>('the settings of UPnP', 'installedpackages.miniupnpd', value =>
  // The firewall asks only whether the element is there.
  'enable' in fieldsOf(at(value, 'config')),
);

/** The address that the TFTP server listens on; undefined where it is off or missing. */
export const tftpAddress = configured<string | undefined>('the settings of the TFTP server', 'OPNsense.tftp', value => {
  const fields = fieldsOf(at(value, 'general'));
  return isOn(fields, 'enabled') ? textOf(fields, 'listen') || '127.0.0.1' : undefined;
});
