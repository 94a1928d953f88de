import { check, references, Undecided } from '../../../../core/audit';
import { firmware } from '../../facts/firmware.fact';

/** Updates that wait to be installed. */
export const updatesPending = check({
  id: 'firmware.updates-pending',
  area: 'firmware',
  title: 'Updates are not installed',
  question: 'Is everything installed that the last update check found?',
  severity: 'medium',
  recommendation: 'Read the release notes and install the updates in a maintenance window (System > Firmware > Updates).',
  references: references({ 'pci-dss': ['6.3.3'], bsi: ['OPS.1.1.3.A15'], 'nist-800-41': ['5.5'], cis: ['7.3', '12.1'] }),
  needs: { firmware },
  judge: ({ firmware: { product, update } }) => {
    if (update.state === 'unchecked') return new Undecided('No update check has run since the firewall started.');
    if (update.state === 'error') return new Undecided('The last update check failed.');
    if (update.state === 'up-to-date') return [];
    const target = update.state === 'upgrade' ? `the upgrade to ${update.upgrade_to ?? 'the next series'}` : `${String(update.pending_packages)} package update${update.pending_packages === 1 ? '' : 's'}`;
    return [{
      key: 'updates', subject: `OPNsense ${product?.version ?? ''}`.trim(), says: `It waits for ${target}.`,
      evidence: { version: product?.version, state: update.state, pending_packages: update.pending_packages, needs_reboot: update.needs_reboot, last_check: update.last_check, packages: update.packages?.map(({ name }) => name) },
    }];
  },
});
