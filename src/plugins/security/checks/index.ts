import { type Check } from '../../../core/audit';
import { backupsChecks } from './backups';
import { certificatesChecks } from './certificates';
import { dnsChecks } from './dns';
import { firewallChecks } from './firewall';
import { firmwareChecks } from './firmware';
import { gatewaysChecks } from './gateways';
import { haproxyChecks } from './haproxy';
import { natChecks } from './nat';
import { servicesChecks } from './services';
import { systemChecks } from './system';
import { vpnChecks } from './vpn';

/** Every check of this server, area by area. */
export const CHECKS: readonly Check[] = [
  ...firmwareChecks, ...firewallChecks, ...natChecks, ...dnsChecks, ...systemChecks, ...servicesChecks, ...certificatesChecks, ...vpnChecks, ...haproxyChecks, ...gatewaysChecks, ...backupsChecks,
];
