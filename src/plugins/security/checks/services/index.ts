import { type Check } from '../../../../core/audit';
import { mdnsOutside } from './mdns-outside.check';
import { snmpCommunity } from './snmp-community.check';
import { snmpEverywhere } from './snmp-everywhere.check';
import { tftp } from './tftp.check';
import { upnpOn } from './upnp.check';

/** Services that listen without need, or with less protection than they could have. */
export const servicesChecks: readonly Check[] = [
  mdnsOutside, snmpCommunity, snmpEverywhere, tftp, upnpOn,
];
