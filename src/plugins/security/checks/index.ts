import { type Check } from '../../../core/audit';
import { backupsChecks } from './backups';
import { firmwareChecks } from './firmware';
import { gatewaysChecks } from './gateways';

/** Every check of this server, area by area. */
export const CHECKS: readonly Check[] = [...firmwareChecks, ...gatewaysChecks, ...backupsChecks];
