import { type Check } from '../../../core/audit';
import { backupsChecks } from './backups';
import { certificatesChecks } from './certificates';
import { dnsChecks } from './dns';
import { firmwareChecks } from './firmware';
import { gatewaysChecks } from './gateways';
import { haproxyChecks } from './haproxy';
import { servicesChecks } from './services';
import { systemChecks } from './system';
import { vpnChecks } from './vpn';

/** Every check of this server, area by area. */
export const CHECKS: readonly Check[] = [...firmwareChecks, ...dnsChecks, ...systemChecks, ...servicesChecks, ...certificatesChecks, ...vpnChecks, ...haproxyChecks, ...gatewaysChecks, ...backupsChecks];
