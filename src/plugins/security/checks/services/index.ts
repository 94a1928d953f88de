import { type Check } from '../../../../core/audit';
import { exposed } from './exposed.check';
import { idsAlertsOnly } from './ids-alerts-only.check';
import { idsOff } from './ids-off.check';
import { idsWithoutRules } from './ids-without-rules.check';
import { mdnsOutside } from './mdns-outside.check';
import { noTimeSource } from './no-time-source.check';
import { ntpEverywhere } from './ntp-everywhere.check';
import { snmpCommunity } from './snmp-community.check';
import { snmpEverywhere } from './snmp-everywhere.check';
import { stopped } from './stopped.check';
import { tftp } from './tftp.check';
import { upnpOn } from './upnp.check';

/** Services that listen without need or with less protection than they could have, and those that ought to run and do not. */
export const servicesChecks: readonly Check[] = [
  exposed, idsAlertsOnly, idsOff, idsWithoutRules, mdnsOutside, noTimeSource, ntpEverywhere, snmpCommunity, snmpEverywhere, stopped, tftp, upnpOn,
];
