import { check, NotApplicable, references } from '../../../../core/audit';
import { logging } from '../../facts/logging.fact';

const LEAST_DAYS = 90;

/** Logs that are gone when they are needed. */
export const shortRetention = check({
  id: 'backups.short-retention',
  area: 'backups',
  title: 'Logs are kept too short',
  question: `Are logs kept for ${String(LEAST_DAYS)} days, where no log server has them?`,
  severity: 'low',
  recommendation: `Keep ${String(LEAST_DAYS)} days of logs or more (System > Settings > Logging), or send them to a log server that does.`,
  references: references({ 'pci-dss': ['10.5.1'], bsi: ['NET.3.2.A9'], cis: ['8.3', '8.10'] }),
  needs: { logging },
  judge: ({ logging: { enabled, local, days, destinations } }) => {
    if (!enabled || !local) return new NotApplicable('No logs are kept on the firewall.');
    if (destinations.length > 0 || days >= LEAST_DAYS) return [];
    return [{ key: 'days', subject: 'Local logs', says: `They are kept for ${String(days)} days, and nowhere else.`, evidence: { days, wanted: LEAST_DAYS } }];
  },
});
