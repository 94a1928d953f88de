import { auditTime, check, references, Undecided } from '../../../../core/audit';
import { firmware } from '../../facts/firmware.fact';

const MOST_DAYS = 30;
const DAY_MS = 86_400_000;

/** Update checks that do not happen. */
export const checkStale = check({
  id: 'firmware.check-stale',
  area: 'firmware',
  title: 'Nobody looks for updates',
  question: `Did an update check succeed within the last ${String(MOST_DAYS)} days?`,
  severity: 'low',
  recommendation: 'Let a cron job look for updates every day (System > Settings > Cron, command "Firmware update check"), and see that the firewall reaches its mirror.',
  references: references({ 'pci-dss': ['6.3.3'], bsi: ['OPS.1.1.3.A15'], 'nist-800-41': ['5.5'], cis: ['7.3', '12.1'] }),
  needs: { firmware, now: auditTime },
  judge: ({ firmware: { product, update }, now }) => {
    const found = (says: string) => [{ key: 'check', subject: 'Update check', says, evidence: { state: update.state, last_check: update.last_check, message: update.message, version: product?.version } }];
    if (update.state === 'unchecked') return found('None has run since the firewall started.');
    if (update.state === 'error') return found('The last one failed.');
    const checked = timeOf(update.last_check);
    if (checked === undefined) return new Undecided('The firewall does not tell when the last update check was.');
    const days = Math.floor((now - checked) / DAY_MS);
    return days > MOST_DAYS ? found(`The last one was ${String(days)} days ago.`) : [];
  },
});

/** Reads what `date` writes: `Thu Nov 26 14:25:00 UTC 2026`; of the time zone's name nobody knows what it means, and here a day more or less does not matter. */
function timeOf(text: string | undefined): number | undefined {
  const parts = /^\w{3} (\w{3}) +(\d{1,2}) (\d\d:\d\d:\d\d) \S+ (\d{4})$/.exec(text ?? '');
  const time = parts === null ? NaN : Date.parse(`${String(parts[2])} ${String(parts[1])} ${String(parts[4])} ${String(parts[3])} UTC`);
  return Number.isNaN(time) ? undefined : time;
}
